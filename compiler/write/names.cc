#include "compiler/write/names.h"

#include "absl/strings/ascii.h"

namespace instar::compiler {
namespace {

bool IsIdentifierCharacter(char c, bool first) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c)) || c == '_' ||
         (!first && absl::ascii_isdigit(static_cast<unsigned char>(c)));
}

}  // namespace

std::string OutputNames::identifier() const {
  std::string result;
  for (const char c : target) {
    if (result.empty() && !IsIdentifierCharacter(c, true)) result += '_';
    if (IsIdentifierCharacter(c, false)) {
      result += c;
    } else if (result.empty() || result.back() != '_') {
      result += '_';
    }
  }
  return result;
}

bool IsNamespace(std::string_view text) {
  bool first = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!first && text.substr(i, 2) == "::") {
      ++i;
      first = true;
    } else if (IsIdentifierCharacter(text[i], first)) {
      first = false;
    } else {
      return false;
    }
  }
  return !first;
}

}  // namespace instar::compiler
