// create table, drop table, rename to
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

Edit Create(TableSpec spec) {
  std::string sql = Text(spec);
  const auto apply = [spec = std::move(spec)](Model* model, Effects*) { return AddTable(model, spec); };
  return {.sql = std::move(sql), .apply = apply};
}

Edit Drop(const std::string& name) {
  const auto apply = [name](Model* model, Effects*) {
    const Table* const table = model->Find(name);
    if (table == nullptr || IsReferenced(*model, *table) || IsInView(*model, *table)) return false;
    model->tables.erase(KeyOf(name));
    return true;
  };
  return {.sql = "drop table " + Written(name), .apply = apply};
}

}  // namespace

std::vector<Edit> CreateTable(Choose& choose) { return {Create(choose.NewTable())}; }

std::vector<Edit> DropTable(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  if (!choose.Must(!IsReferenced(choose.model, *table) && !IsInView(choose.model, *table))) return {};
  return {Drop(table->name.text)};
}

std::vector<Edit> RenameTable(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr || !choose.Must(!IsInView(choose.model, *table))) return {};
  const std::string from = table->name.text;
  const std::string to = choose.NewTableName();
  const auto apply = [from, to](Model* model, Effects*) {
    const Table* const found = model->Find(from);
    if (found == nullptr || IsInView(*model, *found) || model->IsTaken(to)) return false;
    model->Rename(from, to);
    return true;
  };
  return {{.sql = "rename to " + Written(to), .table = from, .apply = apply}};
}

std::vector<Edit> RecreateTable(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  if (!choose.Must(!IsReferenced(choose.model, *table) && !IsInView(choose.model, *table))) return {};
  Model without = choose.model;
  without.tables.erase(KeyOf(table->name.text));
  Choose rest{choose.random, without, choose.wild};
  TableSpec spec = rest.NewTable();
  // Not its new name, which its own foreign keys would have to follow.
  if (!without.IsTaken(table->name.text) && spec.constraints.empty()) spec.name = table->name.text;
  return {Drop(table->name.text), Create(std::move(spec))};
}

}  // namespace instar::compiler::property
