#include "compiler/models/last_changes.h"

#include "compiler/schema/table_difference.h"

namespace instar::compiler {

LastChanges::LastChanges(const Chain& chain, const std::vector<RevisionSchema>& schemas) {
  for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) {
    for (const Operation& operation : schemas[r].upgrade) Add(operation, r);
  }
}

void LastChanges::Add(const Operation& operation, std::uint32_t revision) {
  const LastChange change{operation.source, revision};
  if (operation.enum_after != nullptr) changes_[operation.enum_after->id] = change;
  if (operation.table_after == nullptr) return;
  if (operation.table_before == nullptr) {
    AddTable(*operation.table_after, change);
  } else {
    AddChange(*operation.table_before, *operation.table_after, change);
  }
}

void LastChanges::AddTable(const Table& after, LastChange change) {
  changes_[after.id] = change;
  primary_keys_[after.id] = change;
  // The parts of a statement have places of their own.
  const auto add = [&](ObjectId id, const Origin& origin) {
    changes_[id] = origin.range.valid() ? LastChange{origin.range, change.revision} : change;
  };
  for (const Column& column : after.columns) add(column.id, column.origin);
  for (const Unique& unique : after.uniques) add(unique.id, unique.origin);
  for (const Check& check : after.checks) add(check.id, check.origin);
  for (const ForeignKey& key : after.foreign_keys) add(key.id, key.origin);
  for (const Index& index : after.indexes) add(index.id, index.origin);
}

void LastChanges::AddChange(const Table& before, const Table& after, LastChange change) {
  const TableDifference difference = Difference(before, after);
  changes_[after.id] = change;
  if (difference.primary_key || difference.primary_key_name) primary_keys_[after.id] = change;
  for (const ObjectId id : difference.added_columns) changes_[id] = change;
  for (const ColumnChange& column : difference.changed_columns) changes_[column.column] = change;
  for (const MemberChanges* members :
       {&difference.uniques, &difference.checks, &difference.foreign_keys, &difference.indexes}) {
    for (const auto* ids : {&members->added, &members->changed, &members->renamed}) {
      for (const ObjectId id : *ids) changes_[id] = change;
    }
  }
}

LastChange LastChanges::Of(ObjectId id) const {
  const auto found = changes_.find(id);
  return found == changes_.end() ? LastChange() : found->second;
}

LastChange LastChanges::OfPrimaryKey(ObjectId table) const {
  const auto found = primary_keys_.find(table);
  return found == primary_keys_.end() ? LastChange() : found->second;
}

}  // namespace instar::compiler
