#include "compiler/schema/no_inverse.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/table_difference.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

constexpr char kAdvice[] = "write 'downgrade { ... }' or 'irreversible \"why\";'";

// Whether rows that are there get a value of their own when the column is added.
bool HasDefault(const Column& column) {
  if (!column.default_value) return false;
  const std::vector<ExpressionToken>& tokens = column.default_value->tokens;
  return !(tokens.size() == 1 && IsWord(tokens[0].text, "null"));
}

bool IsInPrimaryKey(const Table& table, ObjectId column) {
  if (!table.primary_key) return false;
  const std::vector<KeyColumn>& columns = table.primary_key->columns;
  return std::any_of(columns.begin(), columns.end(),
                     [&](const KeyColumn& key) { return key.column == column; });
}

bool IsInUniqueKey(const Table& table, ObjectId column) {
  const auto has_column = [&](const Unique& unique) {
    return std::any_of(unique.columns.begin(), unique.columns.end(),
                       [&](const KeyColumn& key) { return key.column == column; });
  };
  const auto is_unique_on = [&](const Index& index) {
    return index.unique && std::any_of(index.terms.begin(), index.terms.end(), [&](const IndexTerm& term) {
             return term.column == column || term.expression.Mentions(column);
           });
  };
  return std::any_of(table.uniques.begin(), table.uniques.end(), has_column) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), is_unique_on);
}

bool IsInForeignKey(const Table& table, ObjectId column) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  });
}

// Why rows cannot get the column back, whose present state is `column` and which began the revision as one of
// `start`. With what else to do about it.
std::string WhyNoWayBack(const Column& column, const Table& start) {
  const Column& first = *start.Find(column.id);
  if (IsInPrimaryKey(start, column.id)) return "it is in the primary key; ";
  if (column.generated) return "";
  const bool has_default = HasDefault(column);
  if (!has_default && (column.not_null || first.not_null))
    return "it is not null and has no default; set one first, or ";
  if (has_default && IsInUniqueKey(start, column.id))
    return "it is unique, and all rows would get its default; ";
  if (has_default && IsInForeignKey(start, column.id))
    return "it is a foreign key, and all rows would get its default; ";
  return "";
}

std::vector<const Column*> DroppedColumns(const Operation& operation) {
  std::vector<const Column*> dropped;
  if (operation.table_before == nullptr || operation.table_after == nullptr) return dropped;
  const SharedVector<Column>& before = operation.table_before->columns;
  const SharedVector<Column>& after = operation.table_after->columns;
  const std::size_t same = before.SharedWith(after);
  absl::flat_hash_set<ObjectId> left;
  for (std::size_t i = same; i < after.size(); ++i) left.insert(after[i].id);
  for (std::size_t i = same; i < before.size(); ++i) {
    if (!left.contains(before[i].id)) dropped.push_back(&before[i]);
  }
  return dropped;
}

// What came and went with the revision: on the way back the rows may not even take it.
bool OnlyDropsNewIndexes(const Operation& operation, const Catalog& start) {
  if (operation.table_before == nullptr || operation.table_after == nullptr) return false;
  const SharedVector<Index>& before = operation.table_before->indexes;
  const SharedVector<Index>& after = operation.table_after->indexes;
  if (before.size() <= after.size()) return false;
  const TableDifference difference = Difference(*operation.table_before, *operation.table_after);
  const MemberChanges& indexes = difference.indexes;
  const TablePointer table = start.FindTable(operation.table_before->id);
  if (table == nullptr || !difference.OnlyIndexes() || !difference.raw.empty()) return false;
  if (!indexes.added.empty() || !indexes.changed.empty() || !indexes.renamed.empty()) return false;
  const absl::flat_hash_set<ObjectId> dropped(indexes.dropped.begin(), indexes.dropped.end());
  return std::none_of(table->indexes.begin(), table->indexes.end(),
                      [&](const Index& index) { return dropped.contains(index.id); });
}

}  // namespace

std::optional<NoInverse> WhyNoInverse(const Operation& operation, const Catalog& start) {
  if (operation.kind != OperationKind::kTable || operation.table_before == nullptr) return std::nullopt;
  const TablePointer table = start.FindTable(operation.table_before->id);
  if (table == nullptr) return std::nullopt;
  for (const Column* column : DroppedColumns(operation)) {
    if (table->Find(column->id) == nullptr) continue;
    const std::string why = WhyNoWayBack(*column, *table);
    if (why.empty()) continue;
    return NoInverse{absl::StrCat("dropping '", column->name.text, "' has no inverse: ", why, kAdvice),
                     Note{column->origin.range, absl::StrCat("'", column->name.text, "' is defined here")}};
  }
  for (const auto& [id, expression] : operation.conversions) {
    const Column* column = table->Find(id);
    if (column == nullptr) continue;
    return NoInverse{absl::StrCat("'using' does not tell how the values of '", column->name.text,
                                  "' come back; ", kAdvice),
                     std::nullopt};
  }
  return std::nullopt;
}

bool HasInverse(const Operation& operation, const Catalog& start) {
  if (WhyNoInverse(operation, start) || OnlyDropsNewIndexes(operation, start)) return false;
  const std::vector<const Column*> dropped = DroppedColumns(operation);
  if (dropped.empty()) return true;
  const TablePointer table = start.FindTable(operation.table_before->id);
  const auto is_old = [&](const Column* column) { return table->Find(column->id) != nullptr; };
  return table != nullptr && std::any_of(dropped.begin(), dropped.end(), is_old);
}

}  // namespace instar::compiler
