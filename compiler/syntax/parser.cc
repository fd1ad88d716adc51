#include "compiler/syntax/parser.h"

#include <optional>
#include <string>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/block_parser.h"
#include "compiler/syntax/header_parser.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/parse_context.h"
#include "compiler/syntax/text_check.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

class FileParser {
 public:
  FileParser(std::string_view text, FileId file, ParseDepth depth, Diagnostics* diagnostics)
      : context_(text, file, depth, diagnostics), lexer_(context_.lexer), header_(&context_) {}

  SyntaxTree Parse() {
    SourceRange first = lexer_.Peek().token.range;
    while (lexer_.Peek().token.kind != TokenKind::kEnd) {
      if (context_.depth == ParseDepth::kHeader && IsBlock(lexer_.Peek())) break;
      ParseOne();
    }
    // A bad last token hides the end; it is reported by now.
    header_.CheckComplete(first);
    if (context_.depth != ParseDepth::kHeader) CheckUpgrade(first);
    context_.tree.has_errors = context_.reporter.errors() > 0;
    return std::move(context_.tree);
  }

 private:
  bool IsBlock(const Lexeme& lexeme) {
    return lexer_.Is(lexeme, "upgrade") || lexer_.Is(lexeme, "downgrade") ||
           lexer_.Is(lexeme, "irreversible");
  }

  void ParseOne() {
    Lexeme first = lexer_.Take();
    if (first.bad) return SkipClause(context_);
    if (lexer_.IsPunctuation(first, ";")) return ReportSemicolon(first.token.range);
    std::string word = first.token.kind == TokenKind::kWord ? LowerWord(lexer_.TextOf(first.token)) : "";
    if (!IsTopLevelWord(word)) word = Correct(first, word);
    if (word.empty()) return SkipClause(context_);
    SourceRange keyword = first.token.range;
    if (word == "revision" && first_block_ && context_.tree.header.revision) {
      return ReportSecondRevision(keyword);
    }
    if (HeaderParser::Begins(word)) {
      ParseClause(word, keyword);
    } else if (word == "upgrade") {
      ParseUpgrade(keyword);
    } else {
      ParseDowngrade(word, keyword);
    }
  }

  void ReportSemicolon(SourceRange place) {
    context_.reporter.Error(DiagnosticKind::kSyntaxError, place, "no ';' follows a block")
        .AddFixIt(place, "");
  }

  // All that follows belongs to it, so that nothing more can be said of this file.
  void ReportSecondRevision(SourceRange keyword) {
    context_.reporter
        .Error(DiagnosticKind::kDuplicateClause, keyword,
               "a second revision in one file; write one revision per file")
        .AddNote(context_.tree.header.revision->range, "the first one is here");
    context_.tree.hides_revisions = true;
    lexer_.LoseRest();
  }

  // Reports a word that means nothing here. The one it was meant to be, or empty.
  std::string Correct(const Lexeme& first, const std::string& word) {
    // Plain SQL: that there is no header says enough.
    if (IsSql(word) && !header_.started()) return "";
    std::string near = word.empty() ? "" : ClosestTopLevelWord(word);
    std::string shown =
        first.token.range.size() > 40 ? "this" : "'" + std::string(lexer_.TextOf(first.token)) + "'";
    std::string message = shown + " begins no clause of a migration" + DidYouMean(near);
    if (IsSql(word)) message = "statements belong between the braces of 'upgrade { }'";
    Diagnostic& error =
        context_.reporter.Error(DiagnosticKind::kSyntaxError, first.token.range, std::move(message));
    if (IsSql(word)) return "";
    if (!near.empty()) error.AddFixIt(first.token.range, near);
    return near;
  }

  static bool IsSql(std::string_view word) {
    for (std::string_view known :
         {"create", "alter", "drop", "insert", "update", "delete", "with", "on", "call"}) {
      if (word == known) return true;
    }
    return false;
  }

  void ParseClause(const std::string& word, SourceRange keyword) {
    if (first_block_) {
      context_.reporter
          .Error(DiagnosticKind::kSyntaxError, keyword, "'" + word + "' belongs before the blocks")
          .AddNote(*first_block_, "the first block is here");
    }
    header_.ParseClause(word, keyword);
  }

  void ParseUpgrade(SourceRange keyword) {
    SourceRange first = context_.tree.upgrade_keyword;
    if (first.valid()) {
      context_.reporter.Error(DiagnosticKind::kDuplicateClause, keyword, "a second 'upgrade'")
          .AddNote(first, "the first one is here");
      return SkipClause(context_);
    }
    context_.tree.upgrade_keyword = keyword;
    if (!early_downgrade_.empty()) {
      context_.reporter.Error(DiagnosticKind::kSyntaxError, *first_block_,
                              "write 'upgrade' before '" + early_downgrade_ + "'");
    }
    if (!first_block_) first_block_ = keyword;
    if (ExpectBrace("'{' after 'upgrade'")) context_.tree.upgrade = ParseBlock(context_, BlockKind::kUpgrade);
  }

