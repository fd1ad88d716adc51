// Random edits without regard to the rules, and mutilated ones.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/property/attempt.h"
#include "tests/property/edit.h"

namespace instar::compiler::property {
namespace {

bool IsWordPart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Words, quoted names and strings, and single characters, as they are written.
std::vector<std::string> Split(std::string_view sql) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at + 1;
    if (sql[at] == '\'' || sql[at] == '"') {
      end = std::min(sql.find(sql[at], end), sql.size() - 1) + 1;
    } else if (IsWordPart(sql[at])) {
      while (end < sql.size() && IsWordPart(sql[end])) ++end;
    }
    if (sql[at] != ' ' && sql[at] != '\n') tokens.emplace_back(sql.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::string AnyName(Choose& choose) {
  const Table* const table = choose.AnyTable();
  if (table == nullptr || choose.random.Chance(20)) {
    return choose.random.Of<std::string>({"missing", "id", "a", "t", "1", "'x'"});
  }
  return Written(choose.random.Chance(40) ? table->name.text : choose.AnyColumn(*table)->name.text);
}

}  // namespace

std::optional<Attempt> WildAttempt(Choose& choose) {
  Choose wild{choose.random, choose.model, true};
  Attempt attempt{"wild", ""};
  for (const Edit& edit : AnyEdit(wild)) {
    const std::string sql =
        edit.table.empty() ? edit.sql : "alter table " + Written(edit.table) + " " + edit.sql;
    attempt.statements += (attempt.statements.empty() ? "" : "\n    ") + sql + ";";
  }
  return attempt.statements.empty() ? std::nullopt : std::optional(std::move(attempt));
}

Attempt Mutilated(Choose& choose, const Attempt& attempt) {
  std::vector<std::string> tokens = Split(attempt.statements);
  const std::size_t at = choose.random.Below(tokens.size() - 1);
  const auto place = tokens.begin() + static_cast<std::ptrdiff_t>(at);
  switch (choose.random.Below(6)) {
    case 0:
      tokens.erase(place);
      break;
    case 1:
      tokens.insert(place, std::string(*place));
      break;
    case 2:
      std::iter_swap(place, place + 1);
      break;
    default:
      tokens[at] = AnyName(choose);
  }
  std::string text;
  for (const std::string& token : tokens) text += (text.empty() ? "" : " ") + token;
  return {"mutilated", text};
}

}  // namespace instar::compiler::property
