#include "compiler/lowering/sqlite/native.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/schema/by_id.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

// DROP COLUMN came with 3.35; before 3.35.5 it could corrupt the table.
constexpr std::uint32_t kDropColumn = 3035005;
// Since then ADD COLUMN tests the constraints of the new column against the rows.
constexpr std::uint32_t kTestedAddColumn = 3037000;
// ALTER COLUMN SET and DROP NOT NULL, ADD CHECK, DROP CONSTRAINT.
constexpr std::uint32_t kAlterConstraints = 3053000;

template <typename Member>
const Member& Find(const SharedVector<Member>& members, ObjectId id) {
  return *std::ranges::find(members, id, &Member::id);
}

bool InKey(const Table& table, ObjectId column) {
  if (table.primary_key.has_value() && Contains(table.primary_key->columns, column)) return true;
  return std::ranges::any_of(table.uniques,
                             [&](const Unique& unique) { return Contains(unique.columns, column); });
}

bool InIndex(const Index& index, ObjectId column) {
  if (index.where.has_value() && index.where->Mentions(column)) return true;
  return std::ranges::any_of(index.terms, [&](const IndexTerm& term) {
    return term.column == column || term.expression.Mentions(column);
  });
}

enum class DefaultKind { kNull, kConstant, kOther };

// What ADD COLUMN sees: one literal, in parentheses or not.
DefaultKind KindOf(const std::optional<Expression>& expression) {
  if (!expression.has_value()) return DefaultKind::kNull;
  const std::vector<ExpressionToken>& tokens = expression->tokens;
  if (tokens.size() == 2 && (tokens[0].text == "-" || tokens[0].text == "+")) {
    return tokens[1].kind == TokenKind::kNumber ? DefaultKind::kConstant : DefaultKind::kOther;
  }
  if (tokens.size() != 1) return DefaultKind::kOther;
  switch (tokens[0].kind) {
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kBlob:
      return DefaultKind::kConstant;
    case TokenKind::kWord:
      if (IsWord(tokens[0].text, "null")) return DefaultKind::kNull;
      return IsWord(tokens[0].text, "true") || IsWord(tokens[0].text, "false") ? DefaultKind::kConstant
                                                                               : DefaultKind::kOther;
    default:
      return DefaultKind::kOther;
  }
}

// One ALTER TABLE after another. Whatever SQLite cannot do makes the whole change impossible.
class NativeChange {
 public:
  NativeChange(const TableChange& change, std::uint32_t minimum_version)
      : change_(change),
        before_(*change.before),
        after_(*change.after),
        difference_(change.difference),
        minimum_version_(minimum_version) {}

  std::optional<std::vector<std::string>> Statements() {
    if (!IsPossible()) return std::nullopt;
    DropIndexes();
    if (difference_.name) {
      statements_.push_back("ALTER TABLE " + Quoted(before_.name.text) + " RENAME TO " +
                            Quoted(after_.name.text));
    }
    RenameColumns();
    for (const ObjectId check : difference_.checks.dropped) DropCheck(Find(before_.checks, check));
    for (const ObjectId column : difference_.dropped_columns) {
      Alter("DROP COLUMN " + Quoted(before_.Find(column)->name.text));
    }
    for (const ColumnChange& column : difference_.changed_columns) ChangeNotNull(column);
    for (const ObjectId column : difference_.added_columns) {
      Alter("ADD COLUMN " + ColumnText(*after_.Find(column), after_, change_.catalog_after));
    }
    for (const ObjectId check : difference_.checks.added) {
      if (!IsWithNewColumn(Find(after_.checks, check))) {
        Alter("ADD " + CheckText(Find(after_.checks, check), after_));
      }
    }
    CreateIndexes();
    return std::move(statements_);
  }

 private:
  void Alter(const std::string& action) {
    statements_.push_back("ALTER TABLE " + Quoted(after_.name.text) + " " + action);
  }

  bool IsPossible() const {
    return !difference_.primary_key && !difference_.primary_key_name && !difference_.options &&
           difference_.uniques.empty() && AreColumnChangesPossible() && AreCheckChangesPossible() &&
           AreForeignKeyChangesPossible() &&
           std::ranges::all_of(difference_.added_columns, [&](ObjectId c) { return CanAdd(c); }) &&
           std::ranges::all_of(difference_.dropped_columns, [&](ObjectId c) { return CanDrop(c); });
  }

