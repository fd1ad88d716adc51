// create index, drop index, alter index ... rename to
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/foreign_keys.h"
#include "compiler/schema/statements.h"

namespace instar::compiler {
namespace {

IndexTerm MakeTerm(Scope* scope, const ColumnNames& columns, const sql::IndexTerm& written) {
  IndexTerm term;
  term.descending = written.descending;
  if (written.collation) {
    CheckCollation(scope, *written.collation);
    term.collation = ToIdentifier(*written.collation);
  }
  if (written.column) {
    term.column = columns.Find(scope, *written.column);
  } else {
    term.expression = ResolveExpression(scope, columns, written.expression, ExpressionPlace::kIndex);
  }
  return term;
}

}  // namespace

void Interpret(Scope* scope, const sql::CreateIndex& create, SourceRange source) {
  if (create.if_not_exists && scope->catalog().FindTableOfIndex(KeyOf(create.index.text)) != nullptr) return;
  TablePointer before = scope->FindTable(create.table);
  const bool is_free = scope->CheckFree(DiagnosticKind::kDuplicateIndex, "index", create.index);
  if (before == nullptr || !is_free) return;
  const ColumnNames columns(*before);
  Index index;
  index.id = scope->NewId();
  index.name = ToIdentifier(create.index);
  index.unique = create.unique;
  index.origin = scope->OriginOf(create.index.range);
  for (const sql::IndexTerm& term : create.terms) index.terms.push_back(MakeTerm(scope, columns, term));
  if (create.where) {
    index.where = ResolveExpression(scope, columns, *create.where, ExpressionPlace::kPredicate);
  }
  if (scope->failed()) return;
  auto after = std::make_shared<Table>(*before);
  after->indexes.push_back(std::move(index));
  scope->ChangeTable(source, std::move(before), std::move(after));
}

void Interpret(Scope* scope, const sql::DropIndex& drop, SourceRange source) {
  const std::string key = KeyOf(drop.index.text);
  if (drop.if_exists && scope->catalog().FindTableOfIndex(key) == nullptr) return;
  const Index* index = nullptr;
  TablePointer before = scope->FindIndex(drop.index, &index);
  if (before == nullptr) return;
  auto after = std::make_shared<Table>(*before);
  after->indexes.erase(after->indexes.begin() + (index - before->indexes.data()));
  if (!CheckKeysOfChildren(scope, *before, *after, drop.index.range)) return;
  scope->Gone(Scope::EventKey("index", key), drop.index.range,
              absl::StrCat("index ", Quoted(index->name.text), " was dropped here"));
  scope->ChangeTable(source, std::move(before), std::move(after));
}

void Interpret(Scope* scope, const sql::RenameIndex& rename, SourceRange source) {
  if (rename.if_exists && scope->catalog().FindTableOfIndex(KeyOf(rename.index.text)) == nullptr) return;
  const Index* index = nullptr;
  TablePointer before = scope->FindIndex(rename.index, &index);
  if (before == nullptr || index->name.text == rename.new_name.text) return;
  const std::string key = KeyOf(index->name.text);
  if (key != KeyOf(rename.new_name.text) &&
      !scope->CheckFree(DiagnosticKind::kDuplicateIndex, "index", rename.new_name)) {
    return;
  }
  auto after = std::make_shared<Table>(*before);
  after->indexes[static_cast<std::size_t>(index - before->indexes.data())].name =
      ToIdentifier(rename.new_name);
  scope->Gone(Scope::EventKey("index", key), rename.new_name.range,
              absl::StrCat("index ", Quoted(index->name.text), " was renamed to ",
                           Quoted(rename.new_name.text), " here"));
  scope->ChangeTable(source, std::move(before), std::move(after));
}

}  // namespace instar::compiler
