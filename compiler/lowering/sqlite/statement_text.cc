#include "compiler/lowering/sqlite/statement_text.h"

#include <algorithm>

#include "compiler/syntax/words.h"
#include "instar/table.h"

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

std::uint32_t RawFlagsOf(std::string_view statement) {
  const std::string_view first(statement.begin(), std::ranges::find_if_not(statement, IsWordPart));
  return IsWord(first, "vacuum") ? kStepAutocommit | kStepRepeatable : 0;
}

}  // namespace instar::compiler::sqlite
