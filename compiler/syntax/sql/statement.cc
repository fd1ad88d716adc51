#include "compiler/syntax/sql/statement.h"

#include <string>
#include <utility>

#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sql {
namespace {

const WordList kObjects = {"table", "index", "view", "type"};

class StatementParser {
 public:
  explicit StatementParser(TokenCursor* cursor) : cursor_(*cursor) {}

  std::shared_ptr<const Statement> Parse() {
    if (!ParseAny() || !CheckEnd()) return nullptr;
    return std::make_shared<const Statement>(std::move(statement_));
  }

 private:
  bool ParseAny() {
    if (cursor_.TakeIf("create")) return ParseCreate();
    if (cursor_.TakeIf("drop")) return ParseDrop();
    if (cursor_.TakeIf("alter")) return ParseAlter();
    return ParseAs(ParseData);
  }

  template <typename Tree>
  bool ParseAs(bool (*parse)(TokenCursor&, Tree*)) {
    return parse(cursor_, &statement_.emplace<Tree>());
  }

  bool ParseCreate() {
    if (!CheckWordsBeforeObject()) return false;
    SourceRange unique = cursor_.Peek().range;
    bool is_unique = cursor_.TakeIf("unique");
    if (cursor_.TakeIf("index")) {
      if (!ParseAs(ParseCreateIndex)) return false;
      std::get<CreateIndex>(statement_).unique = is_unique;
      return true;
    }
    if (is_unique && cursor_.NextIsOneOf(kObjects)) {
      cursor_.Error(DiagnosticKind::kSyntaxError, unique, "only an index can be 'unique'");
      return false;
    }
    if (cursor_.TakeIf("table")) return ParseAs(ParseCreateTable);
    if (cursor_.TakeIf("view")) return ParseAs(ParseCreateView);
    if (cursor_.TakeIf("type")) return ParseAs(ParseCreateEnum);
    return cursor_.Unexpected(
        is_unique ? "'index' after 'unique'" : "'table', 'index', 'view' or 'type' after 'create'", kObjects);
  }

  // or replace, temp
  bool CheckWordsBeforeObject() {
    SourceRange first = cursor_.Peek().range;
    if (cursor_.TakeIfAll({"or", "replace"})) {
      cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.RangeFrom(first),
                    "'or replace' would hide what was there: drop it, then create it");
      return false;
    }
    if (cursor_.NextIsOneOf({"temp", "temporary"})) {
      cursor_.Error(DiagnosticKind::kTemporaryObject, first,
                    "what is temporary ends with its connection, so it is no part of a schema");
      return false;
    }
    return true;
  }

  bool ParseDrop() {
    if (cursor_.TakeIf("table")) return ParseAs(ParseDropTable);
    if (cursor_.TakeIf("index")) return ParseAs(ParseDropIndex);
    if (cursor_.TakeIf("view")) return ParseAs(ParseDropView);
    if (cursor_.TakeIf("type")) return ParseAs(ParseDropType);
    return cursor_.Unexpected("'table', 'index', 'view' or 'type' after 'drop'", kObjects);
  }

  bool ParseAlter() {
    if (cursor_.TakeIf("table")) return ParseAs(ParseAlterTable);
    if (cursor_.TakeIf("index")) return ParseAs(ParseRenameIndex);
    if (cursor_.TakeIf("type")) return ParseAs(ParseAlterEnum);
    if (cursor_.NextIs("view")) {
      cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range,
                    "a view is not altered: drop it, then create it anew");
      return false;
    }
    return cursor_.Unexpected("'table', 'index' or 'type' after 'alter'", {"table", "index", "type"});
  }

  bool CheckEnd() {
    if (cursor_.AtEnd()) return true;
    bool drops = std::holds_alternative<DropTable>(statement_) ||
                 std::holds_alternative<DropIndex>(statement_) ||
                 std::holds_alternative<DropView>(statement_) || std::holds_alternative<DropType>(statement_);
    if (drops && cursor_.NextIs(",")) {
      cursor_.Error(DiagnosticKind::kSyntaxError, cursor_.Peek().range,
                    "a 'drop' names one thing: write a statement for each");
      return false;
    }
    return cursor_.Unexpected("';' after this statement");
  }

  TokenCursor& cursor_;
  Statement statement_;
};

// The words below have four to six letters, and most words of a statement begin with others.
bool MayBeginStatement(std::string_view word) {
  return word.size() >= 4 && word.size() <= 6 &&
         std::string_view("cdaiu").find(LowerLetter(word[0])) != std::string_view::npos;
}

// Whether these two words, at the start of a line, can be nothing but the beginning of a statement.
bool BeginsStatement(const TokenCursor& cursor) {
  if (cursor.NextIs("create")) return true;
  if (cursor.NextIsOneOf({"drop", "alter"})) return cursor.NextIsOneOf(kObjects, 1);
  if (cursor.NextIs("insert")) return cursor.NextIs("into", 1);
  if (cursor.NextIs("delete")) return cursor.NextIs("from", 1);
  // on conflict do update set
  if (cursor.NextIs("update")) return cursor.Peek(1).kind == TokenKind::kWord && !cursor.NextIs("set", 1);
  return false;
}

}  // namespace

std::shared_ptr<const Statement> ParseSql(std::string_view file_text, const std::vector<Token>& tokens,
                                          Spelling spelling, Reporter* reporter) {
  TokenCursor cursor(file_text, tokens, reporter, spelling);
  return StatementParser(&cursor).Parse();
}

std::size_t FindNextStatement(std::string_view file_text, const std::vector<Token>& tokens) {
  TokenCursor cursor(file_text, tokens, nullptr, Spelling::kPortable);
  // The first one behind the common tables is what they are for.
  bool with = cursor.NextIs("with");
  int depth = 0;
  for (cursor.Take(); !cursor.AtEnd(); cursor.Take()) {
    if (cursor.Peek().kind == TokenKind::kPunctuation) {
      if (cursor.NextIs("(")) ++depth;
      if (cursor.NextIs(")")) --depth;
    }
    if (depth != 0 || cursor.Peek().kind != TokenKind::kWord) continue;
    if (with && cursor.NextIsOneOf({"insert", "update", "delete", "select"})) {
      with = false;
    } else if (MayBeginStatement(cursor.Text()) && cursor.NextStartsLine() && BeginsStatement(cursor)) {
      return cursor.position();
    }
  }
  return tokens.size();
}

}  // namespace instar::compiler::sql
