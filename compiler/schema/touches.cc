#include "compiler/schema/touches.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/raw_effect.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_difference.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

template <typename Part>
struct PartsDifference {
  std::vector<const Part*> added;
  std::vector<const Part*> removed;
  std::vector<std::pair<const Part*, const Part*>> changed;

  bool only_added() const { return removed.empty() && changed.empty(); }
};

// By id. What both share is not looked at.
template <typename Part>
PartsDifference<Part> Compare(const SharedVector<Part>& before, const SharedVector<Part>& after) {
  PartsDifference<Part> difference;
  if (before == after) return difference;
  const std::size_t same = before.SharedWith(after);
  absl::flat_hash_map<ObjectId, const Part*> left;
  for (std::size_t i = same; i < before.size(); ++i) left.emplace(before[i].id, &before[i]);
  for (std::size_t i = same; i < after.size(); ++i) {
    const Part& part = after[i];
    const auto found = left.find(part.id);
    if (found == left.end()) {
      difference.added.push_back(&part);
      continue;
    }
    if (!(*found->second == part)) difference.changed.emplace_back(found->second, &part);
    left.erase(found);
  }
  for (std::size_t i = same; i < before.size(); ++i) {
    if (left.contains(before[i].id)) difference.removed.push_back(&before[i]);
  }
  return difference;
}

bool IsConstant(const Column& column) {
  if (!column.default_value) return true;
  if (column.default_parenthesized) return false;
  const std::vector<ExpressionToken>& tokens = column.default_value->tokens;
  return std::none_of(tokens.begin(), tokens.end(), [](const ExpressionToken& token) {
    return token.text == "(" ||
           (token.kind == TokenKind::kWord && LowerWord(token.text).starts_with("current_"));
  });
}

// Whether every database adds the column without rewriting the table.
bool IsAddedInPlace(const Column& column) {
  if (column.generated) return !column.generated->stored;
  if (column.identity != IdentityKind::kNone || !IsConstant(column)) return false;
  return !column.not_null || column.default_value;
}

// SQLite drops columns since 3.35, and tests the promises of new ones since 3.37.
constexpr std::uint32_t kTestedAddColumn = 3037000;

class Collector {
 public:
  Collector(const SourceSet& sources, const Operation& operation, std::uint32_t sqlite_min_version)
      : sources_(sources), operation_(operation), sqlite_min_version_(sqlite_min_version) {}

  std::vector<Touch> Collect() {
    switch (operation_.kind) {
      case OperationKind::kTable:
        TouchTable();
        break;
      case OperationKind::kView:
        TouchView();
        break;
      case OperationKind::kEnum:
        TouchEnum();
        break;
      case OperationKind::kData:
        UseWords(WordsOfStatement());
        break;
      case OperationKind::kRaw:
        if (operation_.statement->dialects.empty()) break;
        UseWords(WordsOf(sources_.Text(operation_.raw), operation_.statement->dialects.front()));
        TouchTable();
        break;
      case OperationKind::kCall:
        break;
    }
    return std::move(touches_);
  }

 private:
  using Kind = TouchedKind;

  void Change(TouchedThing thing, std::string description) {
    touches_.push_back({std::move(thing), true, std::move(description)});
  }
  void Use(TouchedThing thing, std::string description) {
    touches_.push_back({std::move(thing), false, std::move(description)});
  }

  void TouchTable() {
    const Table* before = operation_.table_before.get();
    const Table* after = operation_.table_after.get();
    if (before == nullptr && after == nullptr) return;
    if (before == nullptr) {
      MakeTable(*after);
    } else if (after == nullptr) {
      const std::string drops = "drops table " + Quoted(before->name.text);
      Change({Kind::kTableItself, before->id, ""}, drops);
      Change({Kind::kTableContent, before->id, ""}, drops);
    } else {
      ChangeTable(*before, *after);
    }
    // A change of an enum type rewrites the tables that use it.
    for (const Table* table : {before, after}) {
      if (table != nullptr) UseEnums(*table);
    }
  }

