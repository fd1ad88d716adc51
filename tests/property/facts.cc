#include "tests/property/facts.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace instar::compiler::property {
namespace {

bool IsWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

std::string Lower(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

// The end of what begins with a quote at `at`; doubled ones stay inside.
std::size_t EndOfQuoted(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  for (++at; at < sql.size(); ++at) {
    if (sql[at] != quote) continue;
    if (at + 1 == sql.size() || sql[at + 1] != quote) return at + 1;
    ++at;
  }
  return at;
}

std::string NameIn(std::string_view quoted) {
  std::string name;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    name += quoted[i];
    if (quoted[i] == '"') ++i;
  }
  return Lower(name);
}

}  // namespace

std::vector<std::string> TokensOf(std::string_view sql) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at + 1;
    if (sql[at] == '\'' || sql[at] == '"') {
      end = EndOfQuoted(sql, at);
      const std::string_view quoted = sql.substr(at, end - at);
      tokens.push_back(sql[at] == '"' ? NameIn(quoted) : std::string(quoted));
    } else if (IsWord(sql[at])) {
      while (end < sql.size() && IsWord(sql[end])) ++end;
      tokens.push_back(Lower(sql.substr(at, end - at)));
    } else if (std::isspace(static_cast<unsigned char>(sql[at])) == 0) {
      tokens.emplace_back(1, sql[at]);
    }
    at = end;
  }
  return tokens;
}

std::string Normalized(std::string_view sql) {
  std::string text;
  for (const std::string& token : TokensOf(sql)) text += (text.empty() ? "" : " ") + token;
  return text;
}

std::string Difference(const Facts& expected, const Facts& found) {
  Facts missing;
  Facts extra;
  std::ranges::set_difference(expected, found, std::back_inserter(missing));
  std::ranges::set_difference(found, expected, std::back_inserter(extra));
  std::string text;
  for (const std::string& fact : missing) text += "- " + fact + "\n";
  for (const std::string& fact : extra) text += "+ " + fact + "\n";
  return text;
}

}  // namespace instar::compiler::property
