// A migration as the formatter sees it: what stands on lines of its own, and the pieces of each, comments
// among them.
#ifndef INSTAR_COMPILER_SYNTAX_FORMAT_PIECES_H_
#define INSTAR_COMPILER_SYNTAX_FORMAT_PIECES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

enum class PieceKind {
  kToken,         // or an id or a string of the header
  kRaw,           // an `on` block from its `{` to its `}`
  kLineComment,   // `-- ...`, without the end of its line
  kBlockComment,  // `/* ... */`
};

struct Piece {
  PieceKind kind = PieceKind::kToken;
  std::string_view text;
  bool starts_line = false;
  bool after_blank_line = false;
};

enum class SpanKind {
  kClause,      // revision a;
  kBlockStart,  // upgrade {
  kSql,
  kStatement,  // all that is no SQL: call, allow, auto, on
  kBlockEnd,   // }
  kComments,   // what stands before the end of a block or of the file
};

struct Span {
  SpanKind kind = SpanKind::kClause;
  std::vector<Piece> pieces;
};

// `text` is the file's, and the tree has no errors. Nothing but space is left out. The pieces view the text.
std::vector<Span> SpansOf(std::string_view text, const SyntaxTree& tree);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_FORMAT_PIECES_H_
