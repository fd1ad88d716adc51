// What the aliases of <instar/model.h> say about a member, in the words of an annotation.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_ALIAS_SPELLING_H_
#define INSTAR_TOOLS_INSTAR_MODELS_ALIAS_SPELLING_H_

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>

#include <optional>
#include <string>
#include <vector>

namespace instar::models {

// ForeignKey and References. The struct's table and the member's column are known when all structs are.
struct Reference {
  const clang::CXXRecordDecl* target = nullptr;
  const clang::FieldDecl* member = nullptr;  // of ForeignKey
  std::string actions;                       // "on delete cascade"
};

struct AliasSpelling {
  std::vector<std::string> words;  // "unique", "length 40"
  std::string stored_as;
  bool is_transient = false;
  bool is_primary_key = false;
  bool is_autoincrement = false;
  std::optional<Reference> reference;
  std::string problem;  // a whole sentence; empty when there is none

  bool empty() const {
    return words.empty() && stored_as.empty() && !is_transient && !is_primary_key && !reference;
  }
};

// The name of one of the model.h aliases that a type is written with (`Column`); empty for other types.
std::string AliasName(const clang::TemplateSpecializationType& type);

// Adds what that alias and its options say. The type itself is its first argument.
void ReadAlias(const clang::ASTContext& context, const clang::TemplateSpecializationType& type,
               AliasSpelling* spelling);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_ALIAS_SPELLING_H_
