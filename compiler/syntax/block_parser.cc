#include "compiler/syntax/block_parser.h"

#include <optional>
#include <utility>

#include "compiler/syntax/statement_parser.h"

namespace instar::compiler {
namespace {

class BlockParser {
 public:
  BlockParser(ParseContext* context, BlockKind kind)
      : context_(*context), lexer_(context->lexer), kind_(kind) {}

  Block Parse() {
    brace_ = lexer_.Take().token.range;
    while (!AtEnd()) ParseOne();
    CheckPendingAllow();
    Close();
    block_.range = lexer_.Range(brace_.begin, lexer_.position());
    return std::move(block_);
  }

 private:
  bool AtEnd() {
    const Lexeme& next = lexer_.Peek();
    if (next.token.kind == TokenKind::kEnd || lexer_.IsPunctuation(next, "}")) return true;
    return BeginsBlock(next);
  }

  // Only behind a `}` that is missing: no statement begins with these words.
  bool BeginsBlock(const Lexeme& next) const {
    return lexer_.Is(next, "upgrade") || lexer_.Is(next, "downgrade") || lexer_.Is(next, "irreversible");
  }

  void ParseOne() {
    const Lexeme& next = lexer_.Peek();
    if (lexer_.IsPunctuation(next, ";")) return TakeEmptyStatement();
    if (next.token.kind != TokenKind::kWord || next.bad) return SkipNoStatement();
    std::optional<Statement> statement = ParseStatement(context_);
    after_raw_ = statement && statement->kind == StatementKind::kRaw;
    // Whatever it was meant to be, the `allow` before it spoke for it.
    pending_allow_.reset();
    if (!statement) return LoseSkippedRest();
    if (statement->kind == StatementKind::kAllow) pending_allow_ = statement->range;
    if (statement->kind == StatementKind::kAuto && !CheckAuto(statement->range)) return;
    block_.statements.push_back(std::move(*statement));
  }

  void SkipNoStatement() {
    const Lexeme& next = lexer_.Peek();
    if (!next.bad) {
      context_.reporter.Error(DiagnosticKind::kSyntaxError, next.token.range, "expected a statement");
    }
    after_raw_ = false;
    pending_allow_.reset();
    // A brace and its end are skipped together.
    if (!lexer_.IsPunctuation(next, "{")) lexer_.Take();
    SkipStatement(context_);
    LoseSkippedRest();
  }

  // After an error: the end of the block may be in what was skipped.
  void LoseSkippedRest() {
    if (lexer_.Peek().token.kind == TokenKind::kEnd) lexer_.LoseRest();
  }

  void TakeEmptyStatement() {
    SourceRange place = lexer_.Take().token.range;
    if (!after_raw_) return;
    after_raw_ = false;
    context_.reporter.Error(DiagnosticKind::kSyntaxError, place, "no ';' follows an 'on' block")
        .AddFixIt(place, "");
  }

  bool CheckAuto(SourceRange place) {
    if (kind_ == BlockKind::kUpgrade) {
      context_.reporter.Error(DiagnosticKind::kAutoOutsideDowngrade, place,
                              "'auto' stands for the derived part of a downgrade");
      return false;
    }
    if (first_auto_) {
      context_.reporter.Error(DiagnosticKind::kDuplicateClause, place, "a second 'auto'")
          .AddNote(*first_auto_, "the first one is here");
      return false;
    }
    first_auto_ = place;
    return true;
  }

  void CheckPendingAllow() {
    if (!pending_allow_ || lexer_.lost()) return;
    context_.reporter.Error(DiagnosticKind::kAllowWithoutStatement, *pending_allow_,
                            "'allow' speaks for the next statement, and none follows");
  }

  void Close() {
    if (lexer_.IsPunctuation(lexer_.Peek(), "}")) {
      lexer_.Take();
      return;
    }
    if (lexer_.lost()) return;
    context_.reporter.Error(DiagnosticKind::kUnterminated, brace_, "this block is never closed");
    if (lexer_.Peek().token.kind == TokenKind::kEnd) lexer_.LoseRest();
  }

  ParseContext& context_;
  Lexer& lexer_;
  BlockKind kind_;
  Block block_;
  SourceRange brace_;
  std::optional<SourceRange> pending_allow_;
  std::optional<SourceRange> first_auto_;
  bool after_raw_ = false;
};

}  // namespace

Block ParseBlock(ParseContext& context, BlockKind kind) { return BlockParser(&context, kind).Parse(); }

}  // namespace instar::compiler
