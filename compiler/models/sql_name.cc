#include "compiler/models/sql_name.h"

#include <algorithm>

#include "compiler/schema/lints/reserved_words.h"
#include "compiler/schema/table_printer.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string SqlName(std::string_view name) {
  const bool plain = !name.empty() && !IsDigit(name[0]) && std::ranges::all_of(name, [](char c) {
    return IsAsciiLetter(c) || IsDigit(c) || c == '_';
  });
  const std::string lower = LowerWord(name);
  const bool reserved = IsReserved(lower, Dialect::kSqlite) || IsReserved(lower, Dialect::kPostgresql);
  return plain && !reserved ? std::string(name) : PrintInQuotes(name, '"');
}

std::string SqlString(std::string_view text) { return PrintInQuotes(text, '\''); }

std::string SqlStrings(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + SqlString(text);
  return list;
}

std::string SnakeCase(std::string_view name) {
  std::string snake;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins_word = i > 0 && IsUpper(name[i]) &&
                             (!IsUpper(name[i - 1]) ||
                              (i + 1 < name.size() && !IsUpper(name[i + 1]) && IsAsciiLetter(name[i + 1])));
    if (begins_word && snake.back() != '_') snake += '_';
    snake += LowerLetter(name[i]);
  }
  return snake;
}

}  // namespace instar::compiler
