// create view, drop view
#include <iterator>
#include <utility>

#include "tests/property/edit.h"
#include "tests/property/facts.h"

namespace instar::compiler::property {
namespace {

bool AddView(Model* model, const std::string& name, const std::vector<std::string>& columns,
             const std::string& query, const std::string& table, const std::string& column) {
  if (model->IsTaken(name) || model->FindColumn(table, column) == nullptr) return false;
  View view;
  view.id = model->next_id++;
  view.name.text = name;
  for (const std::string& of : columns) view.columns.push_back({of, false});
  view.query.tokens.push_back({TokenKind::kWord, query, false, kNoObject});
  view.words = TokensOf(query);
  model->views.emplace(KeyOf(name), std::move(view));
  return true;
}

}  // namespace

std::vector<Edit> CreateView(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr) return {};
  const std::string of = table->name.text;
  const std::string column = choose.AnyColumn(*table)->name.text;
  const std::string name = "view" + std::to_string(choose.random.Below(20));
  if (!choose.Must(!choose.model.IsTaken(name))) return {};
  std::string query = "select " + Written(column) + ", count(*) as n from " + Written(of);
  if (choose.random.Chance(50)) {
    query += " where " + Written(of) + "." + Written(column) + " is not null";
  }
  query += " group by " + Written(column);
  std::vector<std::string> columns;
  if (choose.random.Chance(40)) columns = {"first one", "second"};
  std::string sql = "create view " + Written(name);
  if (!columns.empty()) sql += " (" + Written(columns[0]) + ", " + Written(columns[1]) + ")";
  sql += " as " + query;
  const auto apply = [=](Model* model, Effects*) { return AddView(model, name, columns, query, of, column); };
  return {{.sql = std::move(sql), .apply = apply}};
}

std::vector<Edit> DropView(Choose& choose) {
  if (choose.model.views.empty()) return {};
  const std::size_t which = choose.random.Below(choose.model.views.size());
  const std::string name =
      std::next(choose.model.views.begin(), static_cast<std::ptrdiff_t>(which))->second.name.text;
  const auto apply = [name](Model* model, Effects*) { return model->views.erase(KeyOf(name)) > 0; };
  return {{.sql = "drop view " + Written(name), .apply = apply}};
}

}  // namespace instar::compiler::property
