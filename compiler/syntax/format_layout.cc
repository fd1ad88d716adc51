#include "compiler/syntax/format_layout.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/syntax/format_spacing.h"

namespace instar::compiler {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kKeyword = 8;  // `revision`
constexpr int kNoBreak = -1;

// At depth 0 each of these may begin a line of a long statement.
constexpr std::array kClauses = {"select", "from",  "where", "set",   "values",    "group",  "having",
                                 "order",  "limit", "union", "on",    "intersect", "except", "returning",
                                 "left",   "inner", "join",  "cross", "as"};

// In a line that is still too long, these are better places than others.
constexpr std::array kGoodBreaks = {"and",  "or",   "check", "references", "constraint", "default", "when",
                                    "then", "else", "from",  "where",      "select",     "group",   "order",
                                    "join", "on",   "using", "generated",  "not",        "union",   "values"};

bool IsComment(const Piece& piece) {
  return piece.kind == PieceKind::kLineComment || piece.kind == PieceKind::kBlockComment;
}

template <typename Words>
bool IsOneOf(std::string_view token, const Words& words) {
  for (const char* word : words) {
    if (IsWord(token, word)) return true;
  }
  return false;
}

// A piece with all that its place depends on.
struct Atom {
  std::string_view text;
  bool is_line_comment = false;
  bool is_raw = false;
  bool space_before = false;
  bool good_break = false;      // a better place than others to begin a line
  int depth = 0;                // of parentheses
  int break_indent = kNoBreak;  // begins a line, indented by this many levels
};

class SpanLayout {
 public:
  SpanLayout(const Span& span, std::size_t indent, std::string* out)
      : span_(span), indent_(indent), out_(*out) {}

  void Run() {
    const std::size_t first = LayOutLeadingComments();
    if (first == span_.pieces.size()) return;
    MakeAtoms(first);
    if (span_.kind == SpanKind::kSql) FindBreaks();
    for (std::size_t begin = 0; begin < atoms_.size();) begin = LayOutLine(begin);
  }

 private:
  std::size_t LayOutLeadingComments() {
    std::size_t i = 0;
    for (; i < span_.pieces.size() && IsComment(span_.pieces[i]); ++i) {
      const bool stays = i > 0 && !span_.pieces[i].starts_line;
      if (stays) {
        out_.back() = ' ';
      } else {
        if (i > 0 && span_.pieces[i].after_blank_line) out_ += '\n';
        out_.append(indent_, ' ');
      }
      out_.append(span_.pieces[i].text);
      out_ += '\n';
    }
    if (i > 0 && i < span_.pieces.size() && span_.pieces[i].after_blank_line) out_ += '\n';
    return i;
  }

  void MakeAtoms(std::size_t first) {
    int depth = 0;
    bool after_line_comment = false;
    for (std::size_t i = first; i < span_.pieces.size(); ++i) {
      const Piece& piece = span_.pieces[i];
      Atom atom;
      atom.text = piece.text;
      atom.is_line_comment = piece.kind == PieceKind::kLineComment;
      if (IsComment(piece)) {
        atom.space_before = true;
        if (piece.starts_line && !atoms_.empty()) atom.break_indent = 1;
      } else {
        tokens_.push_back(piece.text);
        token_atoms_.push_back(atoms_.size());
        const std::size_t t = tokens_.size() - 1;
        atom.space_before = t > 0 && SpaceBefore(tokens_, t);
        if (i > first && IsComment(span_.pieces[i - 1]) && atom.text != ";") atom.space_before = true;
        atom.is_raw = piece.kind == PieceKind::kRaw;
        if (atom.text == ")") --depth;
        atom.good_break = (t > 0 && tokens_[t - 1] == ",") || IsOneOf(atom.text, kGoodBreaks);
      }
      if (after_line_comment && atom.break_indent == kNoBreak) atom.break_indent = 1;
      atom.depth = depth;
      if (!IsComment(piece) && atom.text == "(") ++depth;
      after_line_comment = atom.is_line_comment;
      atoms_.push_back(atom);
    }
    // `revises  a`, so that the header's values stand in a column.
    if (span_.kind == SpanKind::kClause && tokens_.size() > 1 && IsAligned(tokens_[0])) {
      padding_ = kKeyword - tokens_[0].size();
    }
  }

  static bool IsAligned(std::string_view keyword) {
    return IsWord(keyword, "revises") || IsWord(keyword, "created") || IsWord(keyword, "label");
  }

  bool Begins(std::string_view first, std::string_view second) const {
    return tokens_.size() > 2 && IsWord(tokens_[0], first) && IsWord(tokens_[1], second);
  }

  void FindBreaks() {
    if (Begins("create", "table")) {
      BreakItems();
    } else if (Begins("alter", "table")) {
      BreakActions();
    } else if (FlatWidth() > kWidth) {
      for (std::size_t t = 1; t < tokens_.size(); ++t) {
        Atom& atom = atoms_[token_atoms_[t]];
        if (atom.depth == 0 && IsOneOf(tokens_[t], kClauses) && !GoesOn(t)) atom.break_indent = 1;
      }
    }
  }

