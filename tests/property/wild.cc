// Statements that break rules.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/property/edit.h"
#include "tests/property/invalid.h"
#include "tests/property/spec.h"

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
    if (sql[at] != ' ') tokens.emplace_back(sql.substr(at, end - at));
    at = end;
  }
  return tokens;
}

std::string AnyName(Random* random, const Model& model) {
  Choose choose{*random, model, true};
  const Table* const table = choose.AnyTable();
  if (table == nullptr || random->Chance(20)) return random->Of<std::string>({"missing", "id", "a", "t"});
  return Written(random->Chance(40) ? table->name.text : choose.AnyColumn(*table)->name.text);
}

// One token replaced, left out, doubled, or changed places with the next.
std::string Mutilated(Random* random, const Model& model, const std::string& sql) {
  std::vector<std::string> tokens = Split(sql);
  const std::size_t at = random->Below(tokens.size());
  switch (random->Below(6)) {
    case 0:
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), std::string(tokens[at]));
      break;
    case 2:
      if (at + 1 < tokens.size()) std::swap(tokens[at], tokens[at + 1]);
      break;
    default:
      tokens[at] = AnyName(random, model);
  }
  std::string text;
  for (const std::string& token : tokens) text += (text.empty() ? "" : " ") + token;
  return text;
}

}  // namespace

std::string WildStatements(Random* random, const Model& model) {
  std::string text;
  const std::size_t wanted = 1 + random->Below(2);
  for (std::size_t made = 0; made < wanted;) {
    Choose choose{*random, model, random->Chance(70)};
    for (const Edit& edit : AnyEdit(choose)) {
      std::string sql = edit.table.empty() ? edit.sql : "alter table " + Written(edit.table) + " " + edit.sql;
      if (random->Chance(25)) sql = Mutilated(random, model, sql);
      text += "    " + sql + ";\n";
      ++made;
    }
  }
  return text;
}

}  // namespace instar::compiler::property
