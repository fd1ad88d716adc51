// What the reader itself has to say, printed as Clang prints.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_REPORTER_H_
#define INSTAR_TOOLS_INSTAR_MODELS_REPORTER_H_

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/SourceLocation.h>

#include <set>
#include <string>
#include <utility>

namespace instar::models {

class Reporter {
 public:
  // The engine must outlive it.
  explicit Reporter(clang::DiagnosticsEngine& engine);

  // A location in a macro's expansion stands for the place where the outermost macro was used. What was said
  // before of the same place is not said again: a struct may be a part of many tables.
  void Error(clang::SourceLocation location, const std::string& message);
  void Warning(clang::SourceLocation location, const std::string& message);
  // Belongs to what was said last.
  void Note(clang::SourceLocation location, const std::string& message);

  // What Clang itself found.
  void Repeat(const clang::StoredDiagnostic& diagnostic);

  // Those that were not said again too.
  int errors() const { return errors_; }

 private:
  void Say(clang::SourceLocation location, unsigned kind, const std::string& message);

  clang::SourceLocation PlaceOf(clang::SourceLocation location) const;

  clang::DiagnosticsEngine& engine_;
  unsigned error_;
  unsigned warning_;
  unsigned note_;
  std::set<std::pair<clang::SourceLocation, std::string>> said_;
  bool said_last_ = true;
  int errors_ = 0;
};

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_REPORTER_H_
