#include "compiler/lowering/sqlite/block_lowering.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "compiler/lowering/sqlite/data_beside_rebuild.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/foreign_keys_off.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/lowering/sqlite/native.h"
#include "compiler/lowering/sqlite/pending_rebuild.h"
#include "compiler/lowering/sqlite/statement_text.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

// What is known of an operation on a table before any step is made.
struct PlannedChange {
  TableDifference difference;
  // Nothing: the table must be rebuilt.
  std::optional<std::vector<std::string>> native;
  // A later operation rebuilds the table, and nothing between them looks at it.
  bool rebuild_follows = false;
};

bool IsChange(const Operation& operation) {
  return operation.kind == OperationKind::kTable && operation.table_before != nullptr &&
         operation.table_after != nullptr;
}

bool ChangesValues(const Operation& operation) {
  return operation.kind == OperationKind::kEnum && operation.enum_before != nullptr &&
         operation.enum_after != nullptr && operation.enum_before->values != operation.enum_after->values;
}

bool UsesEnum(const Table& table, const Enum& type) {
  const std::string key = KeyOf(type.name.text);
  return std::ranges::any_of(table.columns, [&](const Column& column) {
    return column.type.kind == TypeKind::kEnum && column.type.name == key;
  });
}

std::vector<TablePointer> TablesOf(const Operation& operation) {
  std::vector<TablePointer> tables = operation.after.Tables();
  std::erase_if(tables, [&](const TablePointer& table) { return !UsesEnum(*table, *operation.enum_after); });
  return tables;
}

// Whether the statement, in lower case, may name it; it may well be another name or a word in a string.
bool Mentions(const std::string& text, const std::string& key) {
  return key.find('"') != std::string::npos || text.find(key) != std::string::npos;
}

class BlockLowering {
 public:
  BlockLowering(const SourceSet& sources, const std::vector<Operation>& operations,
                std::uint32_t minimum_version)
      : sources_(sources), operations_(operations), minimum_version_(minimum_version) {}

  std::vector<LoweredStep> Lower() {
    Plan();
    for (std::size_t i = 0; i < operations_.size(); ++i) Add(operations_[i], planned_[i]);
    if (!operations_.empty()) FlushAll(operations_.back().after);
    return std::move(steps_);
  }

 private:
  void Plan() {
    planned_.resize(operations_.size());
    std::set<ObjectId> rebuilt;
    for (std::size_t i = operations_.size(); i-- > 0;) {
      const Operation& operation = operations_[i];
      switch (operation.kind) {
        case OperationKind::kTable:
          PlanTable(operation, &rebuilt, &planned_[i]);
          break;
        case OperationKind::kEnum:
          if (!ChangesValues(operation)) break;
          for (const TablePointer& table : TablesOf(operation)) rebuilt.insert(table->id);
          break;
        default:
          rebuilt.clear();
      }
    }
  }

  void PlanTable(const Operation& operation, std::set<ObjectId>* rebuilt, PlannedChange* planned) const {
    const ObjectId id = (operation.table_after ? operation.table_after : operation.table_before)->id;
    planned->rebuild_follows = rebuilt->contains(id);
    if (!IsChange(operation)) {
      rebuilt->erase(id);
      return;
    }
    planned->difference = Difference(*operation.table_before, *operation.table_after);
    planned->native = NativeStatements({operation.table_before, operation.table_after, operation.before,
                                        operation.after, planned->difference},
                                       minimum_version_);
    if (!planned->native.has_value()) rebuilt->insert(id);
  }

  void Add(const Operation& operation, PlannedChange& planned) {
    switch (operation.kind) {
      case OperationKind::kTable:
        AddTable(operation, planned);
        break;
      case OperationKind::kView:
        AddView(operation);
        break;
      case OperationKind::kEnum:
        AddEnum(operation);
        break;
      case OperationKind::kData:
        AddStatement(operation, TextOf(sources_, operation.statement->tokens), operation.source, 0);
        break;
      case OperationKind::kRaw:
        AddRaw(operation);
        break;
      case OperationKind::kCall:
        FlushAll(operation.before);
        steps_.push_back({StepKind::kCall, operation.statement->function.text, operation.source,
                          ForeignKeyFlags(operation)});
        break;
    }
  }

  void Push(std::string statement, SourceRange source) {
    steps_.push_back({StepKind::kSql, std::move(statement), source});
  }
  void Push(std::vector<std::string> statements, SourceRange source) {
    for (std::string& statement : statements) Push(std::move(statement), source);
  }

