// create type ... as enum, alter type, drop type
#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

const std::vector<std::string> kValues = {"new", "open", "done", "it's", "007", "", "Done", "in progress"};

const Enum* AnyEnum(Choose& choose) {
  if (choose.model.enums.empty()) return nullptr;
  const std::size_t which = choose.random.Below(choose.model.enums.size());
  return &std::next(choose.model.enums.begin(), static_cast<std::ptrdiff_t>(which))->second;
}

std::string Literal(const std::string& value) {
  std::string text = "'";
  for (const char c : value) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

bool Has(const Enum& type, const std::string& value) {
  return std::ranges::find(type.values, value) != type.values.end();
}

template <typename Visitor>
void ForEachColumn(Model* model, const Enum& type, Visitor visit) {
  for (auto& [key, table] : model->tables) {
    for (Column& column : table.columns) {
      if (model->EnumOf(column) == &type) visit(&column);
    }
  }
}

bool IsDefault(Model* model, const Enum& type, const std::string& value) {
  bool is_default = false;
  ForEachColumn(model, type, [&](const Column* column) {
    is_default =
        is_default || (column->default_value && column->default_value->tokens[0].text == Literal(value));
  });
  return is_default;
}

}  // namespace

std::vector<Edit> CreateEnum(Choose& choose) {
  const std::string name = choose.NewTypeName();
  std::vector<std::string> values;
  const std::size_t count = 1 + choose.random.Below(4);
  while (values.size() < count) {
    const std::string& value = choose.random.Of(kValues);
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
  }
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + Literal(value);
  const auto apply = [name, values](Model* model, Effects*) {
    if (model->enums.contains(name)) return false;
    Enum& type = model->enums[name];
    type.id = model->next_id++;
    type.name.text = name;
    type.values = values;
    return true;
  };
  return {{.sql = "create type " + name + " as enum (" + list + ")", .apply = apply}};
}

std::vector<Edit> AddEnumValue(Choose& choose) {
  const Enum* const type = AnyEnum(choose);
  if (type == nullptr) return {};
  const std::string name = type->name.text;
  const std::string& value = choose.random.Of(kValues);
  if (!choose.Must(!Has(*type, value))) return {};
  const std::string& neighbour = choose.random.Of(type->values);
  const std::size_t place = choose.random.Below(3);
  std::string sql = "alter type " + name + " add value " + Literal(value);
  if (place < 2) sql += (place == 0 ? " before " : " after ") + Literal(neighbour);
  const auto apply = [name, value, neighbour, place](Model* model, Effects*) {
    Enum* const found = model->FindEnum(name);
    if (found == nullptr || Has(*found, value)) return false;
    auto at = found->values.end();
    if (place < 2) at = std::ranges::find(found->values, neighbour);
    if (place < 2 && at == found->values.end()) return false;
    if (place == 1) ++at;
    found->values.insert(at, value);
    return true;
  };
  return {{.sql = std::move(sql), .apply = apply}};
}

std::vector<Edit> RenameEnumValue(Choose& choose) {
  const Enum* const type = AnyEnum(choose);
  if (type == nullptr) return {};
  const std::string name = type->name.text;
  const std::string from = choose.random.Of(type->values);
  const std::string& to = choose.random.Of(kValues);
  Model scratch = choose.model;
  if (!choose.Must(!Has(*type, to) && !IsDefault(&scratch, *scratch.FindEnum(name), from))) return {};
  const auto apply = [name, from, to](Model* model, Effects* effects) {
    Enum* const found = model->FindEnum(name);
    if (found == nullptr || Has(*found, to) || IsDefault(model, *found, from)) return false;
    const auto at = std::ranges::find(found->values, from);
    if (at == found->values.end()) return false;
    *at = to;
    effects->renamed_values.push_back({found->id, from, to});
    return true;
  };
  return {{.sql = "alter type " + name + " rename value " + Literal(from) + " to " + Literal(to),
           .apply = apply}};
}

std::vector<Edit> RenameEnum(Choose& choose) {
  const Enum* const type = AnyEnum(choose);
  if (type == nullptr) return {};
  const std::string from = type->name.text;
  const std::string to = choose.NewTypeName();
  const auto apply = [from, to](Model* model, Effects*) {
    Enum* const found = model->FindEnum(from);
    if (found == nullptr || model->enums.contains(to)) return false;
    ForEachColumn(model, *found, [&](Column* column) { column->type.name = to; });
    auto node = model->enums.extract(KeyOf(from));
    node.key() = to;
    node.mapped().name.text = to;
    model->enums.insert(std::move(node));
    return true;
  };
  return {{.sql = "alter type " + from + " rename to " + to, .apply = apply}};
}

std::vector<Edit> DropEnum(Choose& choose) {
  const Enum* const type = AnyEnum(choose);
  if (type == nullptr) return {};
  const auto is_used = [](Model* model, const Enum& of) {
    bool used = false;
    ForEachColumn(model, of, [&](const Column*) { used = true; });
    return used;
  };
  const std::string name = type->name.text;
  Model scratch = choose.model;
  if (!choose.Must(!is_used(&scratch, *scratch.FindEnum(name)))) return {};
  const auto apply = [name, is_used](Model* model, Effects*) {
    const Enum* const found = model->FindEnum(name);
    if (found == nullptr || is_used(model, *found)) return false;
    model->enums.erase(KeyOf(name));
    return true;
  };
  return {{.sql = "drop type " + name, .apply = apply}};
}

}  // namespace instar::compiler::property
