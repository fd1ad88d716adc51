#include "compiler/schema/breaking_changes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/breaking_statements.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_difference.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

template <typename Member>
const Member* FindMember(const SharedVector<Member>& members, ObjectId id) {
  const auto found = std::ranges::find(members, id, &Member::id);
  return found == members.end() ? nullptr : &*found;
}

bool HasDefault(const Column& column) {
  return column.default_value && !IsNullLiteral(*column.default_value);
}

// An INSERT that does not know the column leaves it NULL.
bool StaysNull(const Column& column) {
  return !column.not_null && !HasDefault(column) && !column.generated &&
         column.identity == IdentityKind::kNone;
}

bool IsOfKey(const Table& table, ObjectId column) {
  return table.primary_key && std::ranges::any_of(table.primary_key->columns,
                                                  [&](const KeyColumn& key) { return key.column == column; });
}

// Functions, and words that parentheses may follow, that never fail on a value.
bool IsHarmless(std::string_view function) {
  static constexpr std::array<std::string_view, 13> kHarmless = {
      "lower",  "upper",  "length", "trim", "ltrim", "rtrim", "coalesce",
      "ifnull", "nullif", "in",     "and",  "or",    "not"};
  return std::ranges::find(kHarmless, function) != kHarmless.end();
}

// An expression of an index is computed for every row that is written.
bool MayFail(const Expression& expression) {
  for (std::size_t i = 0; i < expression.tokens.size(); ++i) {
    const std::string& text = expression.tokens[i].text;
    const bool called = i > 0 && text == "(" && expression.tokens[i - 1].kind == TokenKind::kWord &&
                        expression.tokens[i - 1].column == kNoObject;
    if (called && !IsHarmless(LowerWord(expression.tokens[i - 1].text))) return true;
    if (text == "->" || text == "->>" || text == "/" || text == "%") return true;
  }
  return false;
}

bool MayFail(const Index& index) {
  return (index.where && MayFail(*index.where)) ||
         std::ranges::any_of(index.terms, [](const IndexTerm& term) {
           return term.column == kNoObject && MayFail(term.expression);
         });
}

class TableComparison {
 public:
  TableComparison(const RevisionSchema& schema, const Table& before, const Table& after,
                  std::vector<BreakingChange>* changes)
      : schema_(schema),
        before_(before),
        after_(after),
        difference_(Difference(before, after)),
        of_table_(" of " + Quoted(before.name.text)),
        changes_(*changes) {}

  void Run() {
    for (const ObjectId id : difference_.dropped_columns) CompareName(*before_.Find(id), nullptr);
    for (const ObjectId id : difference_.added_columns) CheckAdded(*after_.Find(id));
    for (const ColumnChange& change : difference_.changed_columns) CheckChanged(change);
    if (difference_.primary_key) Add(absl::StrCat("the primary key", of_table_, " changes"));
    if (difference_.options) Add(absl::StrCat("the options", of_table_, " change"));
    CheckUniques();
    CheckOthers("check", difference_.checks);
    CheckForeignKeys();
    CheckIndexes();
  }

 private:
  void Add(std::string what) { changes_.push_back({std::move(what), false, {}}); }
  void AddCertain(std::string what, ObjectId column) {
    changes_.push_back({std::move(what), true, PlaceOf(column)});
  }

  // The last operation that changed the column.
  SourceRange PlaceOf(ObjectId column) const {
    for (std::size_t i = schema_.upgrade.size(); i-- > 0;) {
      const Operation& operation = schema_.upgrade[i];
      if (operation.table_before == nullptr || operation.table_before->id != before_.id) continue;
      const Column* const was = operation.table_before->Find(column);
      const Column* const is =
          operation.table_after == nullptr ? nullptr : operation.table_after->Find(column);
      if ((was == nullptr) != (is == nullptr) || (was != nullptr && *was != *is)) return operation.source;
    }
    return {};
  }

  void CompareName(const Column& before, const Column* after) {
    const std::string key = KeyOf(before.name.text);
    if (after != nullptr && KeyOf(after->name.text) == key) return;
    const std::string what = absl::StrCat("column ", Quoted(before.name.text), of_table_);
    const std::string verb = after == nullptr ? " is dropped" : " is renamed";
    // Another one has taken the name.
    if (after_.FindColumn(key) != nullptr) return Add(what + verb + " and made anew");
    AddCertain(what + verb, before.id);
  }

