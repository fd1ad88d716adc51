#include "tools/instar_models/alias_spelling.h"

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

#include <map>
#include <string_view>

namespace instar::models {
namespace {

using clang::ASTContext;
using clang::CXXRecordDecl;
using clang::QualType;
using clang::TemplateArgument;

// The namespace that <instar/model.h> declares its names in.
bool IsOfModelHeader(const clang::Decl& declaration) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration.getDeclContext());
  if (space == nullptr || space->getName() != "model") return false;
  const auto* outer = llvm::dyn_cast<clang::NamespaceDecl>(space->getDeclContext());
  return outer != nullptr && outer->getName() == "instar" && outer->getDeclContext()->isTranslationUnit();
}

// "OnDelete" for OnDelete<Cascade>; empty for what model.h does not declare.
std::string OptionName(QualType type) {
  const CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (record == nullptr) return "";
  if (const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record)) {
    const clang::ClassTemplateDecl* declared = specialization->getSpecializedTemplate();
    return IsOfModelHeader(*declared) ? declared->getNameAsString() : "";
  }
  return IsOfModelHeader(*record) ? record->getNameAsString() : "";
}

const TemplateArgument* FirstArgument(QualType type) {
  const auto* specialization =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (specialization == nullptr || specialization->getTemplateArgs().size() == 0) return nullptr;
  return &specialization->getTemplateArgs()[0];
}

// "set null" for SetNull; empty for what is no action.
std::string ActionWords(const TemplateArgument* argument) {
  static const std::map<std::string_view, std::string_view> kActions = {{"Cascade", "cascade"},
                                                                        {"Restrict", "restrict"},
                                                                        {"SetNull", "set null"},
                                                                        {"SetDefault", "set default"},
                                                                        {"NoAction", "no action"}};
  if (argument == nullptr || argument->getKind() != TemplateArgument::Type) return "";
  const auto found = kActions.find(OptionName(argument->getAsType()));
  return found == kActions.end() ? "" : std::string(found->second);
}

void ReadAction(std::string_view name, QualType option, AliasSpelling* spelling) {
  const std::string action = ActionWords(FirstArgument(option));
  if (action.empty()) {
    spelling->problem = std::string(name) + " takes Cascade, Restrict, SetNull, SetDefault or NoAction";
  } else if (!spelling->reference) {
    spelling->problem = std::string(name) + " is an option of ForeignKey and References";
  } else {
    std::string& actions = spelling->reference->actions;
    if (!actions.empty()) actions += ' ';
    actions += (name == "OnDelete" ? "on delete " : "on update ") + action;
  }
}

void ReadOption(QualType option, AliasSpelling* spelling) {
  const std::string name = OptionName(option);
  if (name == "Unique") {
    spelling->words.emplace_back("unique");
  } else if (name == "Indexed") {
    spelling->words.emplace_back("index");
  } else if (name == "Transient") {
    spelling->is_transient = true;
  } else if (name == "AsText" || name == "AsInteger" || name == "AsEnum") {
    spelling->stored_as = name == "AsText" ? "text" : name == "AsInteger" ? "integer" : "enum";
  } else if (name == "Length") {
    spelling->words.push_back("length " +
                              std::to_string(FirstArgument(option)->getAsIntegral().getExtValue()));
  } else if (name == "OnDelete" || name == "OnUpdate") {
    ReadAction(name, option, spelling);
  } else if (name == "Autoincrement" && spelling->is_primary_key) {
    spelling->is_autoincrement = true;
  } else if (name == "Autoincrement") {
    spelling->problem = "Autoincrement is an option of PrimaryKey";
  } else {
    spelling->problem = "'" + option.getAsString() + "' is no option of <instar/model.h>";
  }
}

// The field that `&User::id` names, and the struct before the ::, which may have it from a base class.
Reference ReadMember(const TemplateArgument& argument) {
  Reference reference;
  if (argument.getKind() == TemplateArgument::Declaration) {
    reference.member = llvm::dyn_cast<clang::FieldDecl>(argument.getAsDecl());
  } else if (argument.getKind() == TemplateArgument::Expression) {
    const clang::Expr* expression = argument.getAsExpr()->IgnoreUnlessSpelledInSource();
    const auto* address = llvm::dyn_cast<clang::UnaryOperator>(expression);
    const auto* named =
        address == nullptr
            ? nullptr
            : llvm::dyn_cast<clang::DeclRefExpr>(address->getSubExpr()->IgnoreUnlessSpelledInSource());
    if (named == nullptr) return reference;
    reference.member = llvm::dyn_cast<clang::FieldDecl>(named->getDecl());
    if (named->hasQualifier() && named->getQualifier()->getAsType() != nullptr) {
      reference.target = named->getQualifier()->getAsType()->getAsCXXRecordDecl();
    }
  }
  if (reference.member != nullptr && reference.target == nullptr) {
    reference.target = llvm::dyn_cast<CXXRecordDecl>(reference.member->getParent());
  }
  return reference;
}

}  // namespace

std::string AliasName(const clang::TemplateSpecializationType& type) {
  if (!type.isTypeAlias()) return "";
  const clang::TemplateDecl* alias = type.getTemplateName().getAsTemplateDecl();
  return alias != nullptr && IsOfModelHeader(*alias) ? alias->getNameAsString() : "";
}

void ReadAlias(const ASTContext& context, const clang::TemplateSpecializationType& type,
               AliasSpelling* spelling) {
  (void)context;
  const std::string name = AliasName(type);
  const auto arguments = type.template_arguments();
  std::size_t first_option = 1;
  if (name == "PrimaryKey") {
    spelling->is_primary_key = true;
  } else if (name == "ForeignKey") {
    spelling->reference = ReadMember(arguments[1]);
    if (spelling->reference->member == nullptr) {
      spelling->problem = "the second argument of ForeignKey names no data member: write &Struct::member";
    }
    first_option = 2;
  } else if (name == "References") {
    spelling->reference = Reference{arguments[1].getAsType()->getAsCXXRecordDecl(), nullptr, ""};
    if (spelling->reference->target == nullptr) {
      spelling->problem = "the second argument of References is no struct";
    }
    first_option = 2;
  }
  for (std::size_t at = first_option; at < arguments.size(); ++at) {
    if (arguments[at].getKind() == TemplateArgument::Type) ReadOption(arguments[at].getAsType(), spelling);
  }
}

}  // namespace instar::models
