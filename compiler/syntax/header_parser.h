// The clauses before the blocks: what a revision is called and where it stands.
#ifndef INSTAR_COMPILER_SYNTAX_HEADER_PARSER_H_
#define INSTAR_COMPILER_SYNTAX_HEADER_PARSER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/parse_context.h"

namespace instar::compiler {

class HeaderParser {
 public:
  explicit HeaderParser(ParseContext* context) : context_(*context), header_(context->tree.header) {}

  // Whether a clause begins with this word, which is in lower case.
  static bool Begins(std::string_view word);
  // Reads the clause behind its first word, to its end.
  void ParseClause(const std::string& word, SourceRange keyword);
  bool started() const { return !seen_.empty(); }
  // Reports the clauses that a header may not be without.
  void CheckComplete(SourceRange first_token);

 private:
  bool ParseRest(const std::string& word, SourceRange keyword);
  bool ParseRevision();
  bool ParseRevises();
  bool ParseDependsOn();
  bool ParseLabel();
  bool ParseCreated();
  bool ParseCompatibility(bool breaking, SourceRange keyword);
  bool ParseTransaction(SourceRange keyword);
  bool ParseNames(std::vector<Name>* names);
  bool AnotherFollows();
  bool CheckId(const Name& name);
  bool CheckOrder(const std::string& word, SourceRange keyword);

  ParseContext& context_;
  Header& header_;
  // Clauses seen so far, well formed or not, and their first words.
  std::map<std::string, SourceRange> seen_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_HEADER_PARSER_H_
