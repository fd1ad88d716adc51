#include "compiler/write/depfile.h"

#include <string_view>

namespace instar::compiler {
namespace {

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
    out += " \\\n ";
    AppendPath(input, &out);
  }
  out += '\n';
  return out;
}

}  // namespace instar::compiler
