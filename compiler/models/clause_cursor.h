// The tokens of one annotation. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_CLAUSE_CURSOR_H_
#define INSTAR_COMPILER_MODELS_CLAUSE_CURSOR_H_

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/token.h"

namespace instar::compiler {

class ClauseCursor {
 public:
  // Reads all tokens, and reports what could reach beyond the text.
  ClauseCursor(const SourceSet& texts, FileId file, Diagnostics* diagnostics);

  bool failed() const { return failed_; }
  bool AtEnd() const { return at_ >= tokens_.size(); }
  // Behind the end: of kind kEnd, at the text's end.
  const Token& Peek(std::size_t ahead = 0) const;
  std::string_view Text(const Token& token) const { return texts_.Text(token.range); }
  // Words in any case; punctuation.
  bool NextIs(std::string_view text, std::size_t ahead = 0) const;
  bool NextIsName() const;

  Token Take() { return tokens_[at_++]; }
  void TakeInto(std::vector<Token>* tokens) { tokens->push_back(Take()); }
  bool TakeIf(std::string_view text);
  // From '(' to its ')', which is there.
  void TakeParentheses(std::vector<Token>* tokens);
  void TakeRest(std::vector<Token>* tokens);

  SourceRange RangeFrom(std::size_t first) const;
  std::size_t position() const { return at_; }

  Diagnostic& Error(SourceRange range, std::string message);
  // "expected WHAT, found 'x'"; gives false.
  bool Unexpected(std::string_view what);

 private:
  void Check();

  const SourceSet& texts_;
  FileId file_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  Token end_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_CLAUSE_CURSOR_H_
