#include "compiler/schema/table_difference.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace instar::compiler {
namespace {

template <typename Member>
absl::flat_hash_map<ObjectId, const Member*> ById(const std::vector<Member>& members) {
  absl::flat_hash_map<ObjectId, const Member*> by_id;
  for (const Member& member : members) by_id.emplace(member.id, &member);
  return by_id;
}

template <typename Member>
MemberChanges Compare(const std::vector<Member>& before, const std::vector<Member>& after) {
  MemberChanges changes;
  if (before == after) return changes;
  const auto old_members = ById(before);
  const auto new_members = ById(after);
  for (const Member& member : before) {
    if (!new_members.contains(member.id)) changes.dropped.push_back(member.id);
  }
  for (const Member& member : after) {
    const auto found = old_members.find(member.id);
    if (found == old_members.end()) {
      changes.added.push_back(member.id);
      continue;
    }
    if (*found->second == member) continue;
    Member named_alike = *found->second;
    named_alike.name = member.name;
    (named_alike == member ? changes.renamed : changes.changed).push_back(member.id);
  }
  return changes;
}

ColumnChange Compare(const Column& before, const Column& after) {
  ColumnChange change;
  change.column = after.id;
  change.name = before.name.text != after.name.text;
  change.type = !(before.type == after.type);
  change.not_null = before.not_null != after.not_null;
  change.default_value = before.default_value != after.default_value ||
                         before.default_parenthesized != after.default_parenthesized;
  change.collation = before.collation != after.collation;
  change.generated = before.generated != after.generated;
  change.identity = before.identity != after.identity;
  return change;
}

bool IsChange(const ColumnChange& change) {
  return change.name || change.type || change.not_null || change.default_value || change.collation ||
         change.generated || change.identity;
}

void CompareColumns(const Table& before, const Table& after, TableDifference* difference) {
  if (before.columns == after.columns) return;
  const auto old_columns = ById(before.columns);
  const auto new_columns = ById(after.columns);
  for (const Column& column : before.columns) {
    if (!new_columns.contains(column.id)) difference->dropped_columns.push_back(column.id);
  }
  for (const Column& column : after.columns) {
    const auto found = old_columns.find(column.id);
    if (found == old_columns.end()) {
      difference->added_columns.push_back(column.id);
    } else if (const ColumnChange change = Compare(*found->second, column); IsChange(change)) {
      difference->changed_columns.push_back(change);
    }
  }
}

void ComparePrimaryKeys(const Table& before, const Table& after, TableDifference* difference) {
  if (before.primary_key == after.primary_key) return;
  std::optional<PrimaryKey> named_alike = before.primary_key;
  if (named_alike && after.primary_key) named_alike->name = after.primary_key->name;
  (named_alike == after.primary_key ? difference->primary_key_name : difference->primary_key) = true;
}

bool NoColumnsOrConstraints(const TableDifference& difference) {
  return difference.added_columns.empty() && difference.dropped_columns.empty() && !difference.primary_key &&
         !difference.primary_key_name && !difference.options && difference.uniques.empty() &&
         difference.checks.empty() && difference.foreign_keys.empty();
}

}  // namespace

bool TableDifference::empty() const {
  return !name && changed_columns.empty() && OnlyIndexes() && indexes.empty() && raw.empty();
}

bool TableDifference::OnlyIndexes() const {
  return !name && changed_columns.empty() && NoColumnsOrConstraints(*this);
}

bool TableDifference::OnlyNames() const {
  return NoColumnsOrConstraints(*this) && indexes.empty() && raw.empty() &&
         std::ranges::all_of(changed_columns, [](const ColumnChange& change) { return change.OnlyName(); });
}

TableDifference Difference(const Table& before, const Table& after) {
  TableDifference difference;
  difference.name = before.name.text != after.name.text;
  CompareColumns(before, after, &difference);
  ComparePrimaryKeys(before, after, &difference);
  difference.options = before.without_rowid != after.without_rowid || before.strict != after.strict;
  difference.uniques = Compare(before.uniques, after.uniques);
  difference.checks = Compare(before.checks, after.checks);
  difference.foreign_keys = Compare(before.foreign_keys, after.foreign_keys);
  difference.indexes = Compare(before.indexes, after.indexes);
  difference.raw = Compare(before.raw, after.raw);
  return difference;
}

}  // namespace instar::compiler