  void MakeTable(const Table& table) {
    Change({Kind::kRelationName, kNoObject, KeyOf(table.name.text)},
           "creates table " + Quoted(table.name.text));
    for (const ForeignKey& key : table.foreign_keys) UseParent(table, key);
    for (const Index& index : table.indexes) MakeIndex(index);
  }

  void ChangeTable(const Table& before, const Table& after) {
    table_ = &after;
    const auto columns = Compare(before.columns, after.columns);
    const auto uniques = Compare(before.uniques, after.uniques);
    const auto checks = Compare(before.checks, after.checks);
    const auto keys = Compare(before.foreign_keys, after.foreign_keys);
    const auto indexes = Compare(before.indexes, after.indexes);
    const auto raw = Compare(before.raw, after.raw);
    summary_ = "changes table " + Quoted(before.name.text);
    RenameTable(before, after);
    TouchColumns(before, columns);
    TouchKeys(before, after, uniques, indexes);
    for (const ForeignKey* key : keys.added) UseParent(after, *key);
    for (const auto& [was, is] : keys.changed) UseParent(after, *is);
    for (const Index* index : indexes.added) MakeIndex(*index);
    for (const auto& [was, is] : indexes.changed) {
      if (KeyOf(was->name.text) != KeyOf(is->name.text)) MakeIndex(*is);
    }
    for (const RawObject* object : raw.added) MakeRaw(*object);
    TouchConstraintNames(uniques, checks, keys);
    absl::flat_hash_set<ObjectId> new_columns;
    for (const Column* column : columns.added) new_columns.insert(column->id);
    const bool same = before.name == after.name && before.primary_key == after.primary_key &&
                      before.strict == after.strict && before.without_rowid == after.without_rowid;
    const bool only_added = columns.only_added() && uniques.added.empty() && uniques.only_added() &&
                            checks.only_added() && keys.only_added() && indexes.only_added() &&
                            raw.only_added();
    const bool commutes = same && only_added && AreAddedInPlace(columns.added, keys.added) &&
                          MentionOnly(new_columns, checks.added) && StandOnlyOn(new_columns, keys.added);
    touches_.push_back({{Kind::kTableContent, before.id, ""}, !commutes, summary_});
    // What may make the table anew names its parents as they are called now.
    const TableDifference difference = Difference(before, after);
    if (commutes || difference.OnlyNames() || difference.OnlyIndexes()) return;
    for (const ForeignKey& key : after.foreign_keys) UseParent(after, key);
  }

  void RenameTable(const Table& before, const Table& after) {
    if (before.name == after.name) return;
    summary_ = absl::StrCat("renames table '", before.name.text, "' to '", after.name.text, "'");
    Change({Kind::kTableItself, before.id, ""}, summary_);
    Change({Kind::kRelationName, kNoObject, KeyOf(after.name.text)}, summary_);
  }

  void TouchColumns(const Table& table, const PartsDifference<Column>& columns) {
    const auto name_of = [&](const Column& column) {
      return absl::StrCat("'", table.name.text, ".", column.name.text, "'");
    };
    for (const Column* column : columns.added) {
      summary_ = absl::StrCat("adds column ", name_of(*column));
      Change({Kind::kColumnName, table.id, KeyOf(column->name.text)}, summary_);
    }
    for (const Column* column : columns.removed) {
      summary_ = absl::StrCat("drops column ", name_of(*column));
      Change({Kind::kColumn, column->id, ""}, summary_);
    }
    for (const auto& [was, is] : columns.changed) {
      summary_ = absl::StrCat("changes column ", name_of(*was));
      if (!(was->name == is->name)) {
        summary_ = absl::StrCat("renames column ", name_of(*was));
        Change({Kind::kColumnName, table.id, KeyOf(is->name.text)}, summary_);
      }
      const bool means_the_same = was->name == is->name && was->type == is->type &&
                                  was->collation == is->collation && was->generated == is->generated;
      if (!means_the_same) Change({Kind::kColumn, was->id, ""}, summary_);
    }
  }

