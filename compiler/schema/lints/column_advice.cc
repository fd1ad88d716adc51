// required-column, decimal-affinity, no-primary-key
#include <string>

#include "absl/strings/str_cat.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/lints/advice.h"
#include "compiler/schema/scope.h"

namespace instar::compiler {
namespace {

// Of the value that an INSERT leaves out.
bool HasDefault(const Column& column) {
  return column.default_value && !IsNullLiteral(*column.default_value);
}

bool IsRequired(const Column& column) {
  return column.not_null && !HasDefault(column) && !column.generated &&
         column.identity == IdentityKind::kNone;
}

void LintRequired(const LintContext& context, const TouchedTable& table, const Column& column,
                  SourceRange source, bool is_refused) {
  const Column* const before = table.Before(column.id);
  if (table.before == nullptr || !IsRequired(column) || (before != nullptr && IsRequired(*before))) return;
  if (context.Accepts(DiagnosticKind::kRequiredColumn, source) || is_refused) return;
  const bool lost_default = before != nullptr && HasDefault(*before);
  Diagnostic& warning = context.diagnostics.Add(
      DiagnosticKind::kRequiredColumn,
      before == nullptr ? context.PlaceOf(column.origin, source) : context.SubjectOf(source),
      absl::StrCat("every insert must now give ", Quoted(column.name.text), " of ",
                   Quoted(table.after->name.text), " a value, and those of older programs do not"));
  if (lost_default && before->origin.range.valid()) {
    warning.AddNote(before->origin.range, absl::StrCat(Quoted(column.name.text), " had a default"));
  }
}

// Numbers without a fraction are exact as long as they are 64-bit integers.
bool IsInexactInSqlite(const Type& type) {
  const bool is_integer = type.scale <= 0 && type.length >= 0 && type.length <= 18;
  return type.kind == TypeKind::kDecimal && !is_integer;
}

void LintDecimal(const LintContext& context, const TouchedTable& table, const Column& column,
                 SourceRange source) {
  const Column* const before = table.Before(column.id);
  if (!context.Has(Dialect::kSqlite) || !IsInexactInSqlite(column.type) ||
      (before != nullptr && IsInexactInSqlite(before->type))) {
    return;
  }
  context.Report(DiagnosticKind::kDecimalAffinity, source,
                 before == nullptr ? context.PlaceOf(column.origin, source) : context.SubjectOf(source),
                 absl::StrCat("SQLite stores ", Quoted(column.name.text), ", a ", Describe(column.type),
                              ", as a floating point number"));
}

}  // namespace

void LintColumns(const LintContext& context, const TouchedTable& table,
                 const absl::flat_hash_set<ObjectId>& refused) {
  for (const Column& column : table.after->columns) {
    const auto changed = table.defined_at.find(column.id);
    if (changed == table.defined_at.end() && table.before != nullptr) continue;
    // A table is made in one place, of which the origin lies within.
    const SourceRange source = changed == table.defined_at.end() ? column.origin.range : changed->second;
    LintRequired(context, table, column, source, refused.contains(column.id));
    LintDecimal(context, table, column, source);
  }
}

void LintPrimaryKey(const LintContext& context, const TouchedTable& table) {
  if (table.after->primary_key) return;
  const std::string name = Quoted(table.after->name.text);
  const auto gone = table.gone_at.find(kNoObject);
  if (table.before == nullptr) {
    context.Report(DiagnosticKind::kNoPrimaryKey, table.after->origin.range, table.after->origin.range,
                   absl::StrCat("table ", name, " has no primary key"));
  } else if (table.before->primary_key && gone != table.gone_at.end()) {
    context.Report(DiagnosticKind::kNoPrimaryKey, gone->second, context.SubjectOf(gone->second),
                   absl::StrCat("table ", name, " has no primary key any more"));
  }
}

}  // namespace instar::compiler
