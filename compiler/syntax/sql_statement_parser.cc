// Portable SQL, up to its `;`.
#include <algorithm>
#include <utility>

#include "compiler/syntax/raw_block.h"
#include "compiler/syntax/sql/statement.h"
#include "compiler/syntax/statement_parser.h"
#include "compiler/syntax/statement_rules.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Deeper than any database reads: SQLite stops at 1,000.
constexpr std::size_t kDeepestNesting = 1000;

class SqlStatementParser {
 public:
  explicit SqlStatementParser(ParseContext* context)
      : context_(*context), lexer_(context->lexer), tokens_(context->tokens) {
    tokens_.clear();
  }

  std::optional<Statement> Parse() {
    if (!CheckFirstWords()) return std::nullopt;
    while (!AtEnd()) {
      if (!TakeOne()) {
        SkipStatement(context_);
        return std::nullopt;
      }
    }
    return Finish();
  }

 private:
  bool CheckFirstWords() {
    std::uint32_t begin = lexer_.Peek().token.range.begin;
    std::vector<std::string> words = LeadingWords(lexer_.file_text(), begin, Dialect::kSqlite);
    std::optional<StatementProblem> problem =
        CheckPortableStatement(words, context_.tree.header.transaction_none.has_value());
    if (!problem) return true;
    Token at;
    for (std::size_t i = 0; i <= problem->word; ++i) at = lexer_.Take().token;
    Diagnostic& error = context_.reporter.Error(problem->kind, at.range, std::move(problem->message));
    if (!problem->suggestion.empty()) error.AddFixIt(at.range, std::move(problem->suggestion));
    if (problem->kind == DiagnosticKind::kNeedsRawBlock) {
      lexer_.MoveTo(EndOfRawStatement(lexer_.file_text(), begin, problem->dialect));
    } else {
      SkipStatement(context_);
    }
    return false;
  }

  // What the statement ends at, or what shows that its `;` is missing.
  bool AtEnd() {
    const Lexeme& next = lexer_.Peek();
    if (next.bad) return false;
    if (next.token.kind == TokenKind::kEnd) return true;
    if (lexer_.IsPunctuation(next, ";") || lexer_.IsPunctuation(next, "}")) return true;
    if (BeginsBlock(next)) return true;
    // No statement has this word in its middle.
    return open_.empty() && !tokens_.empty() && next.starts_line && lexer_.Is(next, "create");
  }

  // As in a line `downgrade {`: what ends the statement and the block before it is missing. A column may be
  // called `downgrade`, but no brace follows one.
  bool BeginsBlock(const Lexeme& next) const {
    if (!open_.empty() || !next.starts_line) return false;
    if (!lexer_.Is(next, "upgrade") && !lexer_.Is(next, "downgrade")) return false;
    std::size_t brace = lexer_.file_text().find_first_not_of(" \t", next.token.range.end);
    return brace != std::string_view::npos && lexer_.file_text()[brace] == '{';
  }

  bool TakeOne() {
    Lexeme next = lexer_.Take();
    if (next.bad) return false;
    std::string_view text = lexer_.TextOf(next.token);
    if (next.token.kind == TokenKind::kPunctuation && !CheckPunctuation(next.token, text)) return false;
    tokens_.push_back(next.token);
    return true;
  }

  bool CheckPunctuation(const Token& token, std::string_view text) {
    if (text == "(") return Open(token);
    if (text == ")") return Close(token);
    if (text == "{") {
      context_.reporter.Error(DiagnosticKind::kSyntaxError, token.range,
                              "a '{' inside a statement; is the ';' of the one before it missing?");
      // Its `}` belongs to it.
      lexer_.MoveTo(token.range.begin);
      return false;
    }
    if (text == "::") {
      context_.reporter.Error(DiagnosticKind::kNotPortableToken, token.range,
                              "'::' is not portable SQL; write cast(x as type)");
      return false;
    }
    if (text == ":") {
      context_.reporter.Error(DiagnosticKind::kNotPortableToken, token.range,
                              "a migration has no parameters to bind: ':' has no meaning here");
      return false;
    }
    return true;
  }

  bool Open(const Token& token) {
    open_.push_back(token.range);
    if (open_.size() <= kDeepestNesting) return true;
    context_.reporter.Error(DiagnosticKind::kNestedTooDeeply, token.range,
                            "more than " + std::to_string(kDeepestNesting) + " open parentheses");
    return false;
  }

  bool Close(const Token& token) {
    if (!open_.empty()) {
      open_.pop_back();
      return true;
    }
    context_.reporter.Error(DiagnosticKind::kUnbalanced, token.range, "this ')' has no '(' before it");
    return false;
  }

  // A `;` that is missing is found where the next statement begins.
  void CutBeforeNextStatement() {
    std::size_t next = sql::FindNextStatement(lexer_.file_text(), tokens_);
    if (next == tokens_.size()) return;
    tokens_.resize(next);
    lexer_.MoveTo(tokens_.back().range.end);
  }

  std::optional<Statement> Finish() {
    if (open_.empty()) CutBeforeNextStatement();
    const Lexeme next = lexer_.Peek();
    std::uint32_t end = lexer_.position();
    bool file_ends = next.token.kind == TokenKind::kEnd;
    if (!open_.empty() && !file_ends) {
      context_.reporter.Error(DiagnosticKind::kUnbalanced, next.token.range, "expected ')' before this")
          .AddNote(open_.back(), "to match this '('");
      SkipStatement(context_);
      return std::nullopt;
    }
    Statement statement;
    statement.range = lexer_.Range(tokens_.front().range.begin, end);
    statement.tokens = tokens_;
    // At the end of the file, the block that never ends is the greater trouble.
    if (file_ends) return statement;
    ExpectSemicolon(context_, "this statement");
    // It changes nothing.
    if (IsWord(lexer_.TextOf(statement.tokens.front()), "vacuum")) return statement;
    if (context_.depth < ParseDepth::kSql) return statement;
    statement.sql =
        sql::ParseSql(lexer_.file_text(), statement.tokens, sql::Spelling::kPortable, &context_.reporter);
    return statement;
  }

  ParseContext& context_;
  Lexer& lexer_;
  std::vector<Token>& tokens_;
  std::vector<SourceRange> open_;
};

}  // namespace

std::optional<Statement> ParseSqlStatement(ParseContext& context) {
  return SqlStatementParser(&context).Parse();
}

}  // namespace instar::compiler