  void AddTable(const Operation& operation, PlannedChange& planned) {
    if (operation.table_before == nullptr) {
      CreateTable(operation, planned);
    } else if (operation.table_after == nullptr) {
      DropTable(operation);
    } else {
      ChangeTable(operation, planned);
    }
  }

  void CreateTable(const Operation& operation, const PlannedChange& planned) {
    if (!planned.rebuild_follows) {
      Push(CreateStatements(*operation.table_after, operation.after), operation.source);
      return;
    }
    // Made at once as it will be.
    Begin(operation, nullptr, operation.table_after);
  }

  void DropTable(const Operation& operation) {
    const auto pending = FindPending(operation.table_before->id);
    if (pending != pending_.end() && pending->is_creation()) {
      pending_.erase(pending);
      return;
    }
    // Other steps since then may count on what waits: a table dropped that this one references no more.
    if (pending != pending_.end() && pending->begun_at() == steps_.size()) pending_.erase(pending);
    Flush(operation.table_before->id, operation.before);
    orders_.erase(operation.table_before->id);
    Push("DROP TABLE " + Quoted(operation.table_before->name.text), operation.source);
    if (DropNeedsForeignKeysOff(operation)) steps_.back().flags |= kStepWithoutForeignKeys;
  }

  void ChangeTable(const Operation& operation, PlannedChange& planned) {
    const ObjectId id = operation.table_after->id;
    const TableDifference& difference = planned.difference;
    auto pending = FindPending(id);
    if (pending != pending_.end()) {
      if (planned.native.has_value() && pending->TakeAtOnce(operation, difference)) {
        Push(std::move(*planned.native), operation.source);
        return;
      }
      if (!pending->CanJoin(operation, difference)) {
        Flush(id, operation.before);
        pending = pending_.end();
      }
    }
    if (pending == pending_.end()) {
      // A column goes with the rebuild that comes anyway: dropping it alone would write the table twice.
      const bool wait = planned.rebuild_follows && !difference.dropped_columns.empty();
      if (planned.native.has_value() && !wait) {
        NoteOrder(operation, difference);
        Push(std::move(*planned.native), operation.source);
        return;
      }
      pending = Begin(operation, PhysicalTable(operation.table_before), operation.table_before);
    }
    Push(pending->DropIndexes(difference), operation.source);
    pending->Join(operation, difference);
  }

  // With the columns in the order that SQLite has them in.
  TablePointer PhysicalTable(const TablePointer& table) const {
    const auto order = orders_.find(table->id);
    if (order == orders_.end()) return table;
    Table ordered = *table;
    ordered.columns.clear();
    for (const ObjectId column : order->second) {
      if (const Column* const found = table->Find(column)) ordered.columns.push_back(*found);
    }
    return std::make_shared<const Table>(std::move(ordered));
  }

  // SQLite appends a column, wherever it stands in the catalog.
  void NoteOrder(const Operation& operation, const TableDifference& difference) {
    if (difference.added_columns.empty() && difference.dropped_columns.empty()) return;
    const SharedVector<Column>& before = operation.table_before->columns;
    const bool appends = before.SharedWith(operation.table_after->columns) == before.size();
    const auto [found, is_new] = orders_.try_emplace(operation.table_after->id);
    if (is_new && appends) {
      orders_.erase(found);
      return;
    }
    std::vector<ObjectId>& order = found->second;
    if (is_new) {
      for (const Column& column : before) order.push_back(column.id);
    }
    std::erase_if(order, [&](ObjectId column) { return operation.table_after->Find(column) == nullptr; });
    order.insert(order.end(), difference.added_columns.begin(), difference.added_columns.end());
  }

  void AddView(const Operation& operation) {
    if (operation.view_before != nullptr) {
      Push("DROP VIEW " + Quoted(operation.view_before->name.text), operation.source);
    }
    if (operation.view_after == nullptr) return;
    // Until its tables are as it reads them, no other table could be altered.
    for (const std::string& word : operation.view_after->words) {
      if (const TablePointer table = operation.before.FindTable(word)) Flush(table->id, operation.before);
    }
    Push(CreateView(*operation.view_after), operation.source);
  }

  void AddEnum(const Operation& operation) {
    // A type that no table has yet, or any longer.
    if (operation.enum_before == nullptr || operation.enum_after == nullptr) return;
    // Waiting rebuilds know the types by their names.
    if (operation.enum_before->name.text != operation.enum_after->name.text) FlushAll(operation.before);
    if (ChangesValues(operation)) ChangeEnum(operation);
  }

