#include "compiler/write/cpp_names.h"

#include <algorithm>
#include <iterator>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace instar::compiler {
namespace {

// Keywords up to C++23, and macros that compilers define unasked or that every program meets. Sorted.
constexpr std::string_view kWords[] = {"EOF",          "NULL",       "alignas",       "alignof",
                                       "and",          "and_eq",     "asm",           "auto",
                                       "bitand",       "bitor",      "bool",          "break",
                                       "case",         "catch",      "char",          "char16_t",
                                       "char32_t",     "char8_t",    "class",         "co_await",
                                       "co_return",    "co_yield",   "compl",         "concept",
                                       "const",        "const_cast", "consteval",     "constexpr",
                                       "constinit",    "continue",   "decltype",      "default",
                                       "delete",       "do",         "double",        "dynamic_cast",
                                       "else",         "enum",       "errno",         "explicit",
                                       "export",       "extern",     "false",         "float",
                                       "for",          "friend",     "goto",          "i386",
                                       "if",           "inline",     "int",           "linux",
                                       "long",         "mutable",    "namespace",     "new",
                                       "noexcept",     "not",        "not_eq",        "nullptr",
                                       "operator",     "or",         "or_eq",         "private",
                                       "protected",    "public",     "register",      "reinterpret_cast",
                                       "requires",     "return",     "short",         "signed",
                                       "sizeof",       "static",     "static_assert", "static_cast",
                                       "struct",       "switch",     "template",      "this",
                                       "thread_local", "throw",      "true",          "try",
                                       "typedef",      "typeid",     "typename",      "union",
                                       "unix",         "unsigned",   "using",         "virtual",
                                       "void",         "volatile",   "wchar_t",       "while",
                                       "xor",          "xor_eq"};

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

std::string Identifier(std::string_view name) {
  std::string result;
  bool in_run = false;
  for (const char c : name) {
    const bool fits = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
    if (fits) {
      result += c;
    } else if (!in_run) {
      result += '_';
    }
    in_run = !fits;
  }
  if (result.empty() || IsDigit(result[0])) result.insert(0, 1, '_');
  if (std::binary_search(std::begin(kWords), std::end(kWords), result)) result += '_';
  return result;
}

}  // namespace

std::vector<std::string> CppNames(const std::vector<std::string_view>& names, std::string_view taken) {
  std::vector<std::string> result;
  result.reserve(names.size());
  absl::flat_hash_set<std::string> used;
  if (!taken.empty()) used.emplace(taken);
  // Those that are themselves come first, whatever their place.
  for (const std::string_view name : names) {
    result.push_back(Identifier(name));
    if (result.back() == name && !used.insert(result.back()).second) result.back().clear();
  }
  absl::flat_hash_map<std::string, int> last_number;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (result[i] == names[i]) continue;
    const std::string wanted = Identifier(names[i]);
    std::string free = wanted;
    while (!used.insert(free).second) {
      int& number = last_number.try_emplace(wanted, 1).first->second;
      free = absl::StrCat(wanted, "_", ++number);
    }
    result[i] = std::move(free);
  }
  return result;
}

}  // namespace instar::compiler
