// The specialisations of instar::model::ColumnType.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_COLUMN_TYPES_H_
#define INSTAR_TOOLS_INSTAR_MODELS_COLUMN_TYPES_H_

#include <clang/AST/DeclTemplate.h>
#include <clang/AST/Type.h>
#include <clang/Sema/Sema.h>

#include <optional>
#include <string>

namespace instar::models {

class ColumnTypes {
 public:
  explicit ColumnTypes(clang::Sema& sema);

  struct Declared {
    std::string name;  // empty: the specialisation has no `name` that is one literal
    const clang::Decl* where = nullptr;
  };
  // What the program declares for a type, if it does.
  std::optional<Declared> Find(clang::QualType type);

 private:
  clang::Sema& sema_;
  clang::ClassTemplateDecl* template_ = nullptr;  // null where nothing is declared
};

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_COLUMN_TYPES_H_
