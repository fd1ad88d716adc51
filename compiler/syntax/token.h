// The words of the language.
#ifndef INSTAR_COMPILER_SYNTAX_TOKEN_H_
#define INSTAR_COMPILER_SYNTAX_TOKEN_H_

#include <cstdint>

#include "compiler/source/source.h"

namespace instar::compiler {

// The numbers are hashed into the meaning of a revision (chain/hash.h): never renumber, never reuse.
enum class TokenKind : std::uint8_t {
  kWord = 1,         // create, users: not quoted, case-insensitive
  kQuotedName = 2,   // "x"
  kString = 3,       // 'x'
  kBlob = 4,         // x'00ff'
  kNumber = 5,       // 12, 1.5e3, 0xff
  kPunctuation = 6,  // ( ) , ; . and operators, one token each: <= is one
  kEnd = 7,          // end of the file; never hashed
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  SourceRange range;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_TOKEN_H_
