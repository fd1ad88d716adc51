#include "compiler/replay/short_table.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "compiler/lowering/sqlite/native.h"
#include "compiler/replay/sqlite_version.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {
namespace {

// One is a trap already; each costs statements.
constexpr int kColumns = 2;

bool Mentions(const Index& index, ObjectId column) {
  return (index.where.has_value() && index.where->Mentions(column)) ||
         std::ranges::any_of(index.terms, [&](const IndexTerm& term) {
           return term.column == column || term.expression.Mentions(column);
         });
}

bool IsMentioned(const Table& table, ObjectId id) {
  return std::ranges::any_of(table.columns, [&](const Column& column) {
    return column.generated.has_value() && column.generated->expression.Mentions(id);
  });
}

// Without its last column and what mentions that; nothing where a column before it is computed from it.
std::optional<Table> WithoutLast(const Table& table) {
  Table less = table;
  const ObjectId last = less.columns.back().id;
  less.columns.pop_back();
  const bool has_stored =
      std::ranges::any_of(less.columns, [](const Column& column) { return !column.generated.has_value(); });
  if (!has_stored || IsMentioned(less, last)) return std::nullopt;
  less.checks.EraseIf([&](const Check& check) { return check.expression.Mentions(last); });
  less.foreign_keys.EraseIf(
      [&](const ForeignKey& key) { return std::ranges::find(key.columns, last) != key.columns.end(); });
  less.indexes.EraseIf([&](const Index& index) { return Mentions(index, last); });
  return less;
}

}  // namespace

ShortTable Shortened(const TablePointer& table, const Catalog& catalog) {
  ShortTable result{table, {}};
  for (int i = 0; i < kColumns && result.table->columns.size() > 1; ++i) {
    std::optional<Table> less = WithoutLast(*result.table);
    if (!less.has_value()) break;
    const auto before = std::make_shared<const Table>(*std::move(less));
    std::optional<std::vector<std::string>> additions = sqlite::NativeStatements(
        {before, result.table, catalog, catalog, Difference(*before, *result.table)}, OwnSqliteVersion());
    if (!additions.has_value()) break;
    result.additions.insert(result.additions.begin(), additions->begin(), additions->end());
    result.table = before;
  }
  return result;
}

}  // namespace instar::compiler
