#include "tools/instar_models/column_types.h"

#include <clang/AST/Expr.h>
#include <clang/AST/TypeLoc.h>
#include <clang/Sema/Lookup.h>

namespace instar::models {
namespace {

using clang::ClassTemplateDecl;
using clang::NamedDecl;

template <class Kind>
Kind* FindIn(clang::ASTContext& context, clang::DeclContext* scope, llvm::StringRef name) {
  if (scope == nullptr) return nullptr;
  for (NamedDecl* found : scope->lookup(&context.Idents.get(name))) {
    if (auto* kind = llvm::dyn_cast<Kind>(found)) return kind;
  }
  return nullptr;
}

bool IsSpecialized(ClassTemplateDecl& declared) {
  llvm::SmallVector<clang::ClassTemplatePartialSpecializationDecl*, 4> partial;
  declared.getPartialSpecializations(partial);
  return !partial.empty() || !declared.specializations().empty();
}

const clang::StringLiteral* InitialText(const clang::VarDecl& variable) {
  // A member of a partial specialisation is instantiated when it is used, which it never is here.
  const clang::VarDecl* pattern = variable.getInstantiatedFromStaticDataMember();
  const clang::Expr* text = variable.getAnyInitializer();
  if (text == nullptr && pattern != nullptr) text = pattern->getAnyInitializer();
  return text == nullptr ? nullptr : llvm::dyn_cast<clang::StringLiteral>(text->IgnoreParenImpCasts());
}

}  // namespace

ColumnTypes::ColumnTypes(clang::Sema& sema) : sema_(sema) {
  clang::ASTContext& context = sema.getASTContext();
  auto* instar = FindIn<clang::NamespaceDecl>(context, context.getTranslationUnitDecl(), "instar");
  auto* model = FindIn<clang::NamespaceDecl>(context, instar, "model");
  auto* declared = FindIn<ClassTemplateDecl>(context, model, "ColumnType");
  if (declared != nullptr && IsSpecialized(*declared)) template_ = declared;
}

std::optional<ColumnTypes::Declared> ColumnTypes::Find(clang::QualType type) {
  if (template_ == nullptr) return std::nullopt;
  clang::ASTContext& context = sema_.getASTContext();
  type = context.getCanonicalType(type).getUnqualifiedType();
  const clang::SourceLocation nowhere;
  clang::TemplateArgumentListInfo arguments(nowhere, nowhere);
  arguments.addArgument(clang::TemplateArgumentLoc(clang::TemplateArgument(type),
                                                   context.getTrivialTypeSourceInfo(type, nowhere)));
  const clang::QualType specialization =
      sema_.CheckTemplateIdType(clang::TemplateName(template_), template_->getLocation(), arguments);
  // The primary template is never defined.
  if (specialization.isNull() || !sema_.isCompleteType(template_->getLocation(), specialization)) {
    return std::nullopt;
  }
  clang::CXXRecordDecl* record = specialization->getAsCXXRecordDecl();
  Declared found{"", record};
  if (const auto* name = FindIn<clang::VarDecl>(context, record, "name")) {
    if (const clang::StringLiteral* text = InitialText(*name)) found.name = text->getString().str();
  }
  return found;
}

}  // namespace instar::models
