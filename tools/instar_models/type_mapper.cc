#include "tools/instar_models/type_mapper.h"

#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/SmallString.h>

#include "tools/instar_models/annotation.h"
#include "tools/instar_models/known_types.h"
#include "tools/instar_models/source_text.h"

namespace instar::models {
namespace {

using clang::CXXRecordDecl;
using clang::QualType;

// Takes names for a type away until it is written as a template with arguments, or is nothing but itself.
QualType WithoutNames(QualType type, const clang::ASTContext& context) {
  for (;;) {
    if (llvm::isa<clang::TemplateSpecializationType>(type.getTypePtr())) return type;
    const QualType next = type.getSingleStepDesugaredType(context);
    if (next == type) return type;
    type = next;
  }
}

// The argument as it is written, which may be an alias that says something.
QualType FirstTypeArgument(QualType written, const CXXRecordDecl& record) {
  if (const auto* type = llvm::dyn_cast<clang::TemplateSpecializationType>(written.getTypePtr())) {
    return type->template_arguments()[0].getAsType();
  }
  return llvm::cast<clang::ClassTemplateSpecializationDecl>(record).getTemplateArgs()[0].getAsType();
}

std::string InDecimal(const llvm::APSInt& number) {
  llvm::SmallString<32> text;
  number.toString(text, 10);
  return text.str().str();
}

// Of an enumerator in the database: that in INSTAR_NAME, or its own.
std::string NameOf(const clang::ASTContext& context, const clang::EnumConstantDecl& value) {
  const std::vector<Annotation> annotations = AnnotationsOf(context, value, kNameAnnotation);
  if (annotations.empty()) return value.getNameAsString();
  const Piece piece = TrimmedPiece(annotations[0].text.text);
  return PartOf(context, annotations[0], piece.begin, piece.end).text;
}

// Why a type that is no builtin, enum or class is no column.
std::string OtherProblem(QualType type) {
  if (type->isReferenceType()) return "a reference means nothing in a row; store the other row's key";
  if (type->isMemberPointerType() || type->isFunctionPointerType()) return "code is not stored in a row";
  if (type->isPointerType()) {
    return type->getPointeeType()->isCharType()
               ? "a pointer does not own its text; use std::string"
               : "a pointer means nothing in a row; store the other row's key";
  }
  if (type->isArrayType()) {
    return type->getAsArrayTypeUnsafe()->getElementType()->isCharType()
               ? "use std::string"
               : "use std::array of std::byte, or a table of its own for the elements";
  }
  return "no column type is known for it";
}

bool HasPrivateMember(const Members& members) {
  for (const clang::FieldDecl* field : members.fields) {
    if (field->getAccess() == clang::AS_private || field->getAccess() == clang::AS_protected) return true;
  }
  return false;
}

}  // namespace

Members MembersOf(const CXXRecordDecl& record, const Tables& tables) {
  Members members;
  // Root first and the last base before the others: the other way round is the order of the members.
  std::vector<const CXXRecordDecl*> order;
  std::vector<const CXXRecordDecl*> waiting = {&record};
  while (!waiting.empty()) {
    const CXXRecordDecl* next = waiting.back();
    waiting.pop_back();
    order.push_back(next);
    for (const clang::CXXBaseSpecifier& base : next->bases()) {
      const CXXRecordDecl* definition = base.getType()->getAsCXXRecordDecl();
      if (definition != nullptr) definition = definition->getDefinition();
      if (definition == nullptr) continue;
      members.problem_location = base.getBeginLoc();
      members.about = definition;
      const bool has_members = !definition->field_empty() || definition->getNumBases() > 0;
      if (tables.contains(definition)) {
        members.problem = "the base class '" + definition->getNameAsString() +
                          "' is a table of its own; store its key, or take the members that both have into a "
                          "struct that is no table";
      } else if (has_members && base.isVirtual()) {
        members.problem = "the members of a virtual base class are no columns; inherit without 'virtual'";
      } else if (has_members && base.getAccessSpecifier() != clang::AS_public) {
        members.problem = "the members of a base class are columns only where it is public";
      } else if (!definition->field_empty() && definition->isInStdNamespace()) {
        members.problem = "a class of the standard library cannot be a part of a table";
      }
      if (!members.problem.empty()) return members;
      waiting.push_back(definition);
    }
  }
  for (auto next = order.rbegin(); next != order.rend(); ++next) {
    for (const clang::FieldDecl* field : (*next)->fields()) members.fields.push_back(field);
  }
  return members;
}

std::string TypeMapper::Quoted(QualType type) const {
  return "'" + type.getAsString(context_.getPrintingPolicy()) + "'";
}

std::string TypeMapper::NoColumn(QualType type, const std::string& reason) const {
  return Quoted(type) + " has no column type: " + reason;
}

TypeMapper::TypeMapper(clang::Sema& sema, const Tables& tables)
    : context_(sema.getASTContext()), column_types_(sema), tables_(tables) {}

Mapping TypeMapper::Map(QualType type) {
  Mapping mapping;
  // Types are finite: every round takes a layer away.
  while (Unwrap(&type, &mapping)) {
  }
  return mapping;
}

bool TypeMapper::Unwrap(QualType* type, Mapping* mapping) {
  const QualType whole = *type;
  const QualType written = WithoutNames(whole, context_);
  if (const auto* alias = llvm::dyn_cast<clang::TemplateSpecializationType>(written.getTypePtr());
      alias != nullptr && alias->isTypeAlias()) {
    if (AliasName(*alias).empty()) {
      *type = alias->getAliasedType();
    } else {
      ReadAlias(context_, *alias, &mapping->alias);
      *type = alias->template_arguments()[0].getAsType();
    }
    return true;
  }
  if (MapDeclared(whole, mapping)) return false;
  const QualType plain = context_.getCanonicalType(whole).getUnqualifiedType();
  if (const auto* builtin = llvm::dyn_cast<clang::BuiltinType>(plain.getTypePtr())) {
    const KnownType known = MapBuiltin(context_, *builtin);
    mapping->type = known.type;
    if (!known.problem.empty()) mapping->problem = NoColumn(whole, known.problem);
    return false;
  }
  if (const auto* enumeration = llvm::dyn_cast<clang::EnumType>(plain.getTypePtr())) {
    MapEnum(*enumeration, type, mapping);
    return !mapping->enumeration && mapping->problem.empty();
  }
  const CXXRecordDecl* record = plain->getAsCXXRecordDecl();
  if (record == nullptr) {
    mapping->problem = NoColumn(whole, OtherProblem(plain));
    return false;
  }
  const std::string name = StandardName(*record);
  if (name == "optional") {
    if (mapping->nullable) mapping->problem = NoColumn(whole, "there is only one NULL");
    mapping->nullable = true;
    *type = FirstTypeArgument(written, *record);
    return mapping->problem.empty();
  }
  if (!name.empty()) {
    const KnownType known = MapStandard(context_, *record, name);
    mapping->type = known.type;
    if (!known.problem.empty()) mapping->problem = NoColumn(whole, known.problem);
    return false;
  }
  return UnwrapRecord(type, *record, mapping);
}

bool TypeMapper::MapDeclared(QualType type, Mapping* mapping) {
  const std::optional<ColumnTypes::Declared> declared = column_types_.Find(type);
  if (!declared) return false;
  mapping->type = declared->name;
  if (declared->name.empty()) {
    mapping->problem =
        "the ColumnType of " + Quoted(type) + " has no name: write static constexpr char name[] = \"...\";";
    mapping->about = declared->where;
  }
  return true;
}

void TypeMapper::MapEnum(const clang::EnumType& type, QualType* underlying, Mapping* mapping) {
  const clang::EnumDecl* definition = type.getDecl()->getDefinition();
  if (definition == nullptr || !definition->isComplete()) {
    mapping->problem =
        NoColumn(QualType(&type, 0), "its enumerators are not known here; include its definition");
    mapping->about = type.getDecl();
    return;
  }
  // The idiom for an integer with a name.
  if (definition->enumerators().empty()) {
    *underlying = definition->getIntegerType();
    return;
  }
  if (definition->getDeclName().isEmpty()) {
    mapping->problem = "an enum without a name has no column type; give it one";
    return;
  }
  Enum enumeration;
  enumeration.name = definition->getQualifiedNameAsString();
  for (const clang::EnumConstantDecl* value : definition->enumerators()) {
    enumeration.values.push_back({NameOf(context_, *value), InDecimal(value->getInitVal())});
  }
  mapping->enumeration = std::move(enumeration);
}

bool TypeMapper::UnwrapRecord(QualType* type, const CXXRecordDecl& declared, Mapping* mapping) {
  const CXXRecordDecl* record = declared.getDefinition();
  mapping->about = &declared;
  if (record == nullptr) {
    mapping->problem = NoColumn(*type, "it is only declared here; include its definition");
  } else if (record->isUnion()) {
    mapping->problem = NoColumn(*type, "nobody can tell from a row which member of a union is alive");
  } else if (tables_.contains(record)) {
    mapping->problem = NoColumn(*type, "it is a table of its own; store its key");
  } else if (record->isPolymorphic()) {
    mapping->problem = NoColumn(*type, "it has virtual functions; give it a ColumnType");
  }
  if (!mapping->problem.empty()) return false;
  const Members members = MembersOf(*record, tables_);
  if (!members.problem.empty()) {
    mapping->problem = NoColumn(*type, members.problem);
  } else if (members.fields.empty()) {
    mapping->problem = NoColumn(*type, "it has no members");
  } else if (members.fields.size() == 1 && !members.fields[0]->isBitField()) {
    mapping->unwrapped.push_back(members.fields[0]);
    *type = members.fields[0]->getType();
    return true;
  } else if (HasPrivateMember(members)) {
    mapping->problem = NoColumn(*type, "it has private members; give it a ColumnType");
  } else {
    mapping->record = record;
  }
  return false;
}

}  // namespace instar::models
