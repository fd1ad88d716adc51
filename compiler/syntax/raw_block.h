// Raw SQL, cut into statements as its own database would.
#ifndef INSTAR_COMPILER_SYNTAX_RAW_BLOCK_H_
#define INSTAR_COMPILER_SYNTAX_RAW_BLOCK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "instar/table.h"

namespace instar::compiler {

// Bytes [begin, end) of the file: from a statement's first token to its last, without the `;`.
struct RawCut {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const RawCut&, const RawCut&) = default;
};

struct RawProblem {
  DiagnosticKind kind = DiagnosticKind::kUnterminated;
  RawCut place;
  std::string message;
};

struct RawBlock {
  bool closed = false;    // a `}` was found
  std::uint32_t end = 0;  // its place, or the file's end
  std::vector<RawCut> statements;
  std::optional<RawProblem> problem;  // the first one
};

// Cuts what begins behind a `{`, up to the first `}` that is a token of its own.
RawBlock CutRawBlock(std::string_view text, std::uint32_t begin, Dialect dialect);

// Behind the `;` of the one statement that begins here, or at the `}` or the end of the file before it.
std::uint32_t EndOfRawStatement(std::string_view text, std::uint32_t begin, Dialect dialect);

// The words that a statement begins with, in lower case, at most five of them.
std::vector<std::string> LeadingWords(std::string_view text, std::uint32_t begin, Dialect dialect);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_RAW_BLOCK_H_
