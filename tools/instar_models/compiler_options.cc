#include "tools/instar_models/compiler_options.h"

#include <clang/Basic/LangStandard.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace instar::models {
namespace {

bool StartsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Their value follows, joined or as the next argument.
constexpr std::array<std::string_view, 9> kWithValue = {
    "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-isysroot", "-I", "-D", "-U"};

constexpr std::array<std::string_view, 19> kAlone = {"-fexceptions",
                                                     "-fno-exceptions",
                                                     "-frtti",
                                                     "-fno-rtti",
                                                     "-fchar8_t",
                                                     "-fno-char8_t",
                                                     "-fsigned-char",
                                                     "-funsigned-char",
                                                     "-fno-signed-char",
                                                     "-fno-unsigned-char",
                                                     "-fshort-enums",
                                                     "-fno-short-enums",
                                                     "-fshort-wchar",
                                                     "-fms-extensions",
                                                     "-m32",
                                                     "-m64",
                                                     "-mx32",
                                                     "-pthread",
                                                     "-undef"};

constexpr std::array<std::string_view, 3> kJoined = {"--sysroot=", "--target=", "-stdlib="};

bool IsUsableAlone(std::string_view option) {
  if (StartsWith(option, "-std=")) {
    const llvm::StringRef standard(option.data() + 5, option.size() - 5);
    return clang::LangStandard::getLangKind(standard) != clang::LangStandard::lang_unspecified;
  }
  return std::find(kAlone.begin(), kAlone.end(), option) != kAlone.end() ||
         std::any_of(kJoined.begin(), kJoined.end(),
                     [option](std::string_view joined) { return StartsWith(option, joined); });
}

// The parts of a text between its spaces.
std::vector<std::string> SplitAtSpaces(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c != ' ') {
      parts.back() += c;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

// 17 of "17"; 98 and 03 are before all others.
int Year(std::string_view digits) {
  if (digits == "2a") return 20;
  if (digits == "2b") return 23;
  if (digits == "2c") return 26;
  const bool is_number =
      digits.size() == 2 && digits[0] >= '0' && digits[0] <= '9' && digits[1] >= '0' && digits[1] <= '9';
  const int year = is_number ? (digits[0] - '0') * 10 + (digits[1] - '0') : 0;
  return year > 90 ? 0 : year;
}

// The headers that belong to a compiler and no other: /usr/lib/gcc/x86_64-linux-gnu/12/include.
bool IsOfCompiler(std::string_view folder) {
  while (EndsWith(folder, "/")) folder.remove_suffix(1);
  const bool is_include = EndsWith(folder, "/include") || EndsWith(folder, "/include-fixed");
  return is_include && (folder.find("/gcc/") != folder.npos || folder.find("/clang/") != folder.npos);
}

}  // namespace

std::vector<std::string> UsableOptions(const std::vector<std::string>& options) {
  constexpr std::string_view kShell = "SHELL:";
  std::vector<std::string> split;
  for (const std::string& option : options) {
    if (!StartsWith(option, kShell)) {
      split.push_back(option);
      continue;
    }
    for (std::string& part : SplitAtSpaces(std::string_view(option).substr(kShell.size()))) {
      split.push_back(std::move(part));
    }
  }
  std::vector<std::string> usable;
  for (std::size_t at = 0; at < split.size(); ++at) {
    const std::string& option = split[at];
    const auto with_value = std::find_if(kWithValue.begin(), kWithValue.end(),
                                         [&](std::string_view name) { return StartsWith(option, name); });
    if (with_value == kWithValue.end()) {
      if (IsUsableAlone(option)) usable.push_back(option);
    } else if (option != *with_value) {
      usable.push_back(option);
    } else if (at + 1 < split.size()) {
      usable.push_back(option);
      usable.push_back(split[++at]);
    }
  }
  return usable;
}

void RaiseStandard(const std::vector<std::string>& features, std::vector<std::string>* options) {
  constexpr std::string_view kFeature = "cxx_std_";
  int year = 17;
  std::string dialect = "gnu++";
  for (const std::string& option : *options) {
    const std::size_t plus = option.find("++");
    if (!StartsWith(option, "-std=") || plus == option.npos) continue;
    year = Year(std::string_view(option).substr(plus + 2));
    dialect = option.substr(5, plus + 2 - 5);
  }
  int needed = year;
  for (const std::string& feature : features) {
    if (StartsWith(feature, kFeature)) {
      needed = std::max(needed, Year(std::string_view(feature).substr(kFeature.size())));
    }
  }
  if (needed > year) options->push_back("-std=" + dialect + std::to_string(needed));
}

std::vector<std::string> SystemIncludeOptions(const std::vector<std::string>& folders,
                                              const std::string& clang_headers) {
  if (folders.empty()) return {};
  std::vector<std::string> options = {"-nostdinc", "-nostdinc++"};
  const auto add = [&options](const std::string& folder) {
    options.emplace_back("-isystem");
    options.push_back(folder);
  };
  bool has_own = false;
  for (const std::string& folder : folders) {
    // A standard library's C++ headers come before the compiler's, which come before C's.
    const bool is_cpp = folder.find("/c++") != folder.npos;
    if (!has_own && (IsOfCompiler(folder) || !is_cpp)) {
      add(clang_headers);
      has_own = true;
    }
    if (!IsOfCompiler(folder)) add(folder);
  }
  if (!has_own) add(clang_headers);
  return options;
}

}  // namespace instar::models