  bool ExpectBrace(std::string_view expected) {
    if (lexer_.IsPunctuation(lexer_.Peek(), "{")) return true;
    ReportUnexpected(context_, expected);
    SkipClause(context_);
    return false;
  }

  void ParseDowngrade(const std::string& word, SourceRange keyword) {
    Downgrade& downgrade = context_.tree.downgrade;
    if (downgrade.keyword.valid()) {
      context_.reporter
          .Error(DiagnosticKind::kDuplicateClause, keyword,
                 "a second '" + word + "': write one of 'downgrade' and 'irreversible', once")
          .AddNote(downgrade.keyword, "the first one is here");
      return SkipClause(context_);
    }
    // Where none follows, that it is missing says enough.
    if (!context_.tree.upgrade_keyword.valid()) early_downgrade_ = word;
    if (!first_block_) first_block_ = keyword;
    downgrade.keyword = keyword;
    if (word == "irreversible") return ParseIrreversible(&downgrade);
    if (lexer_.Is(lexer_.Peek(), "irreversible")) return ParseDowngradeIrreversible(&downgrade);
    if (lexer_.Is(lexer_.Peek(), "auto")) return ParseDowngradeAuto(&downgrade);
    if (!ExpectBrace("'{' or 'auto' after 'downgrade'")) return;
    downgrade.kind = DowngradeKind::kBlock;
    if (context_.depth < ParseDepth::kSql) return lexer_.LoseRest();
    downgrade.block = ParseBlock(context_, BlockKind::kDowngrade);
  }

  void ParseIrreversible(Downgrade* downgrade) {
    downgrade->kind = DowngradeKind::kIrreversible;
    std::optional<Text> reason = ExpectReason(context_, "'irreversible'");
    if (!reason) return SkipClause(context_);
    downgrade->reason = std::move(*reason);
    if (!ExpectSemicolon(context_, "this clause")) SkipClause(context_);
  }

  void ParseDowngradeIrreversible(Downgrade* downgrade) {
    SourceRange irreversible = lexer_.Take().token.range;
    SourceRange before = lexer_.Range(downgrade->keyword.begin, irreversible.begin);
    context_.reporter
        .Error(DiagnosticKind::kSyntaxError, downgrade->keyword,
               "'irreversible' stands without 'downgrade': write 'irreversible \"why\";'")
        .AddFixIt(before, "");
    downgrade->keyword = irreversible;
    ParseIrreversible(downgrade);
  }

  void ParseDowngradeAuto(Downgrade* downgrade) {
    lexer_.Take();
    downgrade->kind = DowngradeKind::kAuto;
    if (lexer_.Is(lexer_.Peek(), "keeping")) {
      lexer_.Take();
      if (!lexer_.Is(lexer_.Peek(), "data")) {
        ReportUnexpected(context_, "'data' after 'keeping'");
        return SkipClause(context_);
      }
      lexer_.Take();
      downgrade->kind = DowngradeKind::kAutoKeepingData;
    }
    if (!ExpectSemicolon(context_, "this clause")) SkipClause(context_);
  }

  void CheckUpgrade(SourceRange first) {
    if (context_.tree.upgrade_keyword.valid() || lexer_.lost()) return;
    const std::optional<Name>& revision = context_.tree.header.revision;
    // Without either this is hardly a migration: that much was said.
    if (!revision && context_.reporter.errors() > 0) return;
    context_.reporter.Error(DiagnosticKind::kMissingUpgrade, revision ? revision->range : first,
                            "this revision has no 'upgrade { }'");
  }

  ParseContext context_;
  Lexer& lexer_;
  HeaderParser header_;
  std::optional<SourceRange> first_block_;
  // The word of a downgrade that stands before any upgrade; then that is the first block.
  std::string early_downgrade_;
};

}  // namespace

SyntaxTree Parse(const SourceSet& sources, FileId file, Diagnostics* diagnostics, ParseDepth depth) {
  std::string_view text = sources.file(file).text;
  std::optional<NotText> problem = CheckText(text);
  if (!problem) return FileParser(text, file, depth, diagnostics).Parse();
  diagnostics->Add(DiagnosticKind::kNotText, {file, problem->begin, problem->end},
                   std::move(problem->message));
  SyntaxTree tree;
  tree.file = file;
  tree.has_errors = true;
  return tree;
}

}  // namespace instar::compiler
