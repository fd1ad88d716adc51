#include "compiler/schema/lints/lint_context.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "compiler/schema/scope.h"

namespace instar::compiler {
namespace {

SourceRange SubjectOfAction(const sql::AlterAction& action) {
  switch (action.kind) {
    case sql::AlterActionKind::kRenameTable:
    case sql::AlterActionKind::kRenameColumn:
    case sql::AlterActionKind::kRenameConstraint:
      return action.new_name.range;
    case sql::AlterActionKind::kAddColumn:
      return action.column.name.range;
    case sql::AlterActionKind::kSetType:
      return action.type.range;
    case sql::AlterActionKind::kAddConstraint:
      return action.constraint.range;
    default:
      return action.name.range;
  }
}

struct SubjectVisitor {
  SourceRange source;

  SourceRange operator()(const sql::CreateTable& create) const { return create.table.range; }
  SourceRange operator()(const sql::DropTable& drop) const { return drop.table.range; }
  SourceRange operator()(const sql::AlterTable& alter) const {
    const auto next = std::partition_point(
        alter.actions.begin(), alter.actions.end(),
        [&](const sql::AlterAction& action) { return action.range.begin <= source.begin; });
    return next == alter.actions.begin() ? alter.table.range : SubjectOfAction(*std::prev(next));
  }
  SourceRange operator()(const sql::CreateIndex& create) const { return create.index.range; }
  SourceRange operator()(const sql::DropIndex& drop) const { return drop.index.range; }
  SourceRange operator()(const sql::RenameIndex& rename) const { return rename.new_name.range; }
  SourceRange operator()(const sql::CreateView& create) const { return create.view.range; }
  SourceRange operator()(const sql::DropView& drop) const { return drop.view.range; }
  SourceRange operator()(const sql::CreateEnum& create) const { return create.type.range; }
  SourceRange operator()(const sql::AlterEnum& alter) const {
    return alter.kind == sql::AlterEnumKind::kRenameType ? alter.new_name.range : alter.value.range;
  }
  SourceRange operator()(const sql::DropType& drop) const { return drop.type.range; }
  SourceRange operator()(const sql::DataStatement& data) const { return data.table.range; }
};

}  // namespace

bool LintContext::Has(Dialect dialect) const {
  return std::find(options.dialects.begin(), options.dialects.end(), dialect) != options.dialects.end();
}

bool LintContext::IsNew(const Table& table) const {
  if (schema.before.FindTable(table.id) == nullptr) return true;
  if (options.releases.empty()) return false;
  return options.releases[table.origin.revision] >= options.releases[revision];
}

bool LintContext::IsNewColumn(const Table& table, ObjectId column) const {
  if (IsNew(table)) return true;
  return schema.before.FindTable(table.id)->Find(column) == nullptr;
}

SourceRange LintContext::SubjectOf(SourceRange source) const {
  const std::vector<Statement>& statements = tree.upgrade.statements;
  const auto next =
      std::partition_point(statements.begin(), statements.end(),
                           [&](const Statement& statement) { return statement.range.begin <= source.begin; });
  if (next == statements.begin()) return source;
  const Statement& statement = *std::prev(next);
  if (statement.sql == nullptr || statement.range.end <= source.begin) return source;
  return std::visit(SubjectVisitor{source}, *statement.sql);
}

SourceRange LintContext::PlaceOf(const Origin& origin, SourceRange source) const {
  return origin.range.valid() && origin.revision == revision ? origin.range : SubjectOf(source);
}

Diagnostic* LintContext::Report(DiagnosticKind kind, SourceRange source, SourceRange place,
                                std::string message) const {
  if (Accepts(kind, source)) return nullptr;
  return &diagnostics.Add(kind, place, std::move(message));
}

std::string QuotedNames(const Table& table, const std::vector<ObjectId>& columns) {
  std::string names;
  for (const ObjectId id : columns) {
    const Column* const column = table.Find(id);
    if (column != nullptr) absl::StrAppend(&names, names.empty() ? "" : ", ", Quoted(column->name.text));
  }
  return names;
}

std::string HowToAllow(DiagnosticKind kind) {
  return absl::StrCat("if that is meant, say why: allow ", std::string(DiagnosticName(kind)), " \"...\";");
}

}  // namespace instar::compiler
