// The two ways to say that a struct is a table.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_TABLE_SPELLING_H_
#define INSTAR_TOOLS_INSTAR_MODELS_TABLE_SPELLING_H_

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>

#include <map>
#include <string>
#include <vector>

#include "tools/instar_models/models.h"
#include "tools/instar_models/source_text.h"

namespace instar::models {

// What stands at a struct.
struct TableMarks {
  std::vector<Annotation> annotations;           // INSTAR_TABLE
  std::vector<const clang::VarDecl*> variables;  // instar::model::Table
  bool empty() const { return annotations.empty() && variables.empty(); }
};

TableMarks MarksOf(const clang::ASTContext& context, const clang::CXXRecordDecl& record);

// What it says.
struct TableWords {
  std::string name;
  clang::SourceLocation location;  // of the name
  std::vector<Text> options;
  std::map<std::string, Text> by_member;  // Table(...).Column()
  // When something is wrong: what, and where.
  std::string problem;
  clang::SourceLocation problem_location;
};

// The marks are not empty.
TableWords ReadTable(const clang::ASTContext& context, const TableMarks& marks);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_TABLE_SPELLING_H_
