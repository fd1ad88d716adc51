#include "compiler/write/depfile.h"

#include <algorithm>
#include <string_view>

namespace instar::compiler {
namespace {

// Whether Ninja takes the byte for part of a name, by itself or escaped.
bool HasForm(char c) {
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return is_word || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("+,/\\_:.~()}{%=@[]!- #$").find(c) != std::string_view::npos;
}

void AppendPath(std::string_view path, std::string* out) {
  for (const char c : path) {
    if (c == ' ' || c == '#') *out += '\\';
    if (c == '$') *out += '$';
    *out += c;
  }
}

}  // namespace

std::string WriteDepfile(const std::string& target, const std::vector<std::string>& inputs) {
  std::string out;
  AppendPath(target, &out);
  out += ':';
  for (const std::string& input : inputs) {
    if (!std::all_of(input.begin(), input.end(), HasForm)) continue;
    out += " \\\n ";
    AppendPath(input, &out);
  }
  out += '\n';
  return out;
}

}  // namespace instar::compiler
