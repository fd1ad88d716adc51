// One text as a parsed file, for tests.
#ifndef INSTAR_COMPILER_SYNTAX_PARSE_FOR_TEST_H_
#define INSTAR_COMPILER_SYNTAX_PARSE_FOR_TEST_H_

#include <string>
#include <utility>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct ParsedText {
  explicit ParsedText(std::string text) {
    sources.Add({"a.migration", std::move(text)});
    tree = Parse(sources, 0, &diagnostics);
  }

  // "syntax-error 3:14-15, ..." with columns; empty when all is well.
  std::string Errors() const {
    std::string errors;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      LineColumn at = sources.Position(0, diagnostic.range.begin);
      if (!errors.empty()) errors += ", ";
      errors += std::string(DiagnosticName(diagnostic.kind)) + " " + std::to_string(at.line) + ":" +
                std::to_string(at.column) + "-" + std::to_string(at.column + diagnostic.range.size());
    }
    return errors;
  }

  // The statements of a block as they were written, joined by " | ".
  std::string Statements(const Block& block) const {
    std::string text;
    for (const Statement& statement : block.statements) {
      text += (text.empty() ? "" : " | ") + std::string(sources.Text(statement.range));
    }
    return text;
  }

  SourceSet sources;
  Diagnostics diagnostics;
  SyntaxTree tree;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_PARSE_FOR_TEST_H_
