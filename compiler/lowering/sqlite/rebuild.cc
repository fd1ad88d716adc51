#include "compiler/lowering/sqlite/rebuild.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/lowering/sqlite/rebuild_forms.h"
#include "compiler/schema/table_difference.h"
#include "compiler/syntax/words.h"
#include "runtime/applying/rebuild.h"

namespace instar::compiler::sqlite {
namespace {

// The same value under another name, through renames one after another.
std::string Renamed(std::string value, const std::vector<std::pair<std::string, std::string>>& renames) {
  for (const auto& [from, to] : renames) {
    if (value == from) value = to;
  }
  return value;
}

// The name alone where no value changes: those renamed may be new ones.
std::string ValueCases(const std::string& name, const std::vector<std::string>& values,
                       const std::vector<std::pair<std::string, std::string>>& renames) {
  std::string text;
  for (const std::string& value : values) {
    const std::string renamed = Renamed(value, renames);
    if (renamed == value) continue;
    text += " WHEN " + StringLiteral(value) + " THEN " + StringLiteral(renamed);
  }
  // Whatever the column finds equal, the values are told apart.
  return text.empty() ? name : "CASE " + name + " COLLATE BINARY" + text + " ELSE " + name + " END";
}

class RebuildWriter {
 public:
  explicit RebuildWriter(const TableRebuild& rebuild)
      : rebuild_(rebuild), before_(*rebuild.before), after_(*rebuild.after) {}

  std::string Text() {
    written_.table = Keep(Quoted(after_.name.text));
    written_.plain_name = after_.name.text;
    written_.definition = Keep(TableDefinition(after_, rebuild_.catalog_after));
    for (const Column& column : before_.columns) written_.old_columns.push_back(column.name.text);
    for (const Column& column : after_.columns) AddColumn(column);
    if (written_.columns.empty()) AddFirstColumn();
    for (const Index& index : before_.indexes) AddIndex(index);
    for (const RawObject& raw : before_.raw) AddRaw(raw);
    const RebuildForms forms = FormsOf(rebuild_, plain_);
    for (const auto& [query, promise] : forms.checks) {
      written_.checks.push_back({Keep(query), Keep(promise)});
    }
    written_.probe_definition = Keep(forms.probe_definition);
    written_.probe = Keep(forms.probe);
    written_.flags = forms.flags;
    return EncodeRebuild(written_);
  }

 private:
  // Texts that the views point to.
  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  void AddColumn(const Column& column) {
    if (column.generated.has_value()) return;
    const Column* const old_column = before_.Find(column.id);
    const std::optional<std::string> expression =
        old_column == nullptr ? Filling(column) : Copying(*old_column, column);
    // Left out, SQLite gives it its default.
    if (!expression.has_value()) return;
    written_.columns.push_back(Keep(Quoted(column.name.text)));
    written_.expressions.push_back(Keep(*expression));
  }

  // Nothing of the old columns stays, but as many rows.
  void AddFirstColumn() {
    const auto first = std::ranges::find_if(
        after_.columns, [](const Column& column) { return !column.generated.has_value(); });
    if (first == after_.columns.end()) return;
    written_.columns.push_back(Keep(Quoted(first->name.text)));
    written_.expressions.push_back(Keep(first->default_value ? DefaultText(*first, after_) : "NULL"));
  }

  std::optional<std::string> Filling(const Column& column) const {
    const auto as_added = rebuild_.added.find(column.id);
    if (as_added == rebuild_.added.end() || as_added->second.default_value == column.default_value) {
      return std::nullopt;
    }
    if (!as_added->second.default_value.has_value()) return "NULL";
    return DefaultText(as_added->second, after_);
  }

  std::string Copying(const Column& from, const Column& to) {
    const std::string name = Quoted(from.name.text);
    if (const auto found = rebuild_.conversions.find(to.id); found != rebuild_.conversions.end()) {
      return "(" + ExpressionText(found->second, before_) + ")";
    }
    if (const auto found = rebuild_.renamed_values.find(from.type.name);
        from.type.kind == TypeKind::kEnum && found != rebuild_.renamed_values.end()) {
      std::string cases = ValueCases(name, EnumValues(from, rebuild_.catalog_before), found->second);
      if (cases != name) return cases;
    }
    const std::string type = TypeName(to, after_);
    const Affinity affinity = AffinityOfSqliteName(type);
    // Without a type, and as ANY of a STRICT table, a column takes values as they are.
    const bool takes_all = type.empty() || (after_.strict && IsWord(type, "any"));
    if (!takes_all && affinity != StoredAffinity(from, before_)) {
      return "CAST(" + name + " AS " + std::string(AffinityName(affinity)) + ")";
    }
    plain_.insert(to.id);
    return name;
  }

  void AddIndex(const Index& index) {
    const auto now = std::ranges::find(after_.indexes, index.id, &Index::id);
    const bool stays = now != after_.indexes.end() && now->name.text == index.name.text;
    written_.objects.push_back({"index", index.name.text, stays ? Keep(CreateIndex(*now, after_)) : ""});
  }

  void AddRaw(const RawObject& raw) {
    const auto now = std::ranges::find(after_.raw, raw.id, &RawObject::id);
    const std::string_view text = now == after_.raw.end() ? "" : std::string_view(now->text);
    written_.objects.push_back({raw.kind, raw.name.text, text});
  }

  const TableRebuild& rebuild_;
  const Table& before_;
  const Table& after_;
  Rebuild written_;
  std::deque<std::string> texts_;
  PlainColumns plain_;
};

}  // namespace

std::string RebuildText(const TableRebuild& rebuild) { return RebuildWriter(rebuild).Text(); }

}  // namespace instar::compiler::sqlite
