#include "tools/instar_models/source_text.h"

#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <optional>

#include "tools/instar_models/annotation.h"

namespace instar::models {
namespace {

using clang::ASTContext;
using clang::SourceLocation;
using clang::SourceManager;

// The bytes between the parentheses of the macro use that the location comes from, where that use stands in
// the file itself and not in another macro.
struct MacroArguments {
  SourceLocation begin;
  std::string text;
};

std::optional<MacroArguments> ArgumentsAt(const ASTContext& context, SourceLocation location) {
  const SourceManager& sources = context.getSourceManager();
  if (!location.isMacroID()) return std::nullopt;
  const clang::CharSourceRange use = sources.getImmediateExpansionRange(location);
  if (use.getBegin().isMacroID() || use.getEnd().isMacroID()) return std::nullopt;
  const std::string written = clang::Lexer::getSourceText(use, sources, context.getLangOpts()).str();
  const std::size_t open = written.find('(');
  if (open == std::string::npos || written.back() != ')') return std::nullopt;
  return MacroArguments{use.getBegin().getLocWithOffset(static_cast<int>(open) + 1),
                        WithoutComments(written.substr(open + 1, written.size() - open - 2))};
}

// Whether a text is one string literal of C++, and what it holds.
std::optional<std::string> LiteralText(std::string_view cpp) {
  if (cpp.size() < 2 || cpp.front() != '"') return std::nullopt;
  std::string text;
  for (std::size_t at = 1; at < cpp.size(); ++at) {
    if (cpp[at] == '"') return at + 1 == cpp.size() ? std::optional(text) : std::nullopt;
    if (cpp[at] == '\\' && at + 1 < cpp.size()) ++at;
    text += cpp[at];
  }
  return std::nullopt;
}

}  // namespace

Place PlaceOf(const ASTContext& context, SourceLocation location) {
  const SourceManager& sources = context.getSourceManager();
  const clang::PresumedLoc presumed = sources.getPresumedLoc(sources.getExpansionLoc(location));
  if (presumed.isInvalid()) return {};
  return {presumed.getLine(), presumed.getColumn()};
}

std::string FileOf(const ASTContext& context, SourceLocation location) {
  const SourceManager& sources = context.getSourceManager();
  const clang::PresumedLoc presumed = sources.getPresumedLoc(sources.getExpansionLoc(location));
  if (presumed.isInvalid()) return "";
  llvm::SmallString<256> path(presumed.getFilename());
  // Where there is no working folder it stays relative.
  (void)llvm::sys::fs::make_absolute(path);
  llvm::sys::path::remove_dots(path);
  return path.str().str();
}

std::string WrittenText(const ASTContext& context, clang::SourceRange range) {
  const auto written = clang::Lexer::getSourceText(clang::CharSourceRange::getTokenRange(range),
                                                   context.getSourceManager(), context.getLangOpts());
  std::string text;
  for (const char c : WithoutComments(std::string_view(written.data(), written.size()))) {
    const bool is_space = c == ' ' || c == '\t' || c == '\n';
    if (!is_space) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return text;
}

std::vector<Annotation> AnnotationsOf(const ASTContext& context, const clang::Decl& declaration,
                                      std::string_view prefix) {
  std::vector<Annotation> annotations;
  for (const auto* attribute : declaration.specific_attrs<clang::AnnotateAttr>()) {
    const std::string_view whole(attribute->getAnnotation().data(), attribute->getAnnotation().size());
    if (whole.substr(0, prefix.size()) != prefix) continue;
    Annotation annotation;
    annotation.location = context.getSourceManager().getExpansionLoc(attribute->getLocation());
    if (const auto arguments = ArgumentsAt(context, attribute->getLocation())) {
      annotation.text.text = arguments->text;
      annotation.text_location = arguments->begin;
    } else {
      annotation.text.text = whole.substr(prefix.size());
      annotation.text.is_verbatim = false;
      annotation.text_location = annotation.location;
    }
    annotation.text.place = PlaceOf(context, annotation.text_location);
    annotations.push_back(std::move(annotation));
  }
  return annotations;
}

Text PartOf(const ASTContext& context, const Annotation& annotation, std::size_t begin, std::size_t end) {
  Text part = {annotation.text.text.substr(begin, end - begin), annotation.text.place,
               annotation.text.is_verbatim};
  if (const std::optional<std::string> literal = LiteralText(part.text)) {
    part.is_verbatim = part.is_verbatim && literal->size() + 2 == part.text.size();
    part.text = *literal;
    ++begin;
  }
  if (annotation.text.is_verbatim) {
    part.place = PlaceOf(context, annotation.text_location.getLocWithOffset(static_cast<int>(begin)));
  }
  return part;
}

}  // namespace instar::models
