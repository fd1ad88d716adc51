// What a migration says with `allow`, and which of it was needed.
#ifndef INSTAR_COMPILER_SCHEMA_ALLOWS_H_
#define INSTAR_COMPILER_SCHEMA_ALLOWS_H_

#include <cstdint>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// One per revision, shared by all that can be allowed:
//
//   Allows allows(*revision.tree);
//   if (!allows.Accepts(DiagnosticKind::kDropTable, operation.source)) diagnostics->Add(...);
//   ...
//   allows.ReportNames(diagnostics);   // always
//   allows.ReportUnused(diagnostics);  // once everything that may ask has asked
//
// Ask only where something would be reported otherwise: asking is what makes an `allow` needed. The tree must
// outlive this.
class Allows {
 public:
  explicit Allows(const SyntaxTree& tree);

  // Whether the kind is allowed at a place in the file: by an `allow` right before the statement that holds
  // the place, or else by one in the header. The first such name counts as needed.
  bool Accepts(DiagnosticKind kind, SourceRange place);

  // Names that no lint has, or that cannot be allowed: errors.
  void ReportNames(Diagnostics* diagnostics) const;
  // Names that nothing needed. A revision that was not looked at to its end must not be asked.
  void ReportUnused(Diagnostics* diagnostics) const;

 private:
  struct Entry {
    const Name* name;
    DiagnosticKind kind;
    // The statement it speaks for; of the header's the whole file.
    std::uint32_t begin;
    std::uint32_t end;
    bool needed = false;
  };

  void AddBlock(const Block& block);
  void Add(const Allow& allow, std::uint32_t begin, std::uint32_t end, std::vector<Entry>* entries);
  static bool Need(std::vector<Entry>* entries, std::uint32_t begin, DiagnosticKind kind);

  // Both by begin, kind, and place of the name.
  std::vector<Entry> header_;
  std::vector<Entry> statements_;
  std::vector<const Name*> bad_names_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_ALLOWS_H_
