#include "compiler/syntax/format_pieces.h"

#include <algorithm>
#include <utility>

namespace instar::compiler {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

class Splitter {
 public:
  Splitter(std::string_view text, const SyntaxTree& tree) : text_(text), tree_(tree) {}

  std::vector<Span> Split() {
    AddClauses(tree_.upgrade_keyword.begin);
    AddBlock(tree_.upgrade);
    const Downgrade& downgrade = tree_.downgrade;
    if (downgrade.kind == DowngradeKind::kBlock) {
      AddClauses(downgrade.keyword.begin);
      AddBlock(downgrade.block);
    }
    AddClauses(text_.size());
    TakeComments();
    Finish(SpanKind::kComments);
    return std::move(spans_);
  }

 private:
  // Up to `end`, cut behind each `;`. Comments before `end` wait for what follows.
  void AddClauses(std::size_t end) {
    TakeComments();
    while (at_ < end) {
      const bool last = text_[at_] == ';';
      AddWord();
      if (last) {
        TakeTrailingComment();
        Finish(SpanKind::kClause);
      }
      TakeComments();
    }
  }

  void AddBlock(const Block& block) {
    while (at_ <= block.range.begin) {
      AddWord();
      if (at_ <= block.range.begin) TakeComments();
    }
    TakeTrailingComment();
    Finish(SpanKind::kBlockStart);
    for (const Statement& statement : block.statements) AddStatement(statement);
    TakeComments();
    Finish(SpanKind::kComments);
    AddWord();
    TakeTrailingComment();
    Finish(SpanKind::kBlockEnd);
  }

  void AddStatement(const Statement& statement) {
    if (statement.kind == StatementKind::kSql) {
      for (const Token& token : statement.tokens) {
        TakeComments();
        Add(PieceKind::kToken, token.range.end);
      }
    } else {
      const bool is_raw = statement.kind == StatementKind::kRaw;
      const std::size_t end = is_raw ? statement.raw_text.begin - 1 : statement.range.end;
      TakeComments();
      while (at_ < end) {
        AddWord();
        TakeComments();
      }
      if (is_raw) Add(PieceKind::kRaw, statement.raw_text.end + 1);
    }
    if (statement.kind != StatementKind::kRaw) {
      TakeComments();
      AddWord();  // the `;`
    }
    TakeTrailingComment();
    Finish(statement.kind == StatementKind::kSql ? SpanKind::kSql : SpanKind::kStatement);
  }

  // What the header's ids, the strings of both kinds and single signs have in common.
  void AddWord() {
    const char first = text_[at_];
    std::size_t end = at_ + 1;
    if (first == '"' || first == '\'') {
      // A doubled quote reads as two strings side by side.
      end = std::min(text_.find(first, end), text_.size() - 1) + 1;
      while (end < text_.size() && text_[end] == first) {
        end = std::min(text_.find(first, end + 1), text_.size() - 1) + 1;
      }
    } else if (!EndsWord(first)) {
      while (end < text_.size() && !EndsWord(text_[end]) && !IsSpace(text_[end])) ++end;
    }
    Add(PieceKind::kToken, end);
  }

  static bool EndsWord(char c) {
    return c == ',' || c == ';' || c == '"' || c == '\'' || c == '{' || c == '}' || c == ':';
  }

  bool TakeSpace() {
    bool line_ended = false;
    for (; at_ < text_.size() && IsSpace(text_[at_]); ++at_) {
      if (text_[at_] != '\n') continue;
      blank_line_ = blank_line_ || starts_line_;
      starts_line_ = line_ended = true;
    }
    return line_ended;
  }

  bool TakeComment() {
    const std::string_view rest = text_.substr(at_);
    if (rest.substr(0, 2) == "--") {
      std::size_t end = std::min(rest.find('\n'), rest.size());
      while (end > 0 && IsSpace(rest[end - 1])) --end;
      Add(PieceKind::kLineComment, at_ + end);
      return true;
    }
    if (rest.substr(0, 2) != "/*") return false;
    const std::size_t end = rest.find("*/", 2);
    Add(PieceKind::kBlockComment, end == std::string_view::npos ? text_.size() : at_ + end + 2);
    return true;
  }

  void TakeComments() {
    do TakeSpace();
    while (TakeComment());
  }

  // What stands behind a statement on its last line belongs to it.
  void TakeTrailingComment() {
    while (!TakeSpace() && TakeComment()) {
      if (pieces_.back().kind == PieceKind::kLineComment) return;
    }
  }

  void Add(PieceKind kind, std::size_t end) {
    pieces_.push_back({kind, text_.substr(at_, end - at_), starts_line_, blank_line_});
    at_ = end;
    starts_line_ = blank_line_ = false;
  }

  void Finish(SpanKind kind) {
    if (!pieces_.empty()) spans_.push_back({kind, std::exchange(pieces_, {})});
  }

  std::string_view text_;
  const SyntaxTree& tree_;
  std::size_t at_ = 0;
  bool starts_line_ = true;
  bool blank_line_ = false;
  std::vector<Piece> pieces_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> SpansOf(std::string_view text, const SyntaxTree& tree) {
  return Splitter(text, tree).Split();
}

}  // namespace instar::compiler
