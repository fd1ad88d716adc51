#include "compiler/schema/foreign_keys.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/resolve_type.h"

namespace instar::compiler {
namespace {

std::string ListColumns(const Table& table, const std::vector<ObjectId>& columns) {
  std::string list;
  for (ObjectId id : columns) {
    const Column* const column = table.Find(id);
    if (column != nullptr) list += (list.empty() ? "" : ", ") + column->name.text;
  }
  return list;
}

std::string Count(std::size_t columns) {
  return absl::StrCat(columns, columns == 1 ? " column" : " columns");
}

// Where the rest of the block makes the table.
const sql::Name* FindLater(const Block& block, std::string_view key, SourceRange after) {
  for (const Statement& statement : block.statements) {
    if (statement.sql == nullptr || statement.range.begin < after.begin) continue;
    const auto* const create = std::get_if<sql::CreateTable>(statement.sql.get());
    if (create != nullptr && KeyOf(create->table.text) == key) return &create->table;
  }
  return nullptr;
}

class ReferencesResolver {
 public:
  ReferencesResolver(Scope* scope, const Table& child, const sql::References& references, ForeignKey* key)
      : scope_(*scope), child_(child), references_(references), key_(*key) {}

  bool Resolve() {
    key_.parent_name = ToIdentifier(references_.table);
    key_.parent_columns_written = !references_.columns.empty();
    for (const sql::Name& name : references_.columns) key_.parent_column_names.push_back(ToIdentifier(name));
    key_.on_delete = references_.on_delete;
    key_.on_update = references_.on_update;
    key_.deferrable = references_.deferrable;
    key_.initially_deferred = references_.initially_deferred;
    if (!FindParent()) return ReportMissing();
    key_.parent_table = parent_->id;
    if (!FindColumns() || !CheckCount()) return false;
    CheckUnique();
    CheckTypes();
    return true;
  }

 private:
  bool FindParent() {
    const std::string key = KeyOf(references_.table.text);
    if (key == KeyOf(child_.name.text)) {
      parent_ = &child_;
      return true;
    }
    owner_ = scope_.catalog().FindTable(key);
    parent_ = owner_.get();
    return parent_ != nullptr;
  }

  bool ReportMissing() {
    const sql::Name& name = references_.table;
    if (scope_.Accepts(DiagnosticKind::kFkParentMissing, name.range)) return true;
    const std::string key = KeyOf(name.text);
    if (scope_.catalog().FindView(key) != nullptr) {
      scope_.Error(DiagnosticKind::kFkParentMissing, name.range,
                   absl::StrCat(Quoted(name.text), " is a view: foreign keys lead to tables"));
      return false;
    }
    const Revision& revision = scope_.history().chain.revisions[scope_.revision()];
    if (const sql::Name* later = FindLater(revision.tree->upgrade, key, name.range)) {
      scope_
          .Error(DiagnosticKind::kFkParentMissing, name.range,
                 absl::StrCat("foreign key to table ", Quoted(name.text), ", which is made later"))
          .AddNote(later->range, "only here; make it first, or add the foreign key afterwards");
      return false;
    }
    scope_.ReportUnknown(DiagnosticKind::kFkParentMissing, name,
                         absl::StrCat("foreign key to table ", Quoted(name.text), ", which does not exist"),
                         Scope::EventKey("table", key), [&] {
                           std::vector<std::string> names;
                           for (const TablePointer& table : scope_.catalog().Tables()) {
                             names.push_back(table->name.text);
                           }
                           return names;
                         });
    return false;
  }

  bool FindColumns() {
    for (const sql::Name& name : references_.columns) {
      const Column* const column = scope_.FindColumn(*parent_, name);
      if (column == nullptr) return false;
      key_.parent_columns.push_back(column->id);
    }
    if (key_.parent_columns_written || !parent_->primary_key) return true;
    for (const KeyColumn& column : parent_->primary_key->columns)
      key_.parent_columns.push_back(column.column);
    return true;
  }

  SourceRange ParentPlace() const {
    if (references_.columns.empty()) return references_.table.range;
    SourceRange place = references_.columns.front().range;
    place.end = references_.columns.back().range.end;
    return place;
  }

  bool CheckCount() {
    if (key_.parent_columns.empty() || key_.columns.size() == key_.parent_columns.size()) return true;
    scope_.Error(DiagnosticKind::kFkColumnCount, ParentPlace(),
                 absl::StrCat(Count(key_.columns.size()), " cannot refer to ",
                              Count(key_.parent_columns.size()), " of ", Quoted(parent_->name.text)));
    return false;
  }

