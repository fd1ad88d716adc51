#include "compiler/schema/uses.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/raw_objects.h"

namespace instar::compiler {
namespace {

struct Use {
  std::string what;  // "index 'i' uses it"
  Origin origin;
};

bool Report(Scope* scope, SourceRange place, std::string_view verb, std::string_view what, const Use& use) {
  Diagnostic& error =
      scope->Error(DiagnosticKind::kInUse, place,
                   absl::StrCat("cannot ", std::string(verb), " ", std::string(what), ": ", use.what));
  scope->NoteEarlier(use.origin, "it is defined here", &error);
  return false;
}

bool UsesColumn(const Index& index, ObjectId id) {
  if (index.where && index.where->Mentions(id)) return true;
  return std::any_of(index.terms.begin(), index.terms.end(), [&](const IndexTerm& term) {
    return term.column == id || term.expression.Mentions(id);
  });
}

// Constraints on this column alone go with it.
bool NeedsColumnBesideOthers(const ConstraintPointer& constraint, ObjectId id) {
  if (constraint.unique != nullptr) {
    return constraint.unique->columns.size() > 1 && Contains(constraint.unique->columns, id);
  }
  if (constraint.check != nullptr) {
    const std::vector<ObjectId> columns = ColumnsOf(constraint.check->expression);
    return columns.size() > 1 && Contains(columns, id);
  }
  if (constraint.foreign_key != nullptr) {
    return constraint.foreign_key->columns.size() > 1 && Contains(constraint.foreign_key->columns, id);
  }
  return Contains(constraint.primary_key->columns, id);
}

std::optional<Use> FindUseInTable(const Table& table, ObjectId id) {
  for (const ConstraintPointer& constraint : ConstraintsOf(table)) {
    if (!NeedsColumnBesideOthers(constraint, id)) continue;
    return Use{
        absl::StrCat(std::string(constraint.kind()), ", ", Quoted(NameOf(table, constraint)), ", needs it"),
        constraint.origin()};
  }
  for (const Column& column : table.columns) {
    if (column.id == id || !column.generated || !column.generated->expression.Mentions(id)) continue;
    return Use{absl::StrCat("generated column ", Quoted(column.name.text), " is made of it"), column.origin};
  }
  for (const Index& index : table.indexes) {
    if (!UsesColumn(index, id)) continue;
    return Use{absl::StrCat("index ", Quoted(index.name.text), " is on it"), index.origin};
  }
  return std::nullopt;
}

std::optional<Use> FindChild(const Scope& scope, const Table& table, ObjectId column) {
  std::vector<const Table*> children;
  const std::vector<TablePointer> others = scope.catalog().ChildrenOf(table.id);
  if (column != kNoObject) children.push_back(&table);
  for (const TablePointer& child : others) children.push_back(child.get());
  for (const Table* child : children) {
    for (const ForeignKey& key : child->foreign_keys) {
      if (key.parent_table != table.id) continue;
      if (column != kNoObject && !Contains(key.parent_columns, column)) continue;
      return Use{absl::StrCat("a foreign key of ", Quoted(child->name.text), " leads to it"), key.origin};
    }
  }
  return std::nullopt;
}

bool HasWord(const View& view, const std::string& key) {
  return std::binary_search(view.words.begin(), view.words.end(), key);
}

std::optional<Use> FindView(const Scope& scope, ObjectId of, std::string_view column_key) {
  for (const ViewPointer& view : scope.catalog().ViewsMentioning(of)) {
    if (!column_key.empty() && !HasWord(*view, std::string(column_key))) continue;
    return Use{absl::StrCat("view ", Quoted(view->name.text), " mentions it"), view->origin};
  }
  return std::nullopt;
}

std::string WordFor(const Table& table) { return absl::StrCat("table ", Quoted(table.name.text)); }
std::string WordFor(const Column& column) { return absl::StrCat("column ", Quoted(column.name.text)); }

bool ReportRaw(Scope* scope, const RawMention& mention, SourceRange place, std::string_view what,
               std::string_view verb) {
  if (!mention) return true;
  scope->Fail();
  ReportMention(mention, place, what, verb, &scope->history().diagnostics);
  return false;
}

bool CheckColumnMentions(Scope* scope, const Table& table, const Column& column, SourceRange place,
                         std::string_view verb, std::string_view done) {
  const std::string key = KeyOf(column.name.text);
  if (const std::optional<Use> view = FindView(*scope, table.id, key)) {
    return Report(scope, place, verb, WordFor(column), *view);
  }
  return ReportRaw(scope, FindMentionOfColumn(scope->catalog(), table, key), place, WordFor(column), done);
}

}  // namespace

bool CheckColumnUnused(Scope* scope, const Table& table, const Column& column, SourceRange place) {
  std::optional<Use> use = FindUseInTable(table, column.id);
  if (!use) use = FindChild(*scope, table, column.id);
  if (use) return Report(scope, place, "drop", WordFor(column), *use);
  return CheckColumnMentions(scope, table, column, place, "drop", "dropped");
}

bool CheckColumnUnmentioned(Scope* scope, const Table& table, const Column& column, SourceRange place) {
  return CheckColumnMentions(scope, table, column, place, "rename", "renamed");
}

bool CheckTableUnused(Scope* scope, const Table& table, SourceRange place) {
  std::optional<Use> use = FindChild(*scope, table, kNoObject);
  if (!use) use = FindView(*scope, table.id, "");
  if (use) return Report(scope, place, "drop", WordFor(table), *use);
  return ReportRaw(scope, FindMentionOfDroppedTable(scope->catalog(), table), place, WordFor(table),
                   "dropped");
}

bool CheckTableUnmentioned(Scope* scope, const Table& table, SourceRange place) {
  if (const std::optional<Use> view = FindView(*scope, table.id, "")) {
    return Report(scope, place, "rename", WordFor(table), *view);
  }
  return ReportRaw(scope, FindMentionOfRenamedTable(scope->catalog(), table), place, WordFor(table),
                   "renamed");
}

bool CheckViewUnused(Scope* scope, const View& view, SourceRange place) {
  const std::string what = absl::StrCat("view ", Quoted(view.name.text));
  if (const std::optional<Use> other = FindView(*scope, view.id, "")) {
    return Report(scope, place, "drop", what, *other);
  }
  return ReportRaw(scope, FindMentionOfView(scope->catalog(), view), place, what, "dropped");
}

bool CheckEnumUnused(Scope* scope, const Enum& type, SourceRange place) {
  const std::string key = KeyOf(type.name.text);
  for (const TablePointer& table : scope->catalog().TablesOfEnum(type.id)) {
    for (const Column& column : table->columns) {
      if (column.type.kind != TypeKind::kEnum || column.type.name != key) continue;
      return Report(scope, place, "drop", absl::StrCat("type ", Quoted(type.name.text)),
                    {absl::StrCat("column ", Quoted(column.name.text), " of ", Quoted(table->name.text),
                                  " is of this type"),
                     column.origin});
    }
  }
  return true;
}

}  // namespace instar::compiler
