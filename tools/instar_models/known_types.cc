#include "tools/instar_models/known_types.h"

#include <clang/AST/DeclTemplate.h>

#include <map>
#include <string_view>
#include <vector>

namespace instar::models {
namespace {

using clang::ASTContext;
using clang::CXXRecordDecl;
using clang::QualType;

KnownType Type(std::string_view type) { return {std::string(type), ""}; }
KnownType Problem(std::string_view problem) { return {"", std::string(problem)}; }

KnownType MapInteger(unsigned bits, bool is_signed) {
  if (!is_signed && bits == 64) {
    return Problem(
        "half of its values do not fit into a bigint; use std::int64_t, or name the type: "
        "INSTAR_COL(type decimal(20, 0))");
  }
  if (bits > 64) return Problem("no database has integers of so many bits");
  // An unsigned integer needs the next larger type.
  const unsigned needed = is_signed ? bits : bits + 1;
  return Type(needed <= 16 ? "smallint" : needed <= 32 ? "integer" : "bigint");
}

QualType TypeArgument(const CXXRecordDecl& record, unsigned index) {
  const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (specialization == nullptr || index >= specialization->getTemplateArgs().size()) return {};
  const clang::TemplateArgument& argument = specialization->getTemplateArgs()[index];
  return argument.getKind() == clang::TemplateArgument::Type ? argument.getAsType() : QualType();
}

std::int64_t NumberArgument(const CXXRecordDecl& record, unsigned index) {
  const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (specialization == nullptr || index >= specialization->getTemplateArgs().size()) return -1;
  const clang::TemplateArgument& argument = specialization->getTemplateArgs()[index];
  return argument.getKind() == clang::TemplateArgument::Integral ? argument.getAsIntegral().getExtValue()
                                                                 : -1;
}

// The standard library's name of a type argument; empty when it is none of its classes.
std::string NameOf(QualType type) {
  const CXXRecordDecl* record = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
  return record == nullptr ? "" : StandardName(*record);
}

bool IsByte(QualType type) {
  if (type.isNull()) return false;
  if (type->isStdByteType()) return true;
  const auto* builtin = type->getAs<clang::BuiltinType>();
  return builtin != nullptr && (builtin->getKind() == clang::BuiltinType::UChar ||
                                builtin->getKind() == clang::BuiltinType::Char_S ||
                                builtin->getKind() == clang::BuiltinType::Char_U);
}

bool IsChar(QualType type) {
  const auto* builtin = type.isNull() ? nullptr : type->getAs<clang::BuiltinType>();
  return builtin != nullptr && (builtin->getKind() == clang::BuiltinType::Char_S ||
                                builtin->getKind() == clang::BuiltinType::Char_U ||
                                builtin->getKind() == clang::BuiltinType::Char8);
}

KnownType MapTimePoint(const CXXRecordDecl& record) {
  const std::string clock = NameOf(TypeArgument(record, 0));
  if (clock == "chrono::steady_clock") {
    return Problem(
        "a steady_clock counts from some moment that no other process knows; use "
        "std::chrono::system_clock");
  }
  if (clock != "chrono::system_clock" && clock != "chrono::local_t") {
    return Problem(
        "only points of std::chrono::system_clock and local time are known; give it a "
        "ColumnType");
  }
  // A day is a duration of 86,400 s.
  const CXXRecordDecl* duration = TypeArgument(record, 1)->getAsCXXRecordDecl();
  const QualType period = duration == nullptr ? QualType() : TypeArgument(*duration, 1);
  const CXXRecordDecl* ratio = period.isNull() ? nullptr : period->getAsCXXRecordDecl();
  const bool is_day =
      ratio != nullptr && NumberArgument(*ratio, 0) == 86400 && NumberArgument(*ratio, 1) == 1;
  return Type(is_day ? "date" : "timestamp");
}

KnownType MapDuration(const CXXRecordDecl& record) {
  const QualType count = TypeArgument(record, 0);
  if (!count.isNull() && count->isFloatingType()) return Type("double");
  return Type("bigint");
}

KnownType MapArray(const CXXRecordDecl& record) {
  if (!IsByte(TypeArgument(record, 0))) {
    return Problem("only arrays of bytes are a column; make the elements rows of a table of their own");
  }
  return Type(NumberArgument(record, 1) == 16 ? "uuid" : "blob");
}

// Why a class of the standard library is no column.
std::string_view StandardProblem(std::string_view name) {
  static const std::map<std::string_view, std::string_view> kProblems = {
      {"basic_string_view", "it does not own its text, which is gone when the row is; use std::string"},
      {"unique_ptr", "a pointer means nothing in a row; store the other row's key"},
      {"shared_ptr", "a pointer means nothing in a row; store the other row's key"},
      {"weak_ptr", "a pointer means nothing in a row; store the other row's key"},
      {"reference_wrapper", "a reference means nothing in a row; store the other row's key"},
      {"variant", "a column has one type; write a member for each, as std::optional"},
      {"any", "a column has one type"},
      {"pair", "write its two parts as members of their own"},
      {"tuple", "write its parts as members of their own"},
      {"atomic", "a row is a copy that nobody shares; use the type inside"},
  };
  const auto found = kProblems.find(name);
  return found == kProblems.end()
             ? "no column type is known for it; give it a ColumnType, or mark the member "
               "INSTAR_COL(transient)"
             : found->second;
}

}  // namespace

KnownType MapBuiltin(const ASTContext& context, const clang::BuiltinType& type) {
  using clang::BuiltinType;
  switch (type.getKind()) {
    case BuiltinType::Bool:
      return Type("boolean");
    case BuiltinType::Float:
      return Type("real");
    case BuiltinType::Double:
      return Type("double");
    case BuiltinType::LongDouble:
    case BuiltinType::Float128:
      return Problem("no database has such numbers; use double");
    case BuiltinType::Char_S:
    case BuiltinType::Char_U:
      return Problem("it may be a letter or a number; use std::string or std::int8_t");
    case BuiltinType::WChar_S:
    case BuiltinType::WChar_U:
    case BuiltinType::Char8:
    case BuiltinType::Char16:
    case BuiltinType::Char32:
      return Problem("use std::string");
    default:
      break;
  }
  if (!type.isInteger()) return Problem("no column type is known for it");
  const QualType whole(&type, 0);
  return MapInteger(static_cast<unsigned>(context.getTypeSize(whole)), type.isSignedInteger());
}

std::string StandardName(const CXXRecordDecl& record) {
  if (record.getDeclName().isEmpty()) return "";
  std::string name = record.getNameAsString();
  const clang::DeclContext* scope = record.getDeclContext();
  for (; scope != nullptr && !scope->isTranslationUnit(); scope = scope->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(scope);
    if (space == nullptr) return "";
    if (space->isInline()) continue;
    if (space->isStdNamespace()) return name;
    name = space->getNameAsString() + "::" + name;
  }
  return "";
}

KnownType MapStandard(const ASTContext& context, const CXXRecordDecl& record, const std::string& name) {
  (void)context;
  if (name == "basic_string") {
    return IsChar(TypeArgument(record, 0)) ? Type("text") : Problem("only strings of char are known");
  }
  if (name == "vector") {
    return IsByte(TypeArgument(record, 0))
               ? Type("blob")
               : Problem("a list is no column; make its elements rows of a table that refers to this one");
  }
  if (name == "array") return MapArray(record);
  if (name == "chrono::time_point") return MapTimePoint(record);
  if (name == "chrono::duration") return MapDuration(record);
  if (name == "chrono::year_month_day") return Type("date");
  if (name == "chrono::hh_mm_ss") return Type("time");
  return Problem(StandardProblem(name));
}

}  // namespace instar::models