  void CheckAdded(const Column& column) {
    const bool required =
        column.not_null && !HasDefault(column) && !column.generated && column.identity == IdentityKind::kNone;
    if (!required || IsOfKey(after_, column.id)) return;
    AddCertain(
        absl::StrCat("every insert must give column ", Quoted(column.name.text), of_table_, " a value"),
        column.id);
  }

  void CheckChanged(const ColumnChange& change) {
    const Column& before = *before_.Find(change.column);
    const Column& after = *after_.Find(change.column);
    const std::string what = absl::StrCat(" column ", Quoted(before.name.text), of_table_);
    if (change.name) CompareName(before, &after);
    if (change.type) Add(absl::StrCat("the type of", what, " changes"));
    if (change.not_null) {
      Add(absl::StrCat(after.not_null ? "NULL is refused in" : "NULL becomes possible in", what));
    }
    if (change.default_value) Add(absl::StrCat("the default of", what, " changes"));
    if (change.collation || change.generated || change.identity) {
      Add(absl::StrCat("the definition of", what, " changes"));
    }
  }

  bool IsNewAndNull(ObjectId column) const {
    return Contains(difference_.added_columns, column) && StaysNull(*after_.Find(column));
  }

  void CheckUniques() {
    MemberChanges changes = difference_.uniques;
    const auto refuses_nothing = [&](ObjectId id) {
      return std::ranges::any_of(FindMember(after_.uniques, id)->columns,
                                 [&](const KeyColumn& key) { return IsNewAndNull(key.column); });
    };
    std::erase_if(changes.added, refuses_nothing);
    CheckOthers("unique constraint", changes);
  }

  // Of constraints of one kind.
  void CheckOthers(const char* kind, const MemberChanges& changes) {
    if (!changes.added.empty()) Add(absl::StrCat("a ", kind, of_table_, " is added"));
    if (!changes.dropped.empty()) Add(absl::StrCat("a ", kind, of_table_, " is dropped"));
    if (!changes.changed.empty()) Add(absl::StrCat("a ", kind, of_table_, " changes"));
  }

  void CheckForeignKeys() {
    MemberChanges changes = difference_.foreign_keys;
    std::erase_if(changes.added, [&](ObjectId id) {
      return std::ranges::any_of(FindMember(after_.foreign_keys, id)->columns,
                                 [&](ObjectId column) { return IsNewAndNull(column); });
    });
    CheckOthers("foreign key", changes);
  }

  void CheckIndexes() {
    for (const std::vector<ObjectId>* ids : {&difference_.indexes.added, &difference_.indexes.changed}) {
      for (const ObjectId id : *ids) CheckIndex(*FindMember(after_.indexes, id));
    }
    for (const std::vector<ObjectId>* ids : {&difference_.indexes.dropped, &difference_.indexes.changed}) {
      for (const ObjectId id : *ids) {
        const Index& index = *FindMember(before_.indexes, id);
        if (index.unique) Add(absl::StrCat("unique index ", Quoted(index.name.text), of_table_, " goes"));
      }
    }
  }

  void CheckIndex(const Index& index) {
    const bool refuses = index.unique && std::ranges::none_of(index.terms, [&](const IndexTerm& term) {
                           return term.column != kNoObject && IsNewAndNull(term.column);
                         });
    if (refuses) Add(absl::StrCat("unique index ", Quoted(index.name.text), of_table_, " is added"));
    if (MayFail(index)) {
      Add(absl::StrCat("an expression of index ", Quoted(index.name.text), of_table_, " may fail"));
    }
  }

  const RevisionSchema& schema_;
  const Table& before_;
  const Table& after_;
  const TableDifference difference_;
  const std::string of_table_;
  std::vector<BreakingChange>& changes_;
};

class Search {
 public:
  Search(const SourceSet& sources, const RevisionSchema& schema, const std::vector<Dialect>& dialects)
      : sources_(sources), schema_(schema), dialects_(dialects) {}

  std::vector<BreakingChange> Run() {
    // Each object once, as it was and as it is in the end.
    absl::flat_hash_set<ObjectId> seen;
    for (const Operation& operation : schema_.upgrade) {
      const ObjectId id = IdOf(operation);
      if (id == kNoObject || seen.insert(id).second) Check(operation, id);
    }
    return std::move(changes_);
  }