  void CheckUnique() {
    if (LeadsToUniqueKey(key_, *parent_)) return;
    if (scope_.Accepts(DiagnosticKind::kFkParentNotUnique, references_.table.range)) return;
    scope_.Fail();
    if (scope_.IsDoubtful(KeyOf(parent_->name.text))) return;
    std::string message =
        key_.parent_columns.empty()
            ? absl::StrCat("table ", Quoted(parent_->name.text), " has no primary key to lead to")
            : absl::StrCat("(", ListColumns(*parent_, key_.parent_columns), ") is no unique key of ",
                           Quoted(parent_->name.text));
    Diagnostic& error = scope_.Error(DiagnosticKind::kFkParentNotUnique, ParentPlace(), std::move(message));
    if (parent_ != &child_) {
      scope_.NoteEarlier(parent_->origin, absl::StrCat(Quoted(parent_->name.text), " is made here"), &error);
    }
  }

  void CheckTypes() {
    for (std::size_t i = 0; i < key_.parent_columns.size(); ++i) {
      const Column* const from = child_.Find(key_.columns[i]);
      const Column* const to = parent_->Find(key_.parent_columns[i]);
      if (from == nullptr || to == nullptr ||
          CanReference(from->type, to->type, scope_.history().IsOnlySqlite())) {
        continue;
      }
      if (scope_.Accepts(DiagnosticKind::kFkTypeMismatch, references_.table.range)) return;
      Diagnostic& error = scope_.Error(
          DiagnosticKind::kFkTypeMismatch,
          references_.columns.empty() ? references_.table.range : references_.columns[i].range,
          absl::StrCat("column ", Quoted(from->name.text), " of type ", Quoted(from->type.written),
                       " cannot refer to ", Quoted(to->name.text), " of type ", Quoted(to->type.written)));
      scope_.NoteEarlier(to->origin, absl::StrCat(Quoted(to->name.text), " is defined here"), &error);
    }
  }

  Scope& scope_;
  const Table& child_;
  const sql::References& references_;
  ForeignKey& key_;
  TablePointer owner_;
  const Table* parent_ = nullptr;
};

// A key that meets its parent at last.
class WaitingKey {
 public:
  WaitingKey(Scope* scope, const Table& child, const ForeignKey& key, const Table& parent, SourceRange place)
      : scope_(*scope), child_(child), key_(key), parent_(parent), place_(place) {}

  void Check() {
    ForeignKey linked = key_;
    if (const Identifier* const missing = LinkToParent(parent_, &linked)) {
      Report(DiagnosticKind::kFkParentMissing,
             absl::StrCat("leads to column ", Quoted(missing->text), ", which this table does not have"));
    } else if (!linked.parent_columns.empty() && linked.columns.size() != linked.parent_columns.size()) {
      Report(DiagnosticKind::kFkColumnCount, absl::StrCat("refers with ", Count(linked.columns.size()),
                                                          " to ", Count(linked.parent_columns.size())));
    } else {
      CheckUnique(linked);
      CheckTypes(linked);
    }
  }

 private:
  void CheckUnique(const ForeignKey& linked) {
    if (LeadsToUniqueKey(linked, parent_)) return;
    if (scope_.Accepts(DiagnosticKind::kFkParentNotUnique, place_)) return;
    Report(DiagnosticKind::kFkParentNotUnique,
           linked.parent_columns.empty()
               ? "leads to the primary key of this table, which has none"
               : absl::StrCat("leads to (", ListColumns(parent_, linked.parent_columns),
                              "), which is no unique key of this table"));
  }

  void CheckTypes(const ForeignKey& linked) {
    for (std::size_t i = 0; i < linked.parent_columns.size(); ++i) {
      const Column* const from = child_.Find(linked.columns[i]);
      const Column* const to = parent_.Find(linked.parent_columns[i]);
      if (from == nullptr || to == nullptr ||
          CanReference(from->type, to->type, scope_.history().IsOnlySqlite())) {
        continue;
      }
      if (scope_.Accepts(DiagnosticKind::kFkTypeMismatch, place_)) return;
      return Report(
          DiagnosticKind::kFkTypeMismatch,
          absl::StrCat("refers with ", Quoted(from->name.text), " of type ", Quoted(from->type.written),
                       " to ", Quoted(to->name.text), " of type ", Quoted(to->type.written)));
    }
  }

