// From Clang's locations to what stands in the file.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_SOURCE_TEXT_H_
#define INSTAR_TOOLS_INSTAR_MODELS_SOURCE_TEXT_H_

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclBase.h>

#include <string>
#include <string_view>
#include <vector>

#include "tools/instar_models/models.h"

namespace instar::models {

inline constexpr std::string_view kTableAnnotation = "instar.table ";
inline constexpr std::string_view kColumnAnnotation = "instar.column ";
inline constexpr std::string_view kNameAnnotation = "instar.name ";

// Of a place in a macro's expansion, where the outermost macro was used; #line counts.
Place PlaceOf(const clang::ASTContext& context, clang::SourceLocation location);

// Absolute.
std::string FileOf(const clang::ASTContext& context, clang::SourceLocation location);

// What stands there, on one line; empty inside macros.
std::string WrittenText(const clang::ASTContext& context, clang::SourceRange range);

// The arguments of one INSTAR_COL or INSTAR_TABLE.
struct Annotation {
  Text text;
  clang::SourceLocation location;  // of the macro's name
  // Of the first byte of the text where that is verbatim, else that of the macro's name.
  clang::SourceLocation text_location;
};

std::vector<Annotation> AnnotationsOf(const clang::ASTContext& context, const clang::Decl& declaration,
                                      std::string_view prefix);

// A part of an annotation. Where it is written as one string, what the string holds.
Text PartOf(const clang::ASTContext& context, const Annotation& annotation, std::size_t begin,
            std::size_t end);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_SOURCE_TEXT_H_
