#include "compiler/lowering/sqlite/names.h"

#include <algorithm>
#include <iterator>

#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

// SQLite's keywords that cannot stand for a name everywhere (measured: as a table, column, constraint,
// collation, in an index and in an expression), and the words that mean something else in an expression.
// Sorted.
constexpr std::string_view kReserved[] = {
    "_rowid_",
    "add",
    "all",
    "alter",
    "and",
    "as",
    "autoincrement",
    "between",
    "case",
    "cast",
    "check",
    "collate",
    "commit",
    "constraint",
    "create",
    "cross",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "default",
    "deferrable",
    "delete",
    "distinct",
    "drop",
    "else",
    "escape",
    "except",
    "exists",
    "false",
    "filter",
    "foreign",
    "from",
    "full",
    "generated",
    "glob",
    "group",
    "having",
    "if",
    "in",
    "index",
    "indexed",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "left",
    "like",
    "limit",
    "match",
    "natural",
    "not",
    "nothing",
    "notnull",
    "null",
    "offset",
    "oid",
    "on",
    "or",
    "order",
    "outer",
    "over",
    "primary",
    "raise",
    "references",
    "regexp",
    "replace",
    "returning",
    "right",
    "rowid",
    "select",
    "set",
    "table",
    "then",
    "to",
    "transaction",
    "true",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
    "window",
    "with",
    "within",
    "without",
};

bool IsPlainWord(std::string_view name) {
  return !name.empty() && IsWordStart(name[0]) && std::ranges::all_of(name, IsWordPart);
}

std::string InQuotes(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  return quoted += quote;
}

}  // namespace

std::string Quoted(std::string_view name) {
  const bool is_plain = IsPlainWord(name) && !std::ranges::binary_search(kReserved, LowerWord(name));
  return is_plain ? std::string(name) : InQuotes(name, '"');
}

std::string StringLiteral(std::string_view value) { return InQuotes(value, '\''); }

}  // namespace instar::compiler::sqlite