  // Foreign keys need them.
  void TouchKeys(const Table& before, const Table& after, const PartsDifference<Unique>& uniques,
                 const PartsDifference<Index>& indexes) {
    for (const Unique* unique : uniques.removed) Change({Kind::kUniqueKey, unique->id, ""}, summary_);
    for (const Index* index : indexes.removed) {
      summary_ = "drops index " + Quoted(index->name.text);
      if (index->unique) Change({Kind::kUniqueKey, index->id, ""}, summary_);
    }
    if (!(before.primary_key == after.primary_key)) Change({Kind::kPrimaryKey, before.id, ""}, summary_);
  }

  void TouchConstraintNames(const PartsDifference<Unique>& uniques, const PartsDifference<Check>& checks,
                            const PartsDifference<ForeignKey>& keys) {
    const auto touch = [&](const auto& parts) {
      for (const auto* part : parts.added) {
        if (!part->name) continue;
        Change({Kind::kConstraintName, table_->id, KeyOf(part->name->text)},
               "adds constraint " + Quoted(part->name->text));
      }
    };
    touch(uniques);
    touch(checks);
    touch(keys);
  }

  bool AreAddedInPlace(const std::vector<const Column*>& columns,
                       const std::vector<const ForeignKey*>& keys) const {
    // Before, a column may go only with a new table, on the way back too, and one with a promise may come so.
    if (!columns.empty() && sqlite_min_version_ < kTestedAddColumn) return false;
    return std::all_of(columns.begin(), columns.end(), [&](const Column* column) {
      const bool refers = std::any_of(keys.begin(), keys.end(), [&](const ForeignKey* key) {
        return std::find(key->columns.begin(), key->columns.end(), column->id) != key->columns.end();
      });
      return IsAddedInPlace(*column) && !(refers && column->default_value);
    });
  }

  static bool MentionOnly(const absl::flat_hash_set<ObjectId>& columns,
                          const std::vector<const Check*>& checks) {
    return std::all_of(checks.begin(), checks.end(), [&](const Check* check) {
      const std::vector<ExpressionToken>& tokens = check->expression.tokens;
      return std::all_of(tokens.begin(), tokens.end(), [&](const ExpressionToken& token) {
        return token.column == kNoObject || columns.contains(token.column);
      });
    });
  }

  static bool StandOnlyOn(const absl::flat_hash_set<ObjectId>& columns,
                          const std::vector<const ForeignKey*>& keys) {
    return std::all_of(keys.begin(), keys.end(), [&](const ForeignKey* key) {
      return key->columns.size() == 1 && columns.contains(key->columns.front());
    });
  }

  void MakeIndex(const Index& index) {
    summary_ = "creates index " + Quoted(index.name.text);
    Change({Kind::kRelationName, kNoObject, KeyOf(index.name.text)}, summary_);
  }

  void MakeRaw(const RawObject& object) {
    summary_ = absl::StrCat("creates ", object.kind, " '", object.name.text, "'");
    const Kind kind = object.kind == "trigger" ? Kind::kTriggerName : Kind::kRelationName;
    Change({kind, kNoObject, KeyOf(object.name.text)}, summary_);
  }

