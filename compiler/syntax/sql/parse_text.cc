#include "compiler/syntax/sql/parse_text.h"

#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/reporter.h"
#include "compiler/syntax/sql/statement.h"

namespace instar::compiler::sql {
namespace {

class TextParser {
 public:
  TextParser(std::string_view text, Diagnostics* diagnostics)
      : text_(text), reporter_(0, diagnostics), lexer_(text, 0, &reporter_, LexerNames::kSqlite) {}

  std::shared_ptr<const Statement> Parse() {
    std::vector<Token> tokens;
    if (!TakeTokens(&tokens)) return nullptr;
    if (tokens.empty()) {
      reporter_.Error(DiagnosticKind::kSyntaxError, 0, 0, "there is no statement");
      return nullptr;
    }
    return ParseSql(text_, tokens, Spelling::kSqlite, &reporter_);
  }

 private:
  bool TakeTokens(std::vector<Token>* tokens) {
    int depth = 0;
    for (;;) {
      Lexeme next = lexer_.Take();
      if (next.bad) return false;
      if (next.token.kind == TokenKind::kEnd) break;
      if (lexer_.IsPunctuation(next, ";")) return TakeEnd(depth);
      if (lexer_.IsPunctuation(next, "(")) ++depth;
      if (lexer_.IsPunctuation(next, ")") && --depth < 0) break;
      tokens->push_back(next.token);
    }
    return CheckBalance(depth);
  }

  bool TakeEnd(int depth) {
    Lexeme next = lexer_.Take();
    if (next.token.kind == TokenKind::kEnd && !next.bad) return CheckBalance(depth);
    reporter_.Error(DiagnosticKind::kSyntaxError, next.token.range, "expected one statement");
    return false;
  }

  bool CheckBalance(int depth) {
    if (depth == 0) return true;
    auto end = static_cast<std::uint32_t>(text_.size());
    reporter_.Error(DiagnosticKind::kUnbalanced, end, end, "the parentheses are not balanced");
    return false;
  }

  std::string_view text_;
  Reporter reporter_;
  Lexer lexer_;
};

}  // namespace

ParsedSqlText ParseSqlText(std::string sql) {
  ParsedSqlText parsed;
  FileId file = parsed.sources.Add({"", std::move(sql)});
  Diagnostics diagnostics;
  parsed.statement = TextParser(parsed.sources.file(file).text, &diagnostics).Parse();
  if (parsed.statement == nullptr) parsed.error = diagnostics.all().front().message;
  return parsed;
}

}  // namespace instar::compiler::sql
