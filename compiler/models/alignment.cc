#include "compiler/models/alignment.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "compiler/models/constraint_alignment.h"
#include "compiler/models/open_types.h"
#include "compiler/models/renames.h"
#include "compiler/schema/describe.h"

namespace instar::compiler {
namespace {

// No history comes near it.
constexpr ObjectId kFirstNewId = 1u << 31;

bool IsInKey(const std::optional<PrimaryKey>& key, ObjectId column) {
  return key &&
         std::ranges::any_of(key->columns, [&](const KeyColumn& part) { return part.column == column; });
}

class Aligner {
 public:
  Aligner(const Catalog& head, const ModelCatalog& models)
      : head_(head), models_(models), ids_(kFirstNewId) {}

  Alignment Run() {
    result_.renamed = head_;
    RenameTables();
    RenameColumns();
    result_.target = result_.renamed;
    AlignEnums();
    MatchIds();
    for (const TablePointer& table : ModelTables()) AlignTable(*table);
    FindTablesWithoutStruct();
    DropUnusedEnums();
    return std::move(result_);
  }

 private:
  const std::map<std::string, WantedTable>& wanted() const { return models_.source.tables; }

  std::vector<TablePointer> ModelTables() const {
    std::vector<TablePointer> tables;
    for (const TablePointer& table : models_.catalog.Tables()) {
      if (wanted().contains(KeyOf(table->name.text))) tables.push_back(table);
    }
    return tables;
  }

  // --- renames

  void RenameTables() {
    std::vector<WantedName> names;
    for (const auto& [key, table] : wanted()) names.push_back({key, KeyOf(table.renamed_from)});
    std::set<std::string> present;
    for (const TablePointer& table : head_.Tables()) present.insert(KeyOf(table->name.text));
    for (const Rename& rename : FindRenames(names, std::move(present))) {
      auto table = std::make_shared<Table>(*result_.renamed.FindTable(rename.from));
      const Identifier& name = models_.catalog.FindTable(rename.to)->name;
      result_.table_renames.push_back({table->id, table->name, name});
      table->name = name;
      result_.renamed = result_.renamed.With(std::move(table));
    }
  }

  void RenameColumns() {
    for (const auto& [key, table] : wanted()) {
      const TablePointer before = result_.renamed.FindTable(key);
      if (before == nullptr) continue;
      std::vector<WantedName> names;
      for (const auto& [column, wanted_column] : table.columns) {
        names.push_back({column, KeyOf(wanted_column.renamed_from)});
      }
      std::set<std::string> present;
      for (const Column& column : before->columns) present.insert(KeyOf(column.name.text));
      const std::vector<Rename> renames = FindRenames(names, std::move(present));
      if (renames.empty()) continue;
      auto after = std::make_shared<Table>(*before);
      for (const Rename& rename : renames) {
        const ObjectId id = after->FindColumn(rename.from)->id;
        const auto column = std::ranges::find(after->columns, id, &Column::id);
        const Identifier& name = models_.catalog.FindTable(key)->FindColumn(rename.to)->name;
        result_.column_renames.push_back({after->id, id, column->name, name});
        column->name = name;
      }
      result_.renamed = result_.renamed.With(std::move(after));
    }
  }

  // --- enums

  // The order of values is the database's own: new ones are put behind those that they follow in the model.
  static std::vector<std::string> Values(const Enum& head, const Enum& model) {
    std::vector<std::string> values = head.values;
    std::erase_if(values, [&](const std::string& value) {
      return std::ranges::find(model.values, value) == model.values.end();
    });
    std::set<std::string> known(values.begin(), values.end());
    auto at = values.begin();
    for (const std::string& value : model.values) {
      if (known.contains(value)) {
        at = std::next(std::ranges::find(values, value));
      } else {
        at = std::next(values.insert(at, value));
      }
    }
    return values;
  }

  void AlignEnums() {
    for (const EnumPointer& model : models_.catalog.Enums()) {
      const EnumPointer head = head_.FindEnum(KeyOf(model->name.text));
      auto aligned = std::make_shared<Enum>(*model);
      aligned->id = head == nullptr ? ids_++ : head->id;
      if (head != nullptr) aligned->name = head->name;
      if (head != nullptr) aligned->values = Values(*head, *model);
      if (head == nullptr || !(*aligned == *head)) result_.target = result_.target.With(std::move(aligned));
    }
  }

  // Types that lose their last column; one that never had any is not the models' business.
  void DropUnusedEnums() {
    for (const EnumPointer& type : head_.Enums()) {
      if (models_.catalog.FindEnum(KeyOf(type->name.text)) != nullptr) continue;
      if (head_.TablesOfEnum(type->id).empty() || !result_.target.TablesOfEnum(type->id).empty()) continue;
      result_.target = result_.target.WithoutEnum(type->id);
    }
  }