  void ChangeEnum(const Operation& operation) {
    const std::vector<std::string>& from = operation.enum_before->values;
    const std::vector<std::string>& to = operation.enum_after->values;
    for (const TablePointer& table : TablesOf(operation)) {
      auto pending = FindPending(table->id);
      if (pending == pending_.end()) pending = Begin(operation, PhysicalTable(table), table);
      if (pending->is_creation() || from.size() != to.size()) continue;
      for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i] != to[i]) pending->RenameValue(KeyOf(operation.enum_after->name.text), from[i], to[i]);
      }
    }
  }

  void AddRaw(const Operation& operation) {
    const std::vector<Dialect>& dialects = operation.statement->dialects;
    if (std::ranges::find(dialects, Dialect::kSqlite) == dialects.end()) return;
    std::string text = RawTextOf(sources_, operation.raw);
    const std::uint32_t flags = RawFlagsOf(text);
    AddStatement(operation, std::move(text), operation.raw, flags);
  }

  void AddStatement(const Operation& operation, std::string text, SourceRange source, std::uint32_t flags) {
    FlushFor(operation, text);
    steps_.push_back({StepKind::kSql, std::move(text), source, flags | ForeignKeyFlags(operation)});
  }

  std::uint32_t ForeignKeyFlags(const Operation& operation) const {
    return (NeedsForeignKeys(sources_, operation) ? kStepNeedsForeignKeys : 0) |
           (WriteNeedsForeignKeysOff(sources_, operation) ? kStepWithoutForeignKeys : 0);
  }

  // Before a statement whose text is not looked into: what it may touch must be as the schema says.
  void FlushFor(const Operation& operation, const std::string& text) {
    if (pending_.empty()) return;
    const std::string lower = LowerWord(text);
    if (MayTouchAnything(operation, lower)) return FlushAll(operation.before);
    std::vector<ObjectId> touched;
    for (const PendingRebuild& pending : pending_) {
      if (pending.is_creation() || Mentions(lower, KeyOf(pending.target()->name.text))) {
        touched.push_back(pending.id());
      }
    }
    for (const ObjectId id : touched) Flush(id, operation.before);
  }

  // Through a view or a trigger.
  static bool MayTouchAnything(const Operation& operation, const std::string& text) {
    const TablePointer target = operation.before.FindTable(operation.data_table);
    if (target != nullptr && !target->raw.empty()) return true;
    return std::ranges::any_of(operation.before.Views(), [&](const ViewPointer& view) {
      return Mentions(text, KeyOf(view->name.text));
    });
  }

  std::vector<PendingRebuild>::iterator Begin(const Operation& operation, TablePointer physical,
                                              TablePointer target) {
    pending_.emplace_back(std::move(physical), std::move(target), operation.before, operation.source,
                          steps_.size());
    return std::prev(pending_.end());
  }

  std::vector<PendingRebuild>::iterator FindPending(ObjectId id) {
    return std::ranges::find(pending_, id, &PendingRebuild::id);
  }

  void Flush(ObjectId id, const Catalog& catalog) {
    const auto pending = FindPending(id);
    if (pending == pending_.end()) return;
    FlushSteps(*pending, catalog);
    pending_.erase(pending);
  }

  void FlushAll(const Catalog& catalog) {
    for (PendingRebuild& pending : pending_) FlushSteps(pending, catalog);
    pending_.clear();
  }

  void FlushSteps(PendingRebuild& pending, const Catalog& catalog) {
    orders_.erase(pending.id());
    for (LoweredStep& step : pending.Steps(catalog)) steps_.push_back(std::move(step));
  }

  const SourceSet& sources_;
  const std::vector<Operation>& operations_;
  const std::uint32_t minimum_version_;
  std::vector<PlannedChange> planned_;
  std::vector<PendingRebuild> pending_;
  // Of tables whose columns SQLite has in another order than the catalog.
  std::map<ObjectId, std::vector<ObjectId>> orders_;
  std::vector<LoweredStep> steps_;
};

}  // namespace

std::vector<LoweredStep> LowerBlock(const SourceSet& sources, const std::vector<Operation>& operations,
                                    std::uint32_t minimum_version) {
  return BlockLowering(sources, operations, minimum_version).Lower();
}

}  // namespace instar::compiler::sqlite
