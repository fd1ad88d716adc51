#include <optional>
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/expressions.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"

namespace instar::compiler::sql {
namespace {

constexpr std::string_view kIndex = "the name of an index";

bool RefusePostgresql(TokenCursor& cursor, std::string_view what) {
  cursor.Error(DiagnosticKind::kNeedsRawBlock, cursor.Peek().range,
               std::string(what) + " is PostgreSQL's: write this statement in an 'on postgresql { }' block");
  return false;
}

// One term of the list, cut out of it: what it ends with is read from its end.
class TermParser {
 public:
  TermParser(TokenCursor* cursor, IndexTerm* term) : cursor_(*cursor), term_(*term) {}

  bool Parse() {
    std::size_t first = cursor_.position();
    while (!cursor_.AtEnd() && !cursor_.NextIsOneOf({",", ")"})) {
      if (cursor_.NextIs("(")) TakeParentheses();
      if (!cursor_.AtEnd() && !cursor_.NextIsOneOf({",", ")"})) tokens_.push_back(cursor_.Take());
    }
    if (cursor_.position() == first) return cursor_.Unexpected("a column or an expression");
    if (EndsWith("first", 0) || EndsWith("last", 0)) {
      if (EndsWith("nulls", 1)) return Refuse(tokens_.size() - 2, "'nulls first' and 'nulls last' are");
    }
    TakeOrder();
    return TakeCollation() && CheckEnd() && Finish();
  }

 private:
  void TakeParentheses() {
    int depth = 0;
    do {
      if (cursor_.NextIs("(")) ++depth;
      if (cursor_.NextIs(")")) --depth;
      tokens_.push_back(cursor_.Take());
    } while (depth > 0);
  }

  bool EndsWith(std::string_view word, std::size_t before) const {
    return tokens_.size() > before + 1 && cursor_.IsText(tokens_[tokens_.size() - 1 - before], word);
  }

  bool Refuse(std::size_t token, std::string_view what) {
    cursor_.Error(DiagnosticKind::kNeedsRawBlock, tokens_[token].range,
                  std::string(what) + " PostgreSQL's: write this statement in an 'on postgresql { }' block");
    return false;
  }

  void TakeOrder() {
    bool descending = EndsWith("desc", 0);
    if (!descending && !EndsWith("asc", 0)) return;
    term_.descending = descending;
    tokens_.pop_back();
  }

  bool TakeCollation() {
    if (!EndsWith("collate", 1)) return true;
    Token name = tokens_.back();
    if (!IsName(cursor_, name)) return Report(name, "expected the name of a collation after 'collate'");
    std::string text(cursor_.TextOf(name));
    term_.collation = Name{name.range, Unquoted(text), name.kind != TokenKind::kWord};
    tokens_.resize(tokens_.size() - 2);
    return true;
  }

  // What is left may end with a word that should have been taken off, or with one of PostgreSQL's.
  bool CheckEnd() {
    const Token& last = tokens_.back();
    if (tokens_.size() == 1 || last.kind != TokenKind::kWord) return true;
    if (cursor_.IsText(last, "collate"))
      return Report(last, "expected the name of a collation after 'collate'");
    if (cursor_.IsText(last, "asc") || cursor_.IsText(last, "desc")) {
      return Report(last, "expected ',' or ')', found '" + std::string(cursor_.TextOf(last)) + "'");
    }
    const Token& before = tokens_[tokens_.size() - 2];
    bool collated = tokens_.size() > 2 && cursor_.IsText(tokens_[tokens_.size() - 3], "collate");
    bool operand =
        cursor_.IsText(before, ")") || ((collated || tokens_.size() == 2) && IsName(cursor_, before));
    if (!operand || !IsName(cursor_, last) || cursor_.IsText(last, "end")) return true;
    return Refuse(tokens_.size() - 1, "an operator class is");
  }

  bool Report(const Token& token, std::string message) {
    cursor_.Error(DiagnosticKind::kSyntaxError, token.range, std::move(message));
    return false;
  }

  bool Finish() {
    const Token& first = tokens_.front();
    bool is_word = first.kind == TokenKind::kWord || first.kind == TokenKind::kQuotedName;
    if (tokens_.size() == 1 && is_word) {
      if (!IsName(cursor_, first)) return ReportReserved(first);
      term_.column = Name{first.range, Unquoted(cursor_.TextOf(first)), first.kind != TokenKind::kWord};
    }
    SourceRange place = first.range;
    return MakeExpression(cursor_, "a term of an index", std::move(tokens_), place, &term_.expression);
  }

  bool ReportReserved(const Token& word) {
    return Report(word, "expected a column or an expression, found the reserved word " +
                            Shown(cursor_.TextOf(word)) + "; as a name it stands in double quotes");
  }

  TokenCursor& cursor_;
  IndexTerm& term_;
  std::vector<Token> tokens_;
};

bool ParseTerms(TokenCursor& cursor, std::vector<IndexTerm>* terms) {
  if (cursor.NextIs("using")) return RefusePostgresql(cursor, "'using'");
  if (!cursor.Expect("(", "after the table's name")) return false;
  do {
    terms->emplace_back();
    if (!TermParser(&cursor, &terms->back()).Parse()) return false;
  } while (cursor.TakeIf(","));
  return cursor.Expect(")", "after the terms of the index");
}

}  // namespace

bool ParseCreateIndex(TokenCursor& cursor, CreateIndex* index) {
  if (cursor.NextIs("concurrently")) return RefusePostgresql(cursor, "'concurrently'");
  if (!ParseIfNotExists(cursor, &index->if_not_exists)) return false;
  if (cursor.NextIs("on")) return cursor.Unexpected("the name of the index");
  if (!ExpectName(cursor, kIndex, &index->index)) return false;
  if (!cursor.Expect("on", "after the name of the index")) return false;
  if (!ExpectName(cursor, "the name of a table", &index->table)) return false;
  if (!ParseTerms(cursor, &index->terms)) return false;
  if (cursor.NextIsOneOf({"include", "with", "nulls", "tablespace"}) && !cursor.NextStartsLine()) {
    return RefusePostgresql(cursor, Shown(cursor.Text()));
  }
  if (!cursor.TakeIf("where")) {
    return cursor.AtEnd() || cursor.Unexpected("'where' or ';' after the index", {"where"});
  }
  index->where.emplace();
  return ParseRest(cursor, "the condition of an index", &*index->where);
}

bool ParseRenameIndex(TokenCursor& cursor, RenameIndex* rename) {
  return ParseIfExists(cursor, &rename->if_exists) && ExpectName(cursor, kIndex, &rename->index) &&
         cursor.Expect("rename", "after the name of the index") && cursor.Expect("to", "after 'rename'") &&
         ExpectName(cursor, "the new name", &rename->new_name);
}

bool ParseDropIndex(TokenCursor& cursor, DropIndex* drop) {
  if (cursor.NextIs("concurrently")) return RefusePostgresql(cursor, "'concurrently'");
  if (!ParseIfExists(cursor, &drop->if_exists) || !ExpectName(cursor, kIndex, &drop->index)) return false;
  if (cursor.NextIs("on") && !cursor.NextStartsLine()) {
    cursor.Error(DiagnosticKind::kNotPortableSyntax, cursor.Peek().range,
                 "'on' is MySQL's here: the name of an index says enough");
    return false;
  }
  return ParseDropBehavior(cursor);
}

}  // namespace instar::compiler::sql