  bool AreColumnChangesPossible() const {
    return std::ranges::all_of(difference_.changed_columns, [&](const ColumnChange& column) {
      if (column.default_value || column.collation || column.generated || column.identity) return false;
      if (column.not_null && minimum_version_ < kAlterConstraints) return false;
      return !column.type || IsSpelledAlike(column.column);
    });
  }

  // Two types may be one to SQLite, as an enum type before and after it is renamed.
  bool IsSpelledAlike(ObjectId column) const {
    const Column& old_column = *before_.Find(column);
    const Column& new_column = *after_.Find(column);
    return TypeName(old_column, before_) == TypeName(new_column, after_) &&
           EnumValues(old_column, change_.catalog_before) == EnumValues(new_column, change_.catalog_after);
  }

  // Stands with a column that is new as well.
  bool IsWithNewColumn(const Check& check) const {
    const Column* const own = OwnColumn(check, after_);
    return own != nullptr && Contains(difference_.added_columns, own->id);
  }

  bool AreCheckChangesPossible() const {
    const MemberChanges& checks = difference_.checks;
    if (!checks.changed.empty() || !checks.renamed.empty()) return false;
    // By name only; a check without one could not be dropped again.
    const auto is_alterable = [&](const Check& check) {
      return minimum_version_ >= kAlterConstraints && check.name.has_value();
    };
    return std::ranges::all_of(checks.added,
                               [&](ObjectId id) {
                                 const Check& check = Find(after_.checks, id);
                                 return IsWithNewColumn(check) ? minimum_version_ >= kTestedAddColumn
                                                               : is_alterable(check);
                               }) &&
           std::ranges::all_of(checks.dropped, [&](ObjectId id) {
             const Check& check = Find(before_.checks, id);
             return GoesWithColumn(check) || is_alterable(check);
           });
  }

  // Stands with a column that is dropped.
  bool GoesWithColumn(const Check& check) const {
    const Column* const own = OwnColumn(check, before_);
    return own != nullptr && Contains(difference_.dropped_columns, own->id);
  }

  bool AreForeignKeyChangesPossible() const {
    const MemberChanges& keys = difference_.foreign_keys;
    if (!keys.changed.empty() || !keys.renamed.empty()) return false;
    const auto all_alone_with = [](const std::vector<ObjectId>& ids, const Table& table,
                                   const std::vector<ObjectId>& columns) {
      return std::ranges::all_of(ids, [&](ObjectId id) {
        const ForeignKey& key = Find(table.foreign_keys, id);
        return key.columns.size() == 1 && Contains(columns, key.columns[0]);
      });
    };
    return all_alone_with(keys.added, after_, difference_.added_columns) &&
           all_alone_with(keys.dropped, before_, difference_.dropped_columns);
  }

  bool CanAdd(ObjectId id) const {
    const Column& column = *after_.Find(id);
    if (InKey(after_, id) || column.identity != IdentityKind::kNone) return false;
    if (column.generated.has_value()) {
      return !column.generated->stored && (!column.not_null || minimum_version_ >= kTestedAddColumn);
    }
    const DefaultKind kind = KindOf(column.default_value);
    if (kind == DefaultKind::kOther || (column.not_null && kind == DefaultKind::kNull)) return false;
    if (IsNumberAmongText(column)) return false;
    // With foreign keys on, rows that reference something would appear unchecked.
    return kind == DefaultKind::kNull ||
           std::ranges::none_of(after_.foreign_keys,
                                [&](const ForeignKey& key) { return Contains(key.columns, id); });
  }

  // SQLite (3.40) gives rows the 1 of TRUE as it is, not as text, and then calls them corrupt.
  bool IsNumberAmongText(const Column& column) const {
    if (!column.default_value || StoredAffinity(column, after_) != Affinity::kText) return false;
    const std::vector<ExpressionToken>& tokens = column.default_value->tokens;
    return tokens.size() == 1 && (IsWord(tokens[0].text, "true") || IsWord(tokens[0].text, "false"));
  }

  bool CanDrop(ObjectId id) const {
    if (minimum_version_ < kDropColumn || InKey(before_, id)) return false;
    // Dropped before, where they do not stand afterwards.
    if (std::ranges::any_of(after_.indexes, [&](const Index& index) { return InIndex(index, id); })) {
      return false;
    }
    const auto at_the_end = [&](const Check& check) {
      const Column* const own = OwnColumn(check, before_);
      return (own == nullptr || own->id != id) && check.expression.Mentions(id);
    };
    if (std::ranges::any_of(before_.checks, at_the_end)) return false;
    const auto of_many = [&](const ForeignKey& key) {
      return key.columns.size() > 1 && Contains(key.columns, id);
    };
    if (std::ranges::any_of(before_.foreign_keys, of_many)) return false;
    const auto computed_from = [&](const Column& column) {
      return column.id != id && column.generated.has_value() && column.generated->expression.Mentions(id);
    };
    return std::ranges::none_of(before_.columns, computed_from) && !IsReferenced(id) && !IsInRawText(id);
  }