  // A foreign key needs the parent, the columns, and what makes them unique.
  void UseParent(const Table& child, const ForeignKey& key) {
    if (key.parent_table == child.id) return;
    const TablePointer parent = operation_.before.FindTable(key.parent_table);
    if (parent == nullptr) return;
    const std::string uses = "refers to table " + Quoted(parent->name.text);
    Use({Kind::kTableItself, parent->id, ""}, uses);
    for (const ObjectId column : key.parent_columns) Use({Kind::kColumn, column, ""}, uses);
    std::vector<ObjectId> columns = key.parent_columns;
    std::sort(columns.begin(), columns.end());
    const auto is_key = [&](const auto& parts) {
      std::vector<ObjectId> its_columns;
      for (const auto& part : parts) its_columns.push_back(part.column);
      std::sort(its_columns.begin(), its_columns.end());
      return its_columns == columns;
    };
    if (parent->primary_key && is_key(parent->primary_key->columns)) {
      Use({Kind::kPrimaryKey, parent->id, ""}, uses);
    }
    for (const Unique& unique : parent->uniques) {
      if (is_key(unique.columns)) Use({Kind::kUniqueKey, unique.id, ""}, uses);
    }
    for (const Index& index : parent->indexes) {
      if (index.unique && is_key(index.terms)) Use({Kind::kUniqueKey, index.id, ""}, uses);
    }
  }

  void UseEnums(const Table& table) {
    for (const Column& column : table.columns) {
      if (column.type.kind != TypeKind::kEnum) continue;
      EnumPointer type = operation_.before.FindEnum(column.type.name);
      if (type == nullptr) type = operation_.after.FindEnum(column.type.name);
      if (type == nullptr) continue;
      Use({Kind::kEnum, type->id, ""},
          absl::StrCat("touches table '", table.name.text, "', which uses type '", type->name.text, "'"));
    }
  }

  void TouchView() {
    const View* before = operation_.view_before.get();
    const View* after = operation_.view_after.get();
    if (before != nullptr) Change({Kind::kView, before->id, ""}, "drops view " + Quoted(before->name.text));
    if (after == nullptr) return;
    Change({Kind::kRelationName, kNoObject, KeyOf(after->name.text)},
           "creates view " + Quoted(after->name.text));
    UseWords(after->words);
  }

  void TouchEnum() {
    const Enum* before = operation_.enum_before.get();
    const Enum* after = operation_.enum_after.get();
    const char* verb = after == nullptr ? "drops type " : "changes type ";
    if (before != nullptr) Change({Kind::kEnum, before->id, ""}, verb + Quoted(before->name.text));
    if (after == nullptr || (before != nullptr && before->name == after->name)) return;
    verb = before == nullptr ? "creates type " : "renames a type to ";
    Change({Kind::kRelationName, kNoObject, KeyOf(after->name.text)}, verb + Quoted(after->name.text));
  }

  std::vector<std::string> WordsOfStatement() const {
    std::vector<std::string> words;
    for (const Token& token : operation_.statement->tokens) {
      if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) continue;
      words.push_back(KeyOf(Unquote(sources_.Text(token.range))));
    }
    return words;
  }

  // The tables and views that are mentioned, and their columns that are.
  void UseWords(const std::vector<std::string>& words) {
    const absl::flat_hash_set<std::string> all(words.begin(), words.end());
    absl::flat_hash_set<std::string_view> done;
    for (const std::string& word : words) {
      if (!done.insert(word).second) continue;
      if (const ViewPointer view = operation_.before.FindView(word)) {
        Use({Kind::kView, view->id, ""}, "uses view " + Quoted(view->name.text));
      }
      const TablePointer table = operation_.before.FindTable(word);
      if (table == nullptr) continue;
      Use({Kind::kTableItself, table->id, ""}, "uses table " + Quoted(table->name.text));
      for (const Column& column : table->columns) {
        if (!all.contains(KeyOf(column.name.text))) continue;
        Use({Kind::kColumn, column.id, ""},
            absl::StrCat("uses column '", table->name.text, ".", column.name.text, "'"));
      }
    }
  }

  const SourceSet& sources_;
  const Operation& operation_;
  const std::uint32_t sqlite_min_version_;
  const Table* table_ = nullptr;
  // What the change of a table comes down to.
  std::string summary_;
  std::vector<Touch> touches_;
};

}  // namespace

std::vector<Touch> TouchesOf(const SourceSet& sources, const Operation& operation,
                             std::uint32_t sqlite_min_version) {
  return Collector(sources, operation, sqlite_min_version).Collect();
}

}  // namespace instar::compiler
