// Whatever the bytes: every phase but the replay ends, without a crash, and names only places that exist.
//
// A line `--- anything` begins another file of the same history, so that golden cases are a corpus as they
// are.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "compiler/syntax/ast_printer.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "parse_fuzzer: %s\n", what);
  std::abort();
}

SourceSet SplitFiles(std::string_view text) {
  constexpr std::string_view kSeparator = "--- ";
  SourceSet sources;
  SourceFile file{"0.migration", ""};
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view with_end = text.substr(0, line.size() + 1);
    text.remove_prefix(with_end.size());
    if (line.substr(0, kSeparator.size()) == kSeparator) {
      sources.Add(std::move(file));
      file = {std::to_string(sources.size()) + ".migration", ""};
    } else {
      file.text += with_end;
    }
  }
  sources.Add(std::move(file));
  return sources;
}

void CheckPlace(const SourceSet& sources, SourceRange range) {
  if (!range.valid()) return;
  Require(range.file < sources.size(), "a place in no file");
  Require(range.begin <= range.end, "a place that ends before it begins");
  Require(range.end <= sources.file(range.file).text.size(), "a place behind the end of its file");
}

void CheckDiagnostics(const SourceSet& sources, Diagnostics* diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics->all()) {
    Require(!diagnostic.message.empty(), "a diagnostic that says nothing");
    CheckPlace(sources, diagnostic.range);
    for (const Note& note : diagnostic.notes) CheckPlace(sources, note.range);
    for (const FixIt& fix_it : diagnostic.fix_its) CheckPlace(sources, fix_it.range);
  }
  diagnostics->Sort();
  Require(PrintDiagnostics(sources, *diagnostics).empty() == diagnostics->all().empty(),
          "diagnostics that are not printed");
}

CompileOptions Options() {
  CompileOptions options;
  options.names = {"fuzzed", "fuzzed"};
  options.header = "fuzzed.h";
  options.source = "fuzzed.cc";
  options.depfile = "fuzzed.d";
  options.stamp = "fuzzed.stamp";
  // SQLite has fuzzers of its own.
  options.replay = false;
  return options;
}

void Run(std::string_view text) {
  Diagnostics diagnostics;
  Parsed parsed;
  parsed.sources = SplitFiles(text);
  for (FileId file = 0; file < parsed.sources.size(); ++file) {
    const int before = diagnostics.errors();
    parsed.trees.push_back(Parse(parsed.sources, file, &diagnostics));
    Require(parsed.trees.back().has_errors == (diagnostics.errors() > before),
            "a bad tree and its errors do not agree");
    Require(!PrintTree(parsed.sources, parsed.trees.back()).empty(), "a tree that prints as nothing");
  }
  const Compiled compiled = Compile(Options(), parsed, InMemoryFileSystem(), &diagnostics);
  Require(compiled.outputs.empty() == (diagnostics.errors() > 0),
          "outputs and errors do not exclude each other");
  CheckDiagnostics(parsed.sources, &diagnostics);
}

}  // namespace
}  // namespace instar::compiler

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  instar::compiler::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
