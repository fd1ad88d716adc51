#include "compiler/replay/neighbourhood.h"

#include <set>
#include <string>
#include <string_view>

#include "compiler/schema/raw_effect.h"

namespace instar::compiler {
namespace {

class Collector {
 public:
  explicit Collector(const Catalog& catalog) : catalog_(catalog) {}

  void AddTable(ObjectId id) {
    if (id != kNoObject && catalog_.FindTable(id) != nullptr && tables_.insert(id).second)
      open_.push_back(id);
  }
  // Not only read: what refers to it feels that.
  void AddChanged(ObjectId id) {
    AddTable(id);
    if (id != kNoObject) changed_.insert(id);
  }
  void AddView(ObjectId id) {
    if (id != kNoObject && catalog_.FindView(id) != nullptr && views_.insert(id).second) open_.push_back(id);
  }
  void AddWords(const std::vector<std::string>& words) {
    ForEachTable(words, [this](ObjectId table) { AddTable(table); });
  }
  // Of statements, which may change all that they mention.
  void AddChangedWords(const std::vector<std::string>& words) {
    ForEachTable(words, [this](ObjectId table) { AddChanged(table); });
  }

  // What refers to the tables that are changed. Not what refers to that in turn: a child's own children stay
  // out.
  void AddReferring() {
    for (const ObjectId id : changed_) {
      for (const TablePointer& child : catalog_.ChildrenOf(id)) AddTable(child->id);
      for (const ViewPointer& view : catalog_.ViewsMentioning(id)) AddView(view->id);
      for (const TablePointer& other : catalog_.TablesMentioning(id)) AddTable(other->id);
    }
  }

  // What everything so far needs: parents, and what views and triggers mention. SQLite reads all of it again
  // at every ALTER, and refuses the ALTER when something is missing.
  void AddNeeded() {
    while (!open_.empty()) {
      const ObjectId id = open_.back();
      open_.pop_back();
      if (const TablePointer table = catalog_.FindTable(id)) {
        for (const ForeignKey& key : table->foreign_keys) AddTable(key.parent_table);
        for (const RawObject& raw : table->raw) AddWords(raw.words);
      } else if (const ViewPointer view = catalog_.FindView(id)) {
        AddWords(view->words);
      }
    }
  }

  const std::set<ObjectId>& tables() const { return tables_; }
  const std::set<ObjectId>& views() const { return views_; }

 private:
  template <typename Visitor>
  void ForEachTable(const std::vector<std::string>& words, Visitor visit) {
    for (const std::string& word : words) {
      if (const TablePointer table = catalog_.FindTable(word)) visit(table->id);
      if (const ViewPointer view = catalog_.FindView(word)) AddView(view->id);
      if (const TablePointer table = catalog_.FindTableOfIndex(word)) visit(table->id);
      if (const TablePointer table = catalog_.FindTableOfTrigger(word)) visit(table->id);
    }
  }

  const Catalog& catalog_;
  std::set<ObjectId> tables_;
  std::set<ObjectId> changed_;  // of these
  std::set<ObjectId> views_;
  std::vector<ObjectId> open_;
};

void AddOperation(const SourceSet& sources, const Operation& operation, Collector* collector) {
  if (operation.table_before != nullptr) collector->AddChanged(operation.table_before->id);
  if (operation.table_after != nullptr) {
    for (const ForeignKey& key : operation.table_after->foreign_keys) collector->AddTable(key.parent_table);
  }
  if (operation.view_before != nullptr) collector->AddView(operation.view_before->id);
  if (operation.view_after != nullptr) collector->AddWords(operation.view_after->words);
  if (operation.enum_before != nullptr) {
    for (const TablePointer& table : operation.before.TablesOfEnum(operation.enum_before->id)) {
      collector->AddChanged(table->id);
    }
  }
  collector->AddChanged(operation.data_table);
  if (operation.kind == OperationKind::kData) {
    collector->AddChangedWords(WordsOf(sources.Text(operation.statement->range), Dialect::kSqlite));
  }
  if (operation.kind == OperationKind::kRaw) {
    collector->AddChangedWords(WordsOf(sources.Text(operation.raw), Dialect::kSqlite));
  }
}

}  // namespace

Neighbourhood NeighbourhoodOf(const SourceSet& sources, const RevisionSchema& schema) {
  Collector collector(schema.before);
  for (const Operation& operation : schema.upgrade) AddOperation(sources, operation, &collector);
  for (const Operation& operation : schema.downgrade) AddOperation(sources, operation, &collector);
  Neighbourhood neighbourhood;
  neighbourhood.touched.assign(collector.tables().begin(), collector.tables().end());
  collector.AddReferring();
  // Foreign keys that get a parent.
  for (const Operation& operation : schema.upgrade) {
    if (operation.table_after == nullptr) continue;
    for (const TablePointer& child : schema.before.WaitingFor(KeyOf(operation.table_after->name.text))) {
      collector.AddTable(child->id);
    }
  }
  collector.AddNeeded();
  for (const ObjectId id : collector.tables()) neighbourhood.tables.push_back(schema.before.FindTable(id));
  for (const ObjectId id : collector.views()) neighbourhood.views.push_back(schema.before.FindView(id));
  return neighbourhood;
}

}  // namespace instar::compiler