  void Report(DiagnosticKind kind, std::string_view problem) {
    Diagnostic& error =
        scope_.Error(kind, place_,
                     absl::StrCat("a foreign key of ", Quoted(child_.name.text), ", which waited for ",
                                  Quoted(parent_.name.text), ", ", std::string(problem)));
    scope_.NoteEarlier(key_.origin, "the foreign key is here", &error);
  }

  Scope& scope_;
  const Table& child_;
  const ForeignKey& key_;
  const Table& parent_;
  const SourceRange place_;
};

// Calls `visit(child, key)` for every foreign key to the table, its own among them.
template <typename Visitor>
void ForEachKeyTo(const Scope& scope, const Table& table, Visitor visit) {
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.parent_table == table.id) visit(table, key);
  }
  for (const TablePointer& child : scope.catalog().ChildrenOf(table.id)) {
    for (const ForeignKey& key : child->foreign_keys) {
      if (key.parent_table == table.id) visit(*child, key);
    }
  }
}

}  // namespace

bool ResolveReferences(Scope* scope, const Table& child, const sql::References& references, ForeignKey* key) {
  return ReferencesResolver(scope, child, references, key).Resolve();
}

void CheckWaitingKeys(Scope* scope, const Table& parent, SourceRange place) {
  for (const TablePointer& child : scope->catalog().WaitingFor(KeyOf(parent.name.text))) {
    for (const ForeignKey& key : child->foreign_keys) {
      if (key.parent_table != kNoObject || KeyOf(key.parent_name.text) != KeyOf(parent.name.text)) continue;
      WaitingKey(scope, *child, key, parent, place).Check();
    }
  }
}

bool CheckKeysOfChildren(Scope* scope, const Table& before, const Table& after, SourceRange place) {
  bool fine = true;
  ForEachKeyTo(*scope, after, [&](const Table& child, const ForeignKey& key) {
    // Accepted when it was made.
    if (!fine || !LeadsToUniqueKey(key, before) || LeadsToUniqueKey(key, after)) return;
    fine = false;
    Diagnostic& error = scope->Error(DiagnosticKind::kInUse, place,
                                     absl::StrCat("a foreign key of ", Quoted(child.name.text), " needs (",
                                                  ListColumns(after, key.parent_columns), ") to be unique"));
    scope->NoteEarlier(key.origin, "the foreign key is here", &error);
  });
  return fine;
}

void CheckTypesOfKeys(Scope* scope, const Table& after, ObjectId column, SourceRange place) {
  const bool only_sqlite = scope->history().IsOnlySqlite();
  bool reported = false;
  const auto check = [&](const Table& child, const Table& parent, const ForeignKey& key) {
    for (std::size_t i = 0; i < key.columns.size() && i < key.parent_columns.size() && !reported; ++i) {
      const bool concerned = (child.id == after.id && key.columns[i] == column) ||
                             (parent.id == after.id && key.parent_columns[i] == column);
      const Column* const from = child.Find(key.columns[i]);
      const Column* const to = parent.Find(key.parent_columns[i]);
      if (!concerned || from == nullptr || to == nullptr || CanReference(from->type, to->type, only_sqlite)) {
        continue;
      }
      reported = true;
      if (scope->Accepts(DiagnosticKind::kFkTypeMismatch, place)) return;
      Diagnostic& error =
          scope->Error(DiagnosticKind::kFkTypeMismatch, place,
                       absl::StrCat("column ", Quoted(from->name.text), " of type ",
                                    Quoted(from->type.written), " could no longer refer to ",
                                    Quoted(to->name.text), " of type ", Quoted(to->type.written)));
      scope->NoteEarlier(key.origin, "the foreign key is here", &error);
    }
  };
  for (const ForeignKey& key : after.foreign_keys) {
    if (key.parent_table == after.id) {
      check(after, after, key);
    } else if (const TablePointer parent = scope->catalog().FindTable(key.parent_table)) {
      check(after, *parent, key);
    }
  }
  for (const TablePointer& child : scope->catalog().ChildrenOf(after.id)) {
    for (const ForeignKey& key : child->foreign_keys) {
      if (key.parent_table == after.id) check(*child, after, key);
    }
  }
}

}  // namespace instar::compiler
