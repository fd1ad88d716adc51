#include "compiler/lowering/sqlite/statement_text.h"

#include <string_view>

namespace instar::compiler::sqlite {
namespace {

void AppendWithoutCarriageReturns(std::string_view text, std::string* out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    *out += text[i];
  }
}

}  // namespace

std::string TextOf(const SourceSet& sources, const std::vector<Token>& tokens) {
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0 && tokens[i - 1].range.end != tokens[i].range.begin) text += ' ';
    AppendWithoutCarriageReturns(sources.Text(tokens[i].range), &text);
  }
  return text;
}

std::string RawTextOf(const SourceSet& sources, SourceRange range) {
  std::string text;
  AppendWithoutCarriageReturns(sources.Text(range), &text);
  return text;
}

}  // namespace instar::compiler::sqlite
