// Placeholders in broken rules, filled from a schema.
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "tests/property/attempt.h"

namespace instar::compiler::property {
namespace {

bool IsInAnyKey(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.uniques,
                             [&](const Unique& unique) { return IsInKey(unique.columns, column); });
}

bool IsChecked(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.checks,
                             [&](const Check& check) { return check.expression.Mentions(column); });
}

bool IsSource(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.columns, [&](const Column& other) {
    return other.generated && other.generated->expression.Mentions(column);
  });
}

bool IsForeign(const Table& table, ObjectId column) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
    return std::ranges::find(key.columns, column) != key.columns.end();
  });
}

class Filler {
 public:
  Filler(Choose& choose, const Table* table) : choose_(choose), table_(table) {}

  // Nothing when there is none of what a placeholder stands for.
  std::optional<std::string> Fill(std::string_view text) {
    wants_key_ = text.find("{key}") != std::string_view::npos;
    wants_other_ = text.find("{notkey}") != std::string_view::npos;
    std::string filled;
    while (!text.empty()) {
      const std::size_t begin = text.find('{');
      filled += text.substr(0, begin);
      if (begin == std::string_view::npos) break;
      const std::size_t end = text.find('}', begin);
      const std::optional<std::string> value = Value(std::string(text.substr(begin + 1, end - begin - 1)));
      if (!value) return std::nullopt;
      filled += *value;
      text.remove_prefix(end + 1);
    }
    return filled;
  }

 private:
  using Condition = std::function<bool(const Column&)>;

  // The same for the same placeholder.
  std::optional<std::string> Value(const std::string& name) {
    const auto known = values_.find(name);
    if (known != values_.end()) return known->second;
    std::optional<std::string> value = NewValue(name);
    if (value) values_[name] = *value;
    return value;
  }

  std::optional<std::string> NewValue(const std::string& name) {
    if (name == "missing") return choose_.random.Of<std::string>({"missing", "\"missing\"", "\"no such\""});
    if (name == "new") return choose_.random.Of<std::string>({"fresh", "\"fresh one\"", "fresh2"});
    if (name == "taken") return Taken();
    if (name == "view") return View();
    if (name == "enum") return Enum();
    if (name == "type") return NonEmpty(choose_.TypeName(false));
    if (table_ == nullptr) return std::nullopt;
    if (name == "t") return Written(table_->name.text);
    if (name == "index") return Index();
    if (name == "constraint") return Constraint();
    if (name == "u" || name == "e" || name == "key" || name == "notkey") return OfOther(name);
    if (name == "value") return ValueOf();
    return ColumnWhere(ConditionOf(name));
  }

  static std::optional<std::string> NonEmpty(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
  }

  Condition ConditionOf(const std::string& name) const {
    const Table& table = *table_;
    const Model& model = choose_.model;
    const auto in_key = [&](const Column& column) {
      return table.primary_key && IsInKey(table.primary_key->columns, column.id);
    };
    if (name == "primary") return in_key;
    if (name == "nullable") return [=](const Column& c) { return !c.not_null && !in_key(c) && !c.generated; };
    if (name == "indexed") return [&](const Column& c) { return IsIndexed(table, c.id); };
    if (name == "unique") return [&](const Column& c) { return IsInAnyKey(table, c.id); };
    if (name == "checked") return [&](const Column& c) { return IsChecked(table, c.id); };
    if (name == "source") return [&](const Column& c) { return IsSource(table, c.id); };
    if (name == "foreign") return [&](const Column& c) { return IsForeign(table, c.id); };
    if (name == "generated") return [](const Column& c) { return c.generated.has_value(); };
    if (name == "viewed") return [&](const Column& c) { return IsInView(model, table, c); };
    if (name == "referenced") return [&](const Column& c) { return IsReferenced(model, table, c.id); };
    if (name == "number") return [](const Column& c) { return AffinityOf(c.type) == Affinity::kInteger; };
    // "c", "d": any, but different ones.
    return [this](const Column& c) {
      return std::ranges::none_of(values_, [&](const auto& value) {
        return value.first.size() == 1 && value.second == Written(c.name.text);
      });
    };
  }

