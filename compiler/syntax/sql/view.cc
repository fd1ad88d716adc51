#include <string>
#include <utility>

#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"

namespace instar::compiler::sql {
namespace {

// Whether the `*` at `at` stands for columns: select *, select t.*, not count(*) and not a * b.
bool StandsForColumns(const TokenCursor& cursor, const std::vector<Token>& tokens, std::size_t at) {
  if (at == 0) return false;
  const Token& before = tokens[at - 1];
  for (std::string_view text : {"select", "distinct", "all", ",", "."}) {
    if (cursor.IsText(before, text)) return true;
  }
  return false;
}

// exists (select * ...) asks for rows, not for columns.
bool OnlyAsksForRows(const TokenCursor& cursor, const std::vector<Token>& tokens, std::size_t star) {
  return star >= 3 && cursor.IsText(tokens[star - 1], "select") && cursor.IsText(tokens[star - 2], "(") &&
         cursor.IsText(tokens[star - 3], "exists");
}

bool CheckColumnsNamed(TokenCursor& cursor, const std::vector<Token>& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!cursor.IsText(tokens[at], "*") || !StandsForColumns(cursor, tokens, at)) continue;
    if (OnlyAsksForRows(cursor, tokens, at)) continue;
    cursor.Error(DiagnosticKind::kSelectStar, tokens[at].range,
                 "'*' depends on the order of columns and on what comes later: name the columns of the view");
    return false;
  }
  return true;
}

}  // namespace

bool ParseCreateView(TokenCursor& cursor, CreateView* view) {
  if (!ParseIfNotExists(cursor, &view->if_not_exists)) return false;
  if (!ExpectName(cursor, "the name of a view", &view->view)) return false;
  if (cursor.NextIs("(") && !ExpectNameList(cursor, "the name of a column", &view->columns)) return false;
  if (!cursor.Expect("as", "after the name of the view")) return false;
  if (!cursor.NextIsOneOf({"select", "with", "values", "("})) {
    return cursor.Unexpected("a query: 'select', 'with' or 'values'", {"select", "with", "values"});
  }
  SourceRange first = cursor.Peek().range;
  while (!cursor.AtEnd()) view->query.tokens.push_back(cursor.Take());
  view->query.range = cursor.RangeFrom(first);
  return CheckColumnsNamed(cursor, view->query.tokens);
}

bool ParseDropView(TokenCursor& cursor, DropView* drop) {
  return ParseIfExists(cursor, &drop->if_exists) && ExpectName(cursor, "the name of a view", &drop->view) &&
         ParseDropBehavior(cursor);
}

}  // namespace instar::compiler::sql
