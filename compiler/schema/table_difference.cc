#include "compiler/schema/table_difference.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace instar::compiler {
namespace {

// All behind the first `from`.
template <typename Member>
absl::flat_hash_map<ObjectId, const Member*> ById(const SharedVector<Member>& members, std::size_t from) {
  absl::flat_hash_map<ObjectId, const Member*> by_id;
  for (std::size_t i = from; i < members.size(); ++i) by_id.emplace(members[i].id, &members[i]);
  return by_id;
}

// Calls `dropped(member)`, `added(member)`, and `both(before, after)`, by id. What both share is not looked
// at.
template <typename Member, typename Dropped, typename Added, typename Both>
void Visit(const SharedVector<Member>& before, const SharedVector<Member>& after, Dropped dropped,
           Added added, Both both) {
  if (before == after) return;
  const std::size_t same = before.SharedWith(after);
  const auto old_members = ById(before, same);
  const auto new_members = ById(after, same);
  for (std::size_t i = same; i < before.size(); ++i) {
    if (!new_members.contains(before[i].id)) dropped(before[i]);
  }
  for (std::size_t i = same; i < after.size(); ++i) {
    const auto found = old_members.find(after[i].id);
    if (found == old_members.end()) {
      added(after[i]);
    } else {
      both(*found->second, after[i]);
    }
  }
}

template <typename Member>
MemberChanges Compare(const SharedVector<Member>& before, const SharedVector<Member>& after) {
  MemberChanges changes;
  Visit(
      before, after, [&](const Member& member) { changes.dropped.push_back(member.id); },
      [&](const Member& member) { changes.added.push_back(member.id); },
      [&](const Member& was, const Member& is) {
        if (was == is) return;
        Member named_alike = was;
        named_alike.name = is.name;
        (named_alike == is ? changes.renamed : changes.changed).push_back(is.id);
      });
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
  Visit(
      before.columns, after.columns,
      [&](const Column& column) { difference->dropped_columns.push_back(column.id); },
      [&](const Column& column) { difference->added_columns.push_back(column.id); },
      [&](const Column& was, const Column& is) {
        if (const ColumnChange change = Compare(was, is); IsChange(change)) {
          difference->changed_columns.push_back(change);
        }
      });
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
