#include "tests/fuzz/history_input.h"

#include <cstdint>
#include <string>

namespace instar::compiler {
namespace {

constexpr std::string_view kSeparator = "--- ";
constexpr std::string_view kExpected = "--- expected";

// FNV-1a: the same on every machine.
std::uint32_t HashOf(std::string_view bytes) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
  return hash;
}

CompileOptions OptionsFor(std::string_view bytes) {
  const std::uint32_t hash = HashOf(bytes);
  CompileOptions options;
  options.inputs = {"in"};
  options.names = {"fuzzed", "fuzzed"};
  options.header = "fuzzed.h";
  options.source = "fuzzed.cc";
  options.schema_header = "fuzzed_schema.h";
  options.depfile = "fuzzed.d";
  options.stamp = "fuzzed.stamp";
  options.chain.allow_multiple_heads = (hash & 1) != 0;
  options.chain.allow_multiple_bases = (hash & 2) != 0;
  options.has_steps = (hash & 12) != 0;
  // The oldest that is supported decides for more rebuilds.
  if ((hash & 16) != 0) options.sqlite_min_version = 3025000;
  return options;
}

}  // namespace

HistoryInput ReadHistory(std::string_view bytes) {
  HistoryInput input;
  input.options = OptionsFor(bytes);
  int number = 0;
  std::string text;
  const auto add_file = [&] {
    // What stands before the first file of a golden case is a remark.
    if (number > 0 || text.find("revision") != std::string::npos) {
      input.files.Write("in/" + std::to_string(number) + ".migration", text).IgnoreError();
    }
    text.clear();
    ++number;
  };
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    if (line == kExpected) break;
    const std::string_view with_end = bytes.substr(0, line.size() + 1);
    bytes.remove_prefix(with_end.size());
    if (line.substr(0, kSeparator.size()) == kSeparator) {
      add_file();
    } else {
      text += with_end;
    }
  }
  add_file();
  return input;
}

}  // namespace instar::compiler