  std::optional<std::string> ColumnWhere(const Condition& condition) {
    std::vector<const Column*> columns;
    for (const Column& column : table_->columns) {
      if (condition(column)) columns.push_back(&column);
    }
    if (columns.empty()) return std::nullopt;
    column_ = choose_.random.Of(columns);
    return Written(column_->name.text);
  }

  // A literal for the column that was chosen last.
  std::optional<std::string> ValueOf() {
    if (column_ == nullptr) return std::nullopt;
    return choose_.Value(*column_, table_->strict);
  }

  // Another table, and a column of it: one that foreign keys can lead to, or one that they cannot.
  std::optional<std::string> OfOther(const std::string& name) {
    if (other_ == nullptr) {
      std::vector<std::pair<const Table*, const Column*>> places;
      for (const auto& [key, table] : choose_.model.tables) {
        if (table.id == table_->id) continue;
        for (const Column& column : table.columns) {
          const bool is_key = IsParentKey(table, {column.id});
          if ((wants_key_ && !is_key) || (wants_other_ && is_key)) continue;
          places.emplace_back(&table, &column);
        }
      }
      if (places.empty()) return std::nullopt;
      std::tie(other_, other_column_) = choose_.random.Of(places);
    }
    return Written(name == "u" ? other_->name.text : other_column_->name.text);
  }

  std::optional<std::string> Taken() {
    std::vector<std::string> names;
    for (const auto& [key, table] : choose_.model.tables) {
      names.push_back(table.name.text);
      for (const compiler::Index& index : table.indexes) names.push_back(index.name.text);
    }
    for (const auto& [key, view] : choose_.model.views) names.push_back(view.name.text);
    return names.empty() ? std::nullopt : std::optional(Written(choose_.random.Of(names)));
  }

  std::optional<std::string> View() {
    if (choose_.model.views.empty()) return std::nullopt;
    return Written(AnyOf(choose_.model.views).name.text);
  }

  std::optional<std::string> Enum() {
    if (choose_.model.enums.empty()) return std::nullopt;
    return Written(AnyOf(choose_.model.enums).name.text);
  }

  template <typename Map>
  const typename Map::mapped_type& AnyOf(const Map& map) {
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(choose_.random.Below(map.size())))->second;
  }

  std::optional<std::string> Index() {
    if (table_->indexes.empty()) return std::nullopt;
    return Written(table_->indexes[choose_.random.Below(table_->indexes.size())].name.text);
  }

  std::optional<std::string> Constraint() {
    const std::vector<std::string> names = ConstraintNames(*table_);
    return names.empty() ? std::nullopt : std::optional(Written(choose_.random.Of(names)));
  }

  Choose& choose_;
  const Table* table_;
  bool wants_key_ = false;
  bool wants_other_ = false;
  const Table* other_ = nullptr;
  const Column* other_column_ = nullptr;
  const Column* column_ = nullptr;
  std::map<std::string, std::string> values_;
};

bool Is(const Model& model, const Table& table, std::string_view what) {
  if (what == "strict") return table.strict;
  if (what == "without rowid") return table.without_rowid;
  if (what == "keyed") return table.primary_key.has_value();
  if (what == "referenced") return IsReferenced(model, table);
  if (what == "viewed") return IsInView(model, table);
  if (what == "of one column") return table.columns.size() == 1;
  return true;
}

}  // namespace

std::optional<Attempt> Break(const BrokenRule& rule, Choose& choose) {
  std::vector<const Table*> tables;
  for (const auto& [key, table] : choose.model.tables) {
    if (Is(choose.model, table, rule.table)) tables.push_back(&table);
  }
  const bool needs_table = std::string_view(rule.statements).find("{t}") != std::string_view::npos;
  if (tables.empty() && needs_table) return std::nullopt;
  choose.random.Shuffle(&tables);
  if (tables.empty()) tables.push_back(nullptr);
  for (const Table* const table : tables) {
    std::optional<std::string> statements = Filler(choose, table).Fill(rule.statements);
    if (statements) return Attempt{rule.kind, *std::move(statements) + ";"};
  }
  return std::nullopt;
}

}  // namespace instar::compiler::property
