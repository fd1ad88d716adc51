// SQL written in one way.
#ifndef INSTAR_RUNTIME_APPLYING_CANONICAL_TEXT_H_
#define INSTAR_RUNTIME_APPLYING_CANONICAL_TEXT_H_

#include <string>
#include <string_view>
#include <utility>

#include "runtime/applying/sql_tokens.h"

namespace instar {

// Words and names in lower case, without quotes where they need none; strings as they are; one space between
// tokens, none beside parentheses, before a comma, round a point.
class CanonicalText {
 public:
  // A token as it stands in SQL.
  void Add(std::string_view token);
  // As it is, after a space.
  void AddText(std::string_view text);
  // Takes one token, or all from an opening parenthesis to its closing one.
  void TakeGroup(SqlTokens* tokens);
  // (a, b DESC), where ASC says nothing. `autoincrement` may stand inside: it is left out and told.
  void TakeKeyColumns(SqlTokens* tokens, bool* autoincrement);
  void TakeAll(SqlTokens* tokens) {
    while (!tokens->AtEnd()) TakeGroup(tokens);
  }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_CANONICAL_TEXT_H_
