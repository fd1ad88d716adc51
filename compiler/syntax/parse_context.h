// What the parts of the parser share while they read one file.
#ifndef INSTAR_COMPILER_SYNTAX_PARSE_CONTEXT_H_
#define INSTAR_COMPILER_SYNTAX_PARSE_CONTEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/reporter.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct ParseContext {
  ParseContext(std::string_view text, FileId file, ParseDepth parse_depth, Diagnostics* diagnostics)
      : reporter(file, diagnostics), lexer(text, file, &reporter), depth(parse_depth) {
    tree.file = file;
  }
  ParseContext(const ParseContext&) = delete;
  ParseContext& operator=(const ParseContext&) = delete;

  Reporter reporter;
  Lexer lexer;
  SyntaxTree tree;
  ParseDepth depth;
  // Of the statement that is read, again and again in the same memory.
  std::vector<Token> tokens;
};

// Takes the `;` that ends what was read, or reports that it is missing after `what` ("the statement").
bool ExpectSemicolon(ParseContext& context, std::string_view what);

// Reports that something else than `expected` ("a name") comes next; says nothing about a token that is bad
// itself.
void ReportUnexpected(ParseContext& context, std::string_view expected);

// `"why"`, which may not be missing or empty. `what` is what it explains.
std::optional<Text> ExpectReason(ParseContext& context, std::string_view what);

// LINT[, LINT...] "why"; behind the word `allow` at `keyword`.
bool ParseAllow(ParseContext& context, SourceRange keyword, Allow* allow);

// Skips the rest of a statement: behind its `;`, or to the `}` of the block that holds it.
void SkipStatement(ParseContext& context);

// Skips the rest of a clause or block outside of blocks: behind its `;` or its closing `}`, or to a line that
// begins with a word of the header.
void SkipClause(ParseContext& context);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_PARSE_CONTEXT_H_
