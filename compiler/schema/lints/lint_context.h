// One revision, as all lints see it.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_LINT_CONTEXT_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_LINT_CONTEXT_H_

#include <cstdint>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct LintContext {
  const SourceSet& sources;
  const SyntaxTree& tree;
  std::uint32_t revision;
  const RevisionSchema& schema;
  const LintOptions& options;
  Diagnostics& diagnostics;

  bool Has(Dialect dialect) const;

  // Made by this revision, or by one that no release shipped before this one: so no program has put a row, or
  // a value, there that anybody would miss.
  bool IsNew(const Table& table) const;
  bool IsNewColumn(const Table& table, ObjectId column) const;

  // `source` is a statement or an action of an ALTER TABLE: what it makes, drops or changes, where it names
  // that; of a new type the type.
  SourceRange SubjectOf(SourceRange source) const;
  // Where the thing was made, if this revision did, else the subject of what changed it.
  SourceRange PlaceOf(const Origin& origin, SourceRange source) const;

  bool Accepts(DiagnosticKind kind, SourceRange source) const { return schema.allows->Accepts(kind, source); }
  // Null when it is accepted at `source`.
  Diagnostic* Report(DiagnosticKind kind, SourceRange source, SourceRange place, std::string message) const;
};

// "'a', 'b'"
std::string QuotedNames(const Table& table, const std::vector<ObjectId>& columns);
// "if that is meant, say why: allow drop-table "...";": for a note.
std::string HowToAllow(DiagnosticKind kind);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_LINT_CONTEXT_H_
