// What the parser says about one file.
#ifndef INSTAR_COMPILER_SYNTAX_REPORTER_H_
#define INSTAR_COMPILER_SYNTAX_REPORTER_H_

#include <cstdint>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// A file with more errors than this is not a migration with mistakes but something else.
inline constexpr int kMaxErrorsPerFile = Diagnostics::kMaxPerFile;

class Reporter {
 public:
  Reporter(FileId file, Diagnostics* diagnostics) : file_(file), diagnostics_(diagnostics) {}

  // Errors about bytes [begin, end). While quiet, and after the last error a file may have, it goes nowhere.
  Diagnostic& Error(DiagnosticKind kind, std::uint32_t begin, std::uint32_t end, std::string message);
  Diagnostic& Error(DiagnosticKind kind, SourceRange range, std::string message) {
    return Error(kind, range.begin, range.end, std::move(message));
  }
  // Reported even while quiet: for what is a mistake of its own wherever it stands.
  Diagnostic& ErrorOfAnyTime(DiagnosticKind kind, SourceRange range, std::string message);

  int errors() const { return errors_; }
  bool stopped() const { return errors_ > kMaxErrorsPerFile; }

 private:
  friend class QuietScope;

  FileId file_;
  Diagnostics* diagnostics_;
  int errors_ = 0;
  bool quiet_ = false;
  Diagnostic dropped_{};
};

// While it lives, nothing is reported: after an error, what is skipped is not complained about.
class QuietScope {
 public:
  explicit QuietScope(Reporter* reporter) : reporter_(reporter), before_(reporter->quiet_) {
    reporter_->quiet_ = true;
  }
  ~QuietScope() { reporter_->quiet_ = before_; }
  QuietScope(const QuietScope&) = delete;
  QuietScope& operator=(const QuietScope&) = delete;

 private:
  Reporter* reporter_;
  bool before_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_REPORTER_H_
