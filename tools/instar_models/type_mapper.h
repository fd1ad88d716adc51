// From the type of a member to the type of a column.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_TYPE_MAPPER_H_
#define INSTAR_TOOLS_INSTAR_MODELS_TYPE_MAPPER_H_

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/instar_models/alias_spelling.h"
#include "tools/instar_models/column_types.h"
#include "tools/instar_models/models.h"

namespace instar::models {

struct Mapping {
  // One of these says what the member is.
  std::string type;                              // a column of this portable type
  std::optional<Enum> enumeration;               // a column of this enum; stored_as is left to the caller
  const clang::CXXRecordDecl* record = nullptr;  // the columns of a struct
  std::string problem;                           // none, and why: a whole sentence

  bool nullable = false;
  AliasSpelling alias;
  // The only members of the structs that were unwrapped, outermost first: they may be annotated.
  std::vector<const clang::FieldDecl*> unwrapped;
  // What a problem is about, where that is declared by the program.
  const clang::Decl* about = nullptr;
};

// The data members of a struct: those of its bases first. Where a base cannot be read, `problem` says why and
// `problem_location` where.
struct Members {
  std::vector<const clang::FieldDecl*> fields;
  std::string problem;
  clang::SourceLocation problem_location;
  const clang::Decl* about = nullptr;
};

// Structs that are tables: they are neither members of others nor bases.
using Tables = std::set<const clang::CXXRecordDecl*>;

Members MembersOf(const clang::CXXRecordDecl& record, const Tables& tables);

class TypeMapper {
 public:
  // Both must outlive it.
  TypeMapper(clang::Sema& sema, const Tables& tables);

  Mapping Map(clang::QualType type);

 private:
  // One layer: true when `type` became what it wraps.
  bool Unwrap(clang::QualType* type, Mapping* mapping);
  bool UnwrapRecord(clang::QualType* type, const clang::CXXRecordDecl& record, Mapping* mapping);
  void MapEnum(const clang::EnumType& type, clang::QualType* underlying, Mapping* mapping);
  bool MapDeclared(clang::QualType type, Mapping* mapping);
  std::string Quoted(clang::QualType type) const;
  std::string NoColumn(clang::QualType type, const std::string& reason) const;

  clang::ASTContext& context_;
  ColumnTypes column_types_;
  const Tables& tables_;
};

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_TYPE_MAPPER_H_
