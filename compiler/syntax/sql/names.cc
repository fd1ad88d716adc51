#include "compiler/syntax/sql/names.h"

#include <algorithm>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sql {
namespace {

// The words that the grammar cannot do without, sorted; SQLite reserves the same.
constexpr std::string_view kReserved[] = {
    "add",         "all",     "alter",      "and",     "as",       "autoincrement",
    "between",     "case",    "check",      "collate", "commit",   "constraint",
    "create",      "default", "deferrable", "delete",  "distinct", "drop",
    "else",        "escape",  "exists",     "foreign", "from",     "group",
    "having",      "in",      "index",      "insert",  "into",     "is",
    "isnull",      "join",    "limit",      "not",     "nothing",  "notnull",
    "null",        "on",      "or",         "order",   "primary",  "references",
    "returning",   "select",  "set",        "table",   "then",     "to",
    "transaction", "unique",  "update",     "using",   "values",   "when",
    "where"};

bool IsReserved(std::string_view word) {
  std::string lower = LowerWord(word);
  return std::binary_search(std::begin(kReserved), std::end(kReserved), std::string_view(lower));
}

bool NoName(TokenCursor& cursor, std::string_view what) {
  const Token& next = cursor.Peek();
  std::string expected = "expected " + std::string(what);
  if (next.kind == TokenKind::kString) {
    std::string text = Unquoted(cursor.Text());
    Diagnostic& error = cursor.Error(DiagnosticKind::kSyntaxError, next.range,
                                     std::move(expected) + ", found a string; names stand in double quotes");
    if (text.find('"') == std::string::npos && !text.empty()) error.AddFixIt(next.range, "\"" + text + "\"");
    return false;
  }
  if (next.kind == TokenKind::kWord && !cursor.NextStartsLine()) {
    cursor.Error(DiagnosticKind::kSyntaxError, next.range,
                 std::move(expected) + ", found the reserved word " + Shown(cursor.Text()) +
                     "; as a name it stands in double quotes");
    return false;
  }
  return cursor.Unexpected(what);
}

bool ReportQualified(TokenCursor& cursor, const Name& first) {
  cursor.Take();
  std::string advice = "; a migration names things without schema, database or table before them";
  if (!IsName(cursor, cursor.Peek())) return cursor.Unexpected("a name after '.'");
  std::string last(cursor.Text());
  cursor.Take();
  SourceRange range = cursor.RangeFrom(first.range);
  Diagnostic& error =
      cursor.Error(DiagnosticKind::kQualifiedName, range,
                   Shown(first.text + "." + Unquoted(last)) + " is a qualified name" + advice);
  if (IsWord(first.text, "main") || IsWord(first.text, "public")) error.AddFixIt(range, last);
  return false;
}

}  // namespace

bool IsName(const TokenCursor& cursor, const Token& token) {
  if (token.kind == TokenKind::kQuotedName) return true;
  if (token.kind == TokenKind::kString) return cursor.spelling() == Spelling::kSqlite;
  return token.kind == TokenKind::kWord && !IsReserved(cursor.TextOf(token));
}

std::string Unquoted(std::string_view text) {
  if (text.size() < 2 || std::string_view("\"'[`").find(text[0]) == std::string_view::npos) {
    return std::string(text);
  }
  char quote = text[0];
  text = text.substr(1, text.size() - 2);
  if (quote == '[') return std::string(text);
  std::string unquoted;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unquoted += text[at];
    if (text[at] == quote) ++at;
  }
  return unquoted;
}

bool ExpectName(TokenCursor& cursor, std::string_view what, Name* name) {
  if (!IsName(cursor, cursor.Peek())) return NoName(cursor, what);
  Token token = cursor.Take();
  name->range = token.range;
  name->text = Unquoted(cursor.TextOf(token));
  name->quoted = token.kind != TokenKind::kWord;
  if (name->text.empty()) {
    cursor.Error(DiagnosticKind::kSyntaxError, token.range, "a name cannot be empty");
    return false;
  }
  if (cursor.NextIs(".")) return ReportQualified(cursor, *name);
  return true;
}

bool ExpectNameList(TokenCursor& cursor, std::string_view what, std::vector<Name>* names) {
  if (!cursor.TakeIf("(")) return cursor.Unexpected("'('");
  do {
    names->emplace_back();
    if (!ExpectName(cursor, what, &names->back())) return false;
  } while (cursor.TakeIf(","));
  if (cursor.TakeIf(")")) return true;
  return cursor.Unexpected("',' or ')'");
}

bool ParseIfNotExists(TokenCursor& cursor, bool* found) {
  *found = cursor.NextIs("if") && cursor.Peek(1).kind == TokenKind::kWord;
  if (!*found) return true;
  cursor.Take();
  return cursor.Expect("not", "after 'if'") && cursor.Expect("exists", "after 'if not'");
}

bool ParseIfExists(TokenCursor& cursor, bool* found) {
  *found = cursor.NextIs("if") && cursor.Peek(1).kind == TokenKind::kWord;
  if (!*found) return true;
  cursor.Take();
  return cursor.Expect("exists", "after 'if'");
}

bool ParseDropBehavior(TokenCursor& cursor) {
  if (cursor.TakeIf("restrict")) return true;
  if (!cursor.NextIs("cascade")) return true;
  cursor.Error(DiagnosticKind::kDropCascade, cursor.Peek().range,
               "'cascade' would drop things that nobody named; drop what uses this first, by statements of "
               "its own");
  return false;
}

}  // namespace instar::compiler::sql