  // --- tables

  void MatchIds() {
    for (const TablePointer& model : models_.catalog.Tables()) {
      const TablePointer head = result_.renamed.FindTable(KeyOf(model->name.text));
      id_of_[model->id] = head == nullptr ? ids_++ : head->id;
      for (const Column& column : model->columns) {
        const Column* const found = head == nullptr ? nullptr : head->FindColumn(KeyOf(column.name.text));
        id_of_[column.id] = found == nullptr ? ids_++ : found->id;
      }
    }
  }

  void AlignTable(const Table& model) {
    const WantedTable& wanted_table = wanted().at(KeyOf(model.name.text));
    const TablePointer head = result_.renamed.FindTable(KeyOf(model.name.text));
    const Table empty;
    const Table& before = head == nullptr ? empty : *head;
    auto table = std::make_shared<Table>(model);
    table->id = id_of_[model.id];
    if (head != nullptr) table->name = head->name;
    if (head != nullptr) table->raw = head->raw;
    AlignColumns(before, model, wanted_table, table.get());
    ConstraintAlignment constraints{
        before, result_.renamed, model, models_.catalog, id_of_, wanted_table.open_index_names, &ids_};
    AlignConstraints(constraints, table.get());
    result_.wanted[table->id] = &wanted_table;
    result_.target = result_.target.With(std::move(table));
  }

  // Those that a foreign key of a struct needs are meant to stay.
  void FindTablesWithoutStruct() {
    std::set<ObjectId> seen;
    std::vector<ObjectId> open;
    for (const auto& [id, wanted_table] : result_.wanted) open.push_back(id);
    while (!open.empty()) {
      const TablePointer table = result_.target.FindTable(open.back());
      open.pop_back();
      if (table == nullptr || !seen.insert(table->id).second) continue;
      for (const ForeignKey& key : table->foreign_keys) open.push_back(key.parent_table);
    }
    for (const TablePointer& table : result_.renamed.Tables()) {
      if (!seen.contains(table->id)) result_.without_struct.push_back(table->id);
    }
  }

  void AlignColumns(const Table& before, const Table& model, const WantedTable& wanted_table, Table* table) {
    SharedVector<Column> kept;
    std::vector<Column> added;
    for (const Column& written : model.columns) {
      Column column = written;
      column.id = id_of_[written.id];
      if (column.default_value) column.default_value = Remapped(*column.default_value, id_of_);
      if (column.generated) column.generated->expression = Remapped(column.generated->expression, id_of_);
      const Column* const found = before.Find(column.id);
      if (found == nullptr) {
        added.push_back(std::move(column));
        continue;
      }
      const auto wish = wanted_table.columns.find(KeyOf(written.name.text));
      const bool keyed = IsInKey(before.primary_key, found->id) && IsInKey(model.primary_key, written.id);
      Adopt(before, *found, model, written, wish->second, keyed, &column);
      kept.push_back(std::move(column));
    }
    for (Column& column : added) kept.push_back(std::move(column));
    table->columns = std::move(kept);
  }

  // What means the same is as head has it.
  void Adopt(const Table& before, const Column& head, const Table& model, const Column& written,
             const WantedColumn& wish, bool is_key, Column* column) const {
    column->name = head.name;
    const bool same_type = Describe(head.type) == Describe(written.type);
    if (same_type || (wish.open_type && FitsOpenType(head.type, written.type))) column->type = head.type;
    // SQLite fills in the rowid, and keys are seldom declared so.
    if (wish.open_null && is_key) column->not_null = head.not_null;
    const TableDescriber of_head(before, result_.renamed);
    const TableDescriber of_model(model, models_.catalog);
    if (head.default_value && written.default_value &&
        of_head.Describe(*head.default_value) == of_model.Describe(*written.default_value)) {
      column->default_value = head.default_value;
      column->default_parenthesized = head.default_parenthesized;
    }
    if (head.generated && written.generated && head.generated->stored == written.generated->stored &&
        of_head.Describe(head.generated->expression) == of_model.Describe(written.generated->expression)) {
      column->generated = head.generated;
    }
    if (head.collation && written.collation &&
        KeyOf(head.collation->text) == KeyOf(written.collation->text)) {
      column->collation = head.collation;
    }
  }

  const Catalog& head_;
  const ModelCatalog& models_;
  ObjectId ids_;
  absl::flat_hash_map<ObjectId, ObjectId> id_of_;  // of the models' tables and columns
  Alignment result_;
};

}  // namespace

Alignment Align(const Catalog& head, const ModelCatalog& models) { return Aligner(head, models).Run(); }

}  // namespace instar::compiler