  // SQLite would drop the parent of a foreign key and leave the key behind.
  bool IsReferenced(ObjectId id) const {
    const auto references = [&](const ForeignKey& key) {
      return key.parent_table == before_.id && Contains(key.parent_columns, id);
    };
    if (std::ranges::any_of(before_.foreign_keys, references)) return true;
    return std::ranges::any_of(change_.catalog_before.ChildrenOf(before_.id), [&](const TablePointer& child) {
      return std::ranges::any_of(child->foreign_keys, references);
    });
  }

  bool IsInRawText(ObjectId id) const {
    const std::string key = KeyOf(before_.Find(id)->name.text);
    return std::ranges::any_of(before_.raw, [&](const RawObject& raw) {
      return std::ranges::find(raw.words, key) != raw.words.end();
    });
  }

  void DropIndexes() {
    const MemberChanges& indexes = difference_.indexes;
    for (const std::vector<ObjectId>* gone : {&indexes.dropped, &indexes.changed, &indexes.renamed}) {
      for (const ObjectId id : *gone) statements_.push_back(DropIndex(Find(before_.indexes, id)));
    }
    for (const ObjectId id : difference_.raw.dropped) {
      const RawObject& raw = Find(before_.raw, id);
      statements_.push_back((raw.kind == "index" ? "DROP INDEX " : "DROP TRIGGER ") + Quoted(raw.name.text));
    }
  }

  void CreateIndexes() {
    for (const Index* index : NewIndexes(after_, difference_)) {
      statements_.push_back(CreateIndex(*index, after_));
    }
    for (const ObjectId id : difference_.raw.added) statements_.push_back(Find(after_.raw, id).text);
  }

  void RenameColumns() {
    for (const ColumnChange& column : difference_.changed_columns) {
      if (!column.name) continue;
      Alter("RENAME COLUMN " + Quoted(before_.Find(column.column)->name.text) + " TO " +
            Quoted(after_.Find(column.column)->name.text));
    }
  }

  // A check that ALTER TABLE added stands at the end, where it would keep its column from being dropped.
  void DropCheck(const Check& check) {
    if (minimum_version_ < kAlterConstraints || !check.name.has_value()) return;
    Alter("DROP CONSTRAINT " + Quoted(check.name->text));
  }

  void ChangeNotNull(const ColumnChange& column) {
    if (!column.not_null) return;
    const Column& now = *after_.Find(column.column);
    Alter("ALTER COLUMN " + Quoted(now.name.text) + (now.not_null ? " SET NOT NULL" : " DROP NOT NULL"));
  }

  const TableChange& change_;
  const Table& before_;
  const Table& after_;
  const TableDifference& difference_;
  const std::uint32_t minimum_version_;
  std::vector<std::string> statements_;
};

}  // namespace

std::optional<std::vector<std::string>> NativeStatements(const TableChange& change,
                                                         std::uint32_t minimum_version) {
  return NativeChange(change, minimum_version).Statements();
}

std::vector<std::string> CreateStatements(const Table& table, const Catalog& catalog) {
  std::vector<std::string> statements = {CreateTable(table, catalog)};
  for (const Index& index : table.indexes) statements.push_back(CreateIndex(index, table));
  for (const RawObject& raw : table.raw) statements.push_back(raw.text);
  return statements;
}

std::string DropIndex(const Index& index) { return "DROP INDEX " + Quoted(index.name.text); }

std::vector<const Index*> NewIndexes(const Table& after, const TableDifference& difference) {
  const MemberChanges& changes = difference.indexes;
  absl::flat_hash_set<ObjectId> ids;
  for (const std::vector<ObjectId>* some : {&changes.added, &changes.changed, &changes.renamed}) {
    ids.insert(some->begin(), some->end());
  }
  std::vector<const Index*> indexes;
  // From behind, where new ones are.
  for (std::size_t i = after.indexes.size(); i-- > 0 && indexes.size() < ids.size();) {
    if (ids.contains(after.indexes[i].id)) indexes.push_back(&after.indexes[i]);
  }
  std::ranges::reverse(indexes);
  return indexes;
}

}  // namespace instar::compiler::sqlite
