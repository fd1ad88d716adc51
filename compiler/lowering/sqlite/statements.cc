#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/lowering/sqlite/names.h"
#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/syntax/words.h"
#include "runtime/applying/rebuild.h"

namespace instar::compiler::sqlite {
namespace {

std::string Joined(const std::vector<std::string_view>& items) {
  std::string text;
  for (const std::string_view item : items) {
    if (!text.empty()) text += ", ";
    text += item;
  }
  return text;
}

// The name of the rowid that no column has taken; empty when there is none.
std::string_view RowidName(const Rebuild& rebuild) {
  if ((rebuild.flags & (kRebuildWithoutRowid | kRebuildOldWithoutRowid)) != 0) return "";
  constexpr std::array<std::string_view, 3> kNames = {"rowid", "_rowid_", "oid"};
  const auto found = std::ranges::find_if(kNames, [&](std::string_view name) {
    const auto is_it = [&](std::string_view column) { return IsWord(column, name); };
    // A column in quotes may have the name as well.
    const auto is_it_quoted = [&](std::string_view column) {
      return column.size() > 2 && IsWord(column.substr(1, column.size() - 2), name);
    };
    return std::ranges::none_of(rebuild.old_columns, is_it) && std::ranges::none_of(rebuild.columns, is_it) &&
           std::ranges::none_of(rebuild.columns, is_it_quoted);
  });
  return found == kNames.end() ? "" : *found;
}

std::string Copy(const Rebuild& rebuild, const std::string& target) {
  const std::string_view rowid = RowidName(rebuild);
  std::vector<std::string_view> columns = rebuild.columns;
  std::vector<std::string_view> expressions = rebuild.expressions;
  if (!rowid.empty()) {
    columns.insert(columns.begin(), rowid);
    expressions.insert(expressions.begin(), rowid);
  }
  std::string text = "INSERT INTO " + target;
  text.append(" (").append(Joined(columns)).append(") SELECT ").append(Joined(expressions));
  return text.append(" FROM ").append(rebuild.table);
}

std::vector<std::string> StatementsOf(const Rebuild& rebuild) {
  const std::string table(rebuild.table);
  const std::string made = Quoted("instar_new_" + std::string(rebuild.plain_name));
  std::vector<std::string> statements = {"CREATE TABLE " + made + " " + std::string(rebuild.definition),
                                         Copy(rebuild, made)};
  if ((rebuild.flags & kRebuildAutoincrement) != 0) {
    const std::string name = StringLiteral("instar_new_" + std::string(rebuild.plain_name));
    statements.push_back("DELETE FROM sqlite_sequence WHERE name = " + name);
    statements.push_back("INSERT INTO sqlite_sequence (name, seq) SELECT " + name +
                         ", seq FROM sqlite_sequence WHERE name = " + StringLiteral(rebuild.plain_name));
  }
  statements.push_back("DROP TABLE " + table);
  statements.push_back("ALTER TABLE " + made + " RENAME TO " + table);
  for (const RebuildObject& object : rebuild.objects) {
    if (!object.sql.empty()) statements.emplace_back(object.sql);
  }
  return statements;
}

}  // namespace

std::vector<std::string> StatementsOf(const LoweredStep& step) {
  switch (step.kind) {
    case StepKind::kSql:
      break;
    case StepKind::kCall:
      return {"-- call " + step.text};
    case StepKind::kRebuild:
      if (Rebuild rebuild; DecodeRebuild(step.text, &rebuild)) return StatementsOf(rebuild);
      break;
  }
  return {step.text};
}

}  // namespace instar::compiler::sqlite
