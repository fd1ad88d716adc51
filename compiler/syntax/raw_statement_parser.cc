// on DIALECT[, DIALECT] { ... }
#include <algorithm>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/raw_block.h"
#include "compiler/syntax/statement_parser.h"
#include "compiler/syntax/statement_rules.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

class RawStatementParser {
 public:
  explicit RawStatementParser(ParseContext* context) : context_(*context), lexer_(context->lexer) {}

  std::optional<Statement> Parse() {
    statement_.kind = StatementKind::kRaw;
    statement_.tokens.push_back(lexer_.Take().token);
    if (!ParseDialects() || !ExpectBrace()) {
      SkipStatement(context_);
      return std::nullopt;
    }
    ParseText();
    statement_.range = lexer_.Range(statement_.tokens[0].range.begin, lexer_.position());
    return std::move(statement_);
  }

 private:
  bool ParseDialects() {
    for (;;) {
      const Lexeme& next = lexer_.Peek();
      if (next.token.kind != TokenKind::kWord || next.bad) {
        ReportUnexpected(context_, "the name of a database: 'on sqlite { ... }'");
        return false;
      }
      Token name = lexer_.Take().token;
      statement_.tokens.push_back(name);
      AddDialect(name);
      if (!lexer_.IsPunctuation(lexer_.Peek(), ",")) return true;
      statement_.tokens.push_back(lexer_.Take().token);
    }
  }

  void AddDialect(const Token& name) {
    std::string_view text = lexer_.TextOf(name);
    std::optional<Dialect> dialect = FindDialect(text);
    if (!dialect) return ReportUnknown(name, LowerWord(text.substr(0, 100)));
    std::vector<Dialect>& dialects = statement_.dialects;
    if (std::find(dialects.begin(), dialects.end(), *dialect) == dialects.end()) {
      dialects.push_back(*dialect);
    } else {
      context_.reporter.Error(DiagnosticKind::kDuplicateClause, name.range,
                              "'" + std::string(NameOf(*dialect)) + "' is named twice");
    }
  }

  void ReportUnknown(const Token& name, const std::string& text) {
    std::vector<std::string> names;
    for (const DialectName& known : kDialectNames) names.emplace_back(known.name);
    Suggester suggester(std::move(names));
    std::string near(suggester.Closest(text));
    std::string hint = near.empty() ? "; known are 'sqlite' and 'postgresql'" : DidYouMean(near);
    Diagnostic& error = context_.reporter.Error(DiagnosticKind::kUnknownDialect, name.range,
                                                "unknown database '" + text + "'" + hint);
    if (!near.empty()) error.AddFixIt(name.range, near);
  }

  bool ExpectBrace() {
    if (lexer_.IsPunctuation(lexer_.Peek(), "{")) {
      brace_ = lexer_.Take().token.range;
      return true;
    }
    ReportUnexpected(context_, "'{'");
    return false;
  }

  void ParseText() {
    bool known = !statement_.dialects.empty();
    dialect_ = known ? statement_.dialects[0] : Dialect::kSqlite;
    RawBlock block = CutRawBlock(lexer_.file_text(), brace_.end, dialect_);
    if (statement_.dialects.size() > 1) CompareWithOthers(&block);
    if (block.problem && !(ambiguous_ && !block.closed)) {
      const RawProblem& problem = *block.problem;
      context_.reporter.Error(problem.kind, problem.place.begin, problem.place.end, problem.message);
    }
    statement_.raw_text = lexer_.Range(brace_.end, block.end);
    for (const RawCut& cut : block.statements) {
      statement_.raw_statements.push_back({lexer_.Range(cut.begin, cut.end)});
    }
    Close(block);
    if (known && block.closed) CheckStatements(block);
  }

  void Close(const RawBlock& block) {
    if (block.closed) return lexer_.MoveTo(block.end + 1);
    if (!block.problem && !ambiguous_) {
      context_.reporter.Error(DiagnosticKind::kUnterminated, brace_, "this block is never closed");
    }
    lexer_.LoseRest();
  }

  // All must agree on the block's end and on every cut. Goes on with the one whose end comes last: what
  // the other read behind its own was hardly meant to stand outside.
  void CompareWithOthers(RawBlock* block) {
    for (std::size_t i = 1; i < statement_.dialects.size() && !ambiguous_; ++i) {
      RawBlock other = CutRawBlock(lexer_.file_text(), brace_.end, statement_.dialects[i]);
      bool same =
          other.closed == block->closed && other.end == block->end && other.statements == block->statements;
      if (same) {
        if (!block->problem) block->problem = std::move(other.problem);
        continue;
      }
      ambiguous_ = true;
      std::uint32_t place = FirstDifference(*block, other);
      context_.reporter
          .Error(DiagnosticKind::kAmbiguousRawBlock, brace_,
                 NameOfDialect(0) + " and " + NameOfDialect(i) +
                     " do not read this block alike; write one for each")
          .AddNote(lexer_.Range(place, place + 1), "this is where they part");
      if (other.closed && (!block->closed || other.end > block->end)) *block = std::move(other);
    }
  }

  std::string NameOfDialect(std::size_t i) const { return std::string(NameOf(statement_.dialects[i])); }

  // The first place that is a statement's edge for one of them only.
  static std::uint32_t FirstDifference(const RawBlock& a, const RawBlock& b) {
    std::size_t common = std::min(a.statements.size(), b.statements.size());
    for (std::size_t i = 0; i < common; ++i) {
      if (a.statements[i].begin != b.statements[i].begin) {
        return std::min(a.statements[i].begin, b.statements[i].begin);
      }
      if (a.statements[i].end != b.statements[i].end)
        return std::min(a.statements[i].end, b.statements[i].end);
    }
    std::uint32_t place = std::min(a.end, b.end);
    const std::vector<RawCut>& longer = a.statements.size() > common ? a.statements : b.statements;
    return longer.size() > common ? std::min(place, longer[common].begin) : place;
  }

  void CheckStatements(const RawBlock& block) {
    bool transaction_none = context_.tree.header.transaction_none.has_value();
    for (const RawCut& cut : block.statements) {
      std::vector<std::string> words = LeadingWords(lexer_.file_text(), cut.begin, dialect_);
      if (!words.empty() && words[0] == "on") return ReportNested(cut);
      std::optional<StatementProblem> problem = CheckRawStatement(words, transaction_none);
      if (!problem) continue;
      auto end = cut.begin + static_cast<std::uint32_t>(words[0].size());
      context_.reporter.Error(problem->kind, cut.begin, end, std::move(problem->message));
    }
  }

  // The inner block ended the outer one, so its rest follows.
  void ReportNested(const RawCut& cut) {
    context_.reporter.Error(DiagnosticKind::kSyntaxError, cut.begin, cut.begin + 2,
                            "'on' blocks do not stand inside each other");
    SkipStatement(context_);
    if (lexer_.IsPunctuation(lexer_.Peek(), "}")) lexer_.Take();
  }

  ParseContext& context_;
  Lexer& lexer_;
  Statement statement_;
  SourceRange brace_;
  Dialect dialect_ = Dialect::kSqlite;
  bool ambiguous_ = false;
};

}  // namespace

std::optional<Statement> ParseRawStatement(ParseContext& context) {
  return RawStatementParser(&context).Parse();
}

}  // namespace instar::compiler