 private:
  template <typename Pointer>
  static ObjectId IdOf(const Pointer& before, const Pointer& after) {
    return before != nullptr ? before->id : after != nullptr ? after->id : kNoObject;
  }
  // Of statements none: each counts.
  static ObjectId IdOf(const Operation& operation) {
    switch (operation.kind) {
      case OperationKind::kTable:
        return IdOf(operation.table_before, operation.table_after);
      case OperationKind::kView:
        return IdOf(operation.view_before, operation.view_after);
      case OperationKind::kEnum:
        return IdOf(operation.enum_before, operation.enum_after);
      default:
        return kNoObject;
    }
  }

  void Check(const Operation& operation, ObjectId id) {
    switch (operation.kind) {
      case OperationKind::kTable:
        return CheckTable(id);
      case OperationKind::kView:
        return CheckView(id);
      case OperationKind::kEnum:
        return CheckEnum(id);
      default:
        if (std::string what = WhatMayBreak(sources_, operation, schema_, dialects_); !what.empty()) {
          changes_.push_back({std::move(what), false, operation.source});
        }
    }
  }

  // The last operation on it.
  SourceRange PlaceOf(ObjectId id) const {
    for (std::size_t i = schema_.upgrade.size(); i-- > 0;) {
      if (IdOf(schema_.upgrade[i]) == id) return schema_.upgrade[i].source;
    }
    return {};
  }

  void CheckTable(ObjectId id) {
    const TablePointer before = schema_.before.FindTable(id);
    const TablePointer after = schema_.after.FindTable(id);
    if (after != nullptr) CheckParents(before.get(), *after);
    if (before == nullptr) return;
    CheckGone("table", before->name, after == nullptr ? nullptr : &after->name, id);
    if (after != nullptr) TableComparison(schema_, *before, *after, &changes_).Run();
  }

  void CheckGone(const char* kind, const Identifier& before, const Identifier* after, ObjectId id) {
    const std::string key = KeyOf(before.text);
    if (after != nullptr && KeyOf(after->text) == key) return;
    const bool replaced = schema_.after.FindTable(key) != nullptr || schema_.after.FindView(key) != nullptr;
    changes_.push_back(
        {absl::StrCat(kind, " ", Quoted(before.text), after == nullptr ? " is dropped" : " is renamed",
                      replaced ? ", and its name is another's" : ""),
         !replaced, PlaceOf(id)});
  }

  // New rows may keep those that they refer to from being deleted.
  void CheckParents(const Table* before, const Table& after) {
    for (const ForeignKey& key : after.foreign_keys) {
      const bool keeps = key.on_delete == sql::ReferentialAction::kNoAction ||
                         key.on_delete == sql::ReferentialAction::kRestrict;
      const TablePointer parent = schema_.before.FindTable(key.parent_table);
      const bool is_new = before == nullptr || FindMember(before->foreign_keys, key.id) == nullptr;
      if (!keeps || !is_new || parent == nullptr) continue;
      changes_.push_back(
          {absl::StrCat("rows of ", Quoted(parent->name.text), " cannot be deleted while rows of ",
                        Quoted(after.name.text), " refer to them"),
           false,
           {}});
    }
  }

  void CheckView(ObjectId id) {
    const ViewPointer before = schema_.before.FindView(id);
    if (before == nullptr) return;
    const ViewPointer after = schema_.after.FindView(KeyOf(before->name.text));
    if (after == nullptr) return CheckGone("view", before->name, nullptr, id);
    if (Describe(*before) == Describe(*after)) return;
    changes_.push_back({absl::StrCat("view ", Quoted(before->name.text), " changes"), false, {}});
  }

  void CheckEnum(ObjectId id) {
    const EnumPointer before = schema_.before.FindEnum(id);
    const EnumPointer after = schema_.after.FindEnum(id);
    if (before == nullptr || after == nullptr || before->values == after->values) return;
    const std::string of_type = " of type " + Quoted(before->name.text);
    for (const std::string& value : before->values) {
      if (std::ranges::find(after->values, value) != after->values.end()) continue;
      changes_.push_back({absl::StrCat("value ", Quoted(value), of_type, " is gone"), true, PlaceOf(id)});
    }
    if (after->values.size() > before->values.size()) {
      changes_.push_back({absl::StrCat("a value", of_type, " is added"), false, {}});
    }
  }

  const SourceSet& sources_;
  const RevisionSchema& schema_;
  const std::vector<Dialect>& dialects_;
  std::vector<BreakingChange> changes_;
};

}  // namespace

std::vector<BreakingChange> BreakingChangesOf(const SourceSet& sources, const RevisionSchema& schema,
                                              const std::vector<Dialect>& dialects) {
  return Search(sources, schema, dialects).Run();
}

}  // namespace instar::compiler
