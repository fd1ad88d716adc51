#include "tools/instar_models/table_spelling.h"

#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "tools/instar_models/annotation.h"

namespace instar::models {
namespace {

using clang::ASTContext;
using clang::Expr;
using clang::SourceLocation;

bool IsTable(clang::QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && record->getName() == "Table" &&
         record->getQualifiedNameAsString() == "instar::model::Table";
}

void Fail(SourceLocation location, const std::string& problem, TableWords* table) {
  if (!table->problem.empty()) return;
  table->problem = problem;
  table->problem_location = location;
}

void SetName(const std::string& name, SourceLocation location, TableWords* table) {
  table->location = location;
  table->name = name;
  if (name.empty()) Fail(location, "the table has no name", table);
}

TableWords ReadAnnotation(const ASTContext& context, const Annotation& annotation) {
  TableWords table;
  const std::vector<Piece> pieces = SplitAtCommas(annotation.text.text);
  const std::string_view written =
      std::string_view(annotation.text.text).substr(pieces[0].begin, pieces[0].end - pieces[0].begin);
  const Text name = PartOf(context, annotation, pieces[0].begin, pieces[0].end);
  SetName(name.text, annotation.location, &table);
  if (!written.empty() && written.front() != '"' && !IsPlainName(written)) {
    Fail(annotation.location,
         "'" + std::string(written) + "' is no name of a table: write INSTAR_TABLE(name, ...)", &table);
  }
  for (std::size_t at = 1; at < pieces.size(); ++at) {
    Text option = PartOf(context, annotation, pieces[at].begin, pieces[at].end);
    if (!option.text.empty()) table.options.push_back(std::move(option));
  }
  return table;
}

// Copies and conversions do not change what is said.
const Expr* WithoutCopies(const Expr* expression) {
  for (;;) {
    expression = expression->IgnoreImplicit()->IgnoreParenCasts();
    if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(expression);
        list != nullptr && list->getNumInits() == 1 && IsTable(list->getInit(0)->getType())) {
      expression = list->getInit(0);
    } else if (const auto* copy = llvm::dyn_cast<clang::CXXConstructExpr>(expression);
               copy != nullptr && copy->getConstructor()->isCopyOrMoveConstructor()) {
      expression = copy->getArg(0);
    } else {
      return expression;
    }
  }
}

std::optional<Text> TextOf(const ASTContext& context, const Expr* argument) {
  Text text;
  const Expr* plain = argument->IgnoreParenImpCasts();
  text.place = PlaceOf(context, plain->getBeginLoc());
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(plain)) {
    text.text = literal->getString().str();
    const clang::SourceManager& sources = context.getSourceManager();
    const SourceLocation begin = literal->getStrTokenLoc(0);
    const unsigned size = clang::Lexer::MeasureTokenLength(begin, sources, context.getLangOpts());
    text.is_verbatim = begin.isFileID() && literal->getNumConcatenated() == 1 && size == text.text.size() + 2;
    if (text.is_verbatim) ++text.place.column;
    return text;
  }
  text.is_verbatim = false;
  const auto value = argument->tryEvaluateString(const_cast<ASTContext&>(context));
  if (!value) return std::nullopt;
  text.text = *value;
  return text;
}

// What .Column("member", "words") says, for the call at the end of a chain.
void ReadColumnCall(const ASTContext& context, const clang::CXXMemberCallExpr& call, TableWords* table) {
  const auto member = TextOf(context, call.getArg(0));
  const auto words = TextOf(context, call.getArg(1));
  if (!member || !words) {
    Fail(call.getExprLoc(), "the arguments of Column() are no constant texts", table);
  } else if (!table->by_member.emplace(member->text, *words).second) {
    Fail(call.getExprLoc(), "a second Column() for '" + member->text + "'", table);
  }
}

TableWords ReadVariable(const ASTContext& context, const clang::VarDecl& variable) {
  TableWords table;
  const Expr* expression = variable.getAnyInitializer();
  const auto* construction = static_cast<const clang::CXXConstructExpr*>(nullptr);
  while (expression != nullptr) {
    expression = WithoutCopies(expression);
    construction = llvm::dyn_cast<clang::CXXConstructExpr>(expression);
    const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expression);
    if (call == nullptr || call->getNumArgs() != 2) break;
    ReadColumnCall(context, *call, &table);
    expression = call->getImplicitObjectArgument();
  }
  if (construction == nullptr || construction->getNumArgs() == 0) {
    Fail(variable.getLocation(),
         "'" + variable.getNameAsString() + "' is not written as Table(\"name\", ...) where it is declared",
         &table);
    return table;
  }
  for (unsigned at = 0; at < construction->getNumArgs(); ++at) {
    const Expr* argument = construction->getArg(at);
    std::optional<Text> text = TextOf(context, argument);
    if (!text) {
      Fail(argument->getExprLoc(), "not a constant text", &table);
    } else if (at == 0) {
      SetName(text->text, argument->getExprLoc(), &table);
    } else {
      table.options.push_back(std::move(*text));
    }
  }
  return table;
}

}  // namespace

TableMarks MarksOf(const ASTContext& context, const clang::CXXRecordDecl& record) {
  TableMarks marks;
  marks.annotations = AnnotationsOf(context, record, kTableAnnotation);
  for (const clang::Decl* member : record.decls()) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(member);
    if (variable != nullptr && IsTable(variable->getType())) marks.variables.push_back(variable);
  }
  return marks;
}

TableWords ReadTable(const ASTContext& context, const TableMarks& marks) {
  TableWords table = marks.annotations.empty() ? ReadVariable(context, *marks.variables[0])
                                               : ReadAnnotation(context, marks.annotations[0]);
  if (marks.annotations.size() > 1) {
    Fail(marks.annotations[1].location, "a second INSTAR_TABLE for one struct", &table);
  } else if (!marks.annotations.empty() && !marks.variables.empty()) {
    Fail(marks.variables[0]->getLocation(), "the struct has an INSTAR_TABLE already", &table);
  } else if (marks.variables.size() > 1) {
    Fail(marks.variables[1]->getLocation(), "a second Table for one struct", &table);
  }
  return table;
}

}  // namespace instar::models
