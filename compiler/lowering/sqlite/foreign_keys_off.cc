#include "compiler/lowering/sqlite/foreign_keys_off.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "compiler/lowering/sqlite/data_beside_rebuild.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/raw_effect.h"

namespace instar::compiler::sqlite {
namespace {

using sql::ReferentialAction;

bool IsEnforceable(const Catalog& catalog, const ForeignKey& key) {
  const TablePointer parent = catalog.FindTable(key.parent_table);
  return parent != nullptr && LeadsToUniqueKey(key, *parent);
}

bool HasUnenforceableKey(const Catalog& catalog, const Table& child) {
  return catalog.HasDoubtfulKeys(child.id) &&
         std::ranges::any_of(child.foreign_keys,
                             [&](const ForeignKey& key) { return !IsEnforceable(catalog, key); });
}

// Where a statement may write, and what SQLite does besides.
class Reach {
 public:
  // `cascades`: rows may be deleted, or their keys changed.
  Reach(const Catalog& catalog, bool cascades) : catalog_(catalog), cascades_(cascades) {}

  void AddWords(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      if (const TablePointer table = catalog_.FindTable(word)) AddTable(table);
      const ViewPointer view = catalog_.FindView(word);
      if (view != nullptr && seen_.insert(view->id).second) views_.push_back(view);
    }
  }
  void AddTable(const TablePointer& table) {
    if (seen_.insert(table->id).second) tables_.push_back(table);
  }

  bool HasUnenforceableKeys() {
    while (!tables_.empty() || !views_.empty()) {
      if (tables_.empty()) {
        const ViewPointer view = views_.back();
        views_.pop_back();
        AddWords(view->words);
        // What a trigger does instead.
        for (const TablePointer& table : catalog_.TablesMentioning(view->id)) AddTable(table);
        continue;
      }
      const TablePointer table = tables_.back();
      tables_.pop_back();
      if (HasUnenforceableKey(catalog_, *table) || Follow(*table)) return true;
    }
    return false;
  }

 private:
  // Whether a child's key that leads here cannot be enforced.
  bool Follow(const Table& table) {
    for (const RawObject& raw : table.raw) {
      if (raw.kind != "trigger") continue;
      cascades_ = true;
      AddWords(raw.words);
    }
    for (const TablePointer& child : catalog_.ChildrenOf(table.id)) {
      const bool doubtful = catalog_.HasDoubtfulKeys(child->id);
      if (!doubtful && !cascades_) continue;
      for (const ForeignKey& key : child->foreign_keys) {
        if (key.parent_table != table.id) continue;
        if (doubtful && !LeadsToUniqueKey(key, table)) return true;
        if (cascades_ && (Writes(key.on_delete) || Writes(key.on_update))) AddTable(child);
      }
    }
    return false;
  }

  static bool Writes(ReferentialAction action) {
    return action != ReferentialAction::kNoAction && action != ReferentialAction::kRestrict;
  }

  const Catalog& catalog_;
  bool cascades_;
  absl::flat_hash_set<ObjectId> seen_;
  std::vector<TablePointer> tables_;
  std::vector<ViewPointer> views_;
};

bool HasUnenforceableKeys(const Catalog& catalog) {
  return std::ranges::any_of(catalog.TablesWithDoubtfulKeys(),
                             [&](const TablePointer& table) { return HasUnenforceableKey(catalog, *table); });
}

}  // namespace

bool DropNeedsForeignKeysOff(const Operation& operation) {
  if (operation.kind != OperationKind::kTable || operation.table_after != nullptr) return false;
  const Table& table = *operation.table_before;
  return std::ranges::any_of(table.foreign_keys,
                             [&](const ForeignKey& key) {
                               return key.parent_table == table.id &&
                                      key.on_delete != ReferentialAction::kNoAction;
                             }) ||
         !operation.before.ChildrenOf(table.id).empty();
}

bool WriteNeedsForeignKeysOff(const SourceSet& sources, const Operation& operation) {
  const Catalog& catalog = operation.before;
  if (!catalog.HasDoubtfulKeys()) return false;
  if (operation.kind == OperationKind::kCall) return HasUnenforceableKeys(catalog);
  if (operation.kind == OperationKind::kRaw && !IsRawData(sources, operation)) return false;
  Reach reach(catalog, NeedsForeignKeys(sources, operation));
  if (const TablePointer table = catalog.FindTable(operation.data_table)) {
    reach.AddTable(table);
  } else {
    const SourceRange text =
        operation.kind == OperationKind::kRaw ? operation.raw : operation.statement->range;
    reach.AddWords(WordsOf(sources.Text(text), Dialect::kSqlite));
  }
  return reach.HasUnenforceableKeys();
}

}  // namespace instar::compiler::sqlite
