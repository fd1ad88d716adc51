#include "compiler/schema/change.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace instar::compiler {
namespace {

template <typename Part>
using PartsById = absl::flat_hash_map<ObjectId, const Part*>;

// All behind the first `from`.
template <typename Part>
PartsById<Part> ById(const SharedVector<Part>& parts, std::size_t from) {
  PartsById<Part> by_id;
  for (std::size_t i = from; i < parts.size(); ++i) by_id.emplace(parts[i].id, &parts[i]);
  return by_id;
}

template <typename Part>
const Part* Find(const PartsById<Part>& parts, ObjectId id) {
  const auto found = parts.find(id);
  return found == parts.end() ? nullptr : found->second;
}

// New parts come last, as ALTER TABLE puts them.
template <typename Part>
void ApplyToParts(const SharedVector<Part>& before, const SharedVector<Part>& after,
                  SharedVector<Part>* current) {
  if (before == after) return;
  const std::size_t same = before.SharedWith(after);
  // Mostly something came at the end, or goes from there, of the very state that the change was made to.
  if (same == std::min(before.size(), after.size()) && *current == before) {
    *current = after;
    return;
  }
  const PartsById<Part> known_before = ById(before, same);
  const PartsById<Part> known_after = ById(after, same);
  SharedVector<Part> changed;
  for (const Part& part : std::as_const(*current)) {
    const Part* was = Find(known_before, part.id);
    const Part* is = Find(known_after, part.id);
    if (was != nullptr && is == nullptr) continue;
    const bool differs = was != nullptr && is != nullptr && !(*was == *is);
    changed.push_back(differs ? *is : part);
  }
  absl::flat_hash_set<ObjectId> present;
  for (const Part& part : std::as_const(changed)) present.insert(part.id);
  for (std::size_t i = same; i < after.size(); ++i) {
    const Part& part = after[i];
    if (Find(known_before, part.id) == nullptr && !present.contains(part.id)) changed.push_back(part);
  }
  *current = std::move(changed);
}

template <typename Field>
void ApplyToField(const Field& before, const Field& after, Field* current) {
  if (!(before == after)) *current = after;
}

// One object of a kind that changes as a whole, or of a table; null stands for none.
template <typename Pointer, typename Change>
bool RebaseObject(const Pointer& current, Pointer* before, Pointer* after, Change change) {
  const bool is_made = *before == nullptr;
  if (is_made == (current != nullptr)) return false;
  if (!is_made && *after != nullptr) *after = change(**before, **after, *current);
  *before = current;
  return *before == nullptr || *after == nullptr || !(**before == **after);
}

template <typename Pointer>
ObjectId IdOf(const Pointer& before, const Pointer& after) {
  return before != nullptr ? before->id : after->id;
}

bool RebaseTable(const Catalog& state, Operation* operation) {
  TablePointer& before = operation->table_before;
  TablePointer& after = operation->table_after;
  const ObjectId id = IdOf(before, after);
  const auto change = [](const Table& was, const Table& is, const Table& current) {
    return std::make_shared<const Table>(ApplyChange(was, is, current));
  };
  if (!RebaseObject(state.FindTable(id), &before, &after, change)) return false;
  operation->after = after != nullptr ? state.With(after) : state.WithoutTable(id);
  return true;
}

bool RebaseView(const Catalog& state, Operation* operation) {
  ViewPointer& before = operation->view_before;
  ViewPointer& after = operation->view_after;
  const ObjectId id = IdOf(before, after);
  const auto change = [](const View&, const View& is, const View&) {
    return std::make_shared<const View>(is);
  };
  if (!RebaseObject(state.FindView(id), &before, &after, change)) return false;
  operation->after = after != nullptr ? state.With(after) : state.WithoutView(id);
  return true;
}

Enum ApplyChange(const Enum& before, const Enum& after, const Enum& current) {
  Enum changed = current;
  ApplyToField(before.name, after.name, &changed.name);
  ApplyToField(before.values, after.values, &changed.values);
  return changed;
}

bool RebaseEnum(const Catalog& state, Operation* operation) {
  EnumPointer& before = operation->enum_before;
  EnumPointer& after = operation->enum_after;
  const ObjectId id = IdOf(before, after);
  const auto change = [](const Enum& was, const Enum& is, const Enum& current) {
    return std::make_shared<const Enum>(ApplyChange(was, is, current));
  };
  if (!RebaseObject(state.FindEnum(id), &before, &after, change)) return false;
  operation->after = after != nullptr ? state.With(after) : state.WithoutEnum(id);
  return true;
}

}  // namespace

Table ApplyChange(const Table& before, const Table& after, const Table& current) {
  Table changed = current;
  ApplyToField(before.name, after.name, &changed.name);
  ApplyToField(before.primary_key, after.primary_key, &changed.primary_key);
  ApplyToField(before.without_rowid, after.without_rowid, &changed.without_rowid);
  ApplyToField(before.strict, after.strict, &changed.strict);
  ApplyToParts(before.columns, after.columns, &changed.columns);
  ApplyToParts(before.uniques, after.uniques, &changed.uniques);
  ApplyToParts(before.checks, after.checks, &changed.checks);
  ApplyToParts(before.foreign_keys, after.foreign_keys, &changed.foreign_keys);
  ApplyToParts(before.indexes, after.indexes, &changed.indexes);
  ApplyToParts(before.raw, after.raw, &changed.raw);
  return changed;
}

std::optional<Operation> Rebase(const Operation& operation, const Catalog& state) {
  Operation rebased = operation;
  rebased.before = state;
  rebased.after = state;
  const bool has_table = operation.table_before != nullptr || operation.table_after != nullptr;
  switch (operation.kind) {
    case OperationKind::kTable:
      if (!RebaseTable(state, &rebased)) return std::nullopt;
      break;
    case OperationKind::kView:
      if (!RebaseView(state, &rebased)) return std::nullopt;
      break;
    case OperationKind::kEnum:
      if (!RebaseEnum(state, &rebased)) return std::nullopt;
      break;
    case OperationKind::kRaw:
      if (has_table) RebaseTable(state, &rebased);
      break;
    case OperationKind::kData:
    case OperationKind::kCall:
      break;
  }
  return rebased;
}

Operation Inverse(const Operation& operation) {
  Operation inverse = operation;
  std::swap(inverse.table_before, inverse.table_after);
  std::swap(inverse.view_before, inverse.view_after);
  std::swap(inverse.enum_before, inverse.enum_after);
  std::swap(inverse.before, inverse.after);
  // How values were converted does not tell how they come back.
  inverse.conversions.clear();
  return inverse;
}

}  // namespace instar::compiler
