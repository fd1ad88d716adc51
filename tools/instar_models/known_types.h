// The types of the language and of the standard library that are one column, and why others are none.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_KNOWN_TYPES_H_
#define INSTAR_TOOLS_INSTAR_MODELS_KNOWN_TYPES_H_

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Type.h>

#include <string>

namespace instar::models {

// One of the two is set.
struct KnownType {
  std::string type;     // portable type
  std::string problem;  // the rest of the sentence "... has no column type: "
};

KnownType MapBuiltin(const clang::ASTContext& context, const clang::BuiltinType& type);

// "chrono::duration" of the standard library's, without inline namespaces; empty for all others.
std::string StandardName(const clang::CXXRecordDecl& record);

// A class of the standard library, other than optional.
KnownType MapStandard(const clang::ASTContext& context, const clang::CXXRecordDecl& record,
                      const std::string& name);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_KNOWN_TYPES_H_
