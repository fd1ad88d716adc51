#include "compiler/syntax/shown.h"

#include "compiler/source/utf8.h"

namespace instar::compiler {

std::string Shortened(std::string_view text) {
  constexpr std::size_t kMost = 40;
  text = text.substr(0, text.find('\n'));
  if (text.size() <= kMost) return std::string(text);
  std::size_t cut = kMost;
  while (cut > 0 && IsContinuation(text[cut])) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

std::string Shown(std::string_view text) { return "'" + Shortened(text) + "'"; }

}  // namespace instar::compiler