  // The second word of a clause whose first one began the line.
  bool GoesOn(std::size_t t) const {
    const std::string_view before = tokens_[t - 1];
    if (IsWord(tokens_[t], "join"))
      return IsWord(before, "left") || IsWord(before, "inner") || IsWord(before, "cross");
    if (IsWord(tokens_[t], "from")) return IsWord(before, "delete") || IsWord(before, "distinct");
    if (IsWord(tokens_[t], "set")) return IsWord(before, "update");
    if (IsWord(tokens_[t], "values")) return IsWord(before, "default");
    if (IsWord(tokens_[t], "select")) return IsWord(before, "union") || IsWord(before, "all");
    if (IsWord(tokens_[t], "as")) return !IsWord(tokens_[0], "create");
    return false;
  }

  // One column or constraint to a line, where there are several.
  void BreakItems() {
    std::size_t open = tokens_.size();
    std::vector<std::size_t> begins;
    for (std::size_t t = 0; t < tokens_.size(); ++t) {
      const int depth = atoms_[token_atoms_[t]].depth;
      if (depth == 0 && tokens_[t] == "(" && open == tokens_.size()) {
        open = t;
        begins.push_back(t + 1);
      } else if (open < t && depth == 1 && tokens_[t] == ",") {
        begins.push_back(t + 1);
      } else if (open < t && depth == 0 && tokens_[t] == ")") {
        if (begins.size() < 2 && FlatWidth() <= kWidth) return;
        for (const std::size_t begin : begins) BreakBefore(begin, 1);
        BreakBefore(t, 0);
        return;
      }
    }
  }

  // One action to a line, where there are several.
  void BreakActions() {
    const bool conditional = IsWord(tokens_[2], "if") && tokens_.size() > 4;
    std::vector<std::size_t> begins = {conditional ? std::size_t{5} : std::size_t{3}};
    for (std::size_t t = begins[0]; t < tokens_.size(); ++t) {
      if (tokens_[t] == "," && atoms_[token_atoms_[t]].depth == 0) begins.push_back(t + 1);
    }
    if (begins.size() < 2) return;
    for (const std::size_t begin : begins) BreakBefore(begin, 1);
  }

  // A comment that begins the line before the token keeps its place, in the same column; one that ends the
  // line before is no part of the new one.
  void BreakBefore(std::size_t t, int levels) {
    if (t >= tokens_.size()) return;
    const std::size_t at = token_atoms_[t];
    atoms_[at].break_indent = levels;
    for (std::size_t i = at; i > 0 && token_atoms_[t - 1] < i - 1; --i) {
      if (atoms_[i - 1].break_indent != kNoBreak) atoms_[i - 1].break_indent = levels > 0 ? levels : 1;
    }
  }

  std::size_t FlatWidth() const {
    std::size_t width = indent_;
    for (const Atom& atom : atoms_) width += atom.text.size() + (atom.space_before ? 1 : 0);
    return width;
  }

  static std::size_t Levels(int break_indent) { return static_cast<std::size_t>(break_indent) * kIndent; }

  // Lays out the atoms from `begin` up to the next that begins a line; returns that one.
  std::size_t LayOutLine(std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < atoms_.size() && atoms_[end].break_indent == kNoBreak) ++end;
    const std::size_t line_indent = indent_ + (begin == 0 ? 0 : Levels(atoms_[begin].break_indent));
    std::size_t indent = line_indent;
    while (begin < end) {
      const std::size_t next = EndOfLine(begin, end, indent);
      Write(begin, next, indent);
      begin = next;
      if (begin < end) indent = line_indent + Levels(1 + atoms_[begin].depth);
    }
    return end;
  }

  // Where the line that begins with `begin` must end for its width: behind the last place at the smallest
  // depth, a good one if there is one.
  std::size_t EndOfLine(std::size_t begin, std::size_t end, std::size_t indent) const {
    std::size_t width = indent + (begin == 0 ? padding_ : 0);
    std::size_t best = end;
    for (std::size_t i = begin; i < end; ++i) {
      const Atom& atom = atoms_[i];
      if (i > begin && atom.space_before) {
        // What no break can shorten stands where it is.
        if (!atom.is_line_comment && !atom.is_raw && (best == end || IsBetter(atom, atoms_[best]))) best = i;
        ++width;
      }
      if (atom.is_line_comment || atom.is_raw) return end;
      width += atom.text.size();
      if (width > kWidth && best != end) return best;
    }
    return end;
  }

  static bool IsBetter(const Atom& a, const Atom& b) {
    if (a.good_break != b.good_break) return a.good_break;
    return a.depth <= b.depth;
  }

  void Write(std::size_t begin, std::size_t end, std::size_t indent) {
    out_.append(indent, ' ');
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin && atoms_[i].space_before) out_ += ' ';
      out_.append(atoms_[i].text);
      if (i == 0) out_.append(padding_, ' ');
    }
    out_ += '\n';
  }

  const Span& span_;
  const std::size_t indent_;
  std::string& out_;
  std::vector<Atom> atoms_;
  std::vector<std::string_view> tokens_;
  std::vector<std::size_t> token_atoms_;  // where each token is in atoms_
  std::size_t padding_ = 0;
};

}  // namespace

void LayOut(const Span& span, std::size_t indent, std::string* out) { SpanLayout(span, indent, out).Run(); }

}  // namespace instar::compiler
