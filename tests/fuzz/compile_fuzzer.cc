// Whatever the files: instarc ends, without a crash, names only places that exist, says something or writes
// something, and writes the same with what it proved before as without.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/sarif_printer.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/driver/compile.h"
#include "compiler/syntax/ast_printer.h"
#include "tests/fuzz/history_input.h"
#include "tests/fuzz/sqlite_limits.h"

namespace instar::compiler {
namespace {

// Longer ones go through every phase but the replay, which costs a database or more per revision.
constexpr std::size_t kMaxReplayedSize = 4096;

void Require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "compile_fuzzer: %s\n", what.c_str());
  std::abort();
}

void CheckPlace(const SourceSet& sources, SourceRange range) {
  if (!range.valid()) return;
  Require(range.file < sources.size(), "a place in no file");
  Require(range.begin <= range.end, "a place that ends before it begins");
  Require(range.end <= sources.file(range.file).text.size(), "a place behind the end of its file");
}

bool HasRawStatement(const std::vector<SyntaxTree>& trees) {
  for (const SyntaxTree& tree : trees) {
    for (const Block* block : {&tree.upgrade, &tree.downgrade.block}) {
      for (const Statement& statement : block->statements) {
        if (statement.kind == StatementKind::kRaw) return true;
      }
    }
  }
  return false;
}

// What only a mistake of the compiler can bring about; raw SQL may do what the compiler does not see.
void CheckReplayAgrees(const Parsed& parsed, const Diagnostic& diagnostic) {
  if (diagnostic.kind != DiagnosticKind::kReplayFailed || HasRawStatement(parsed.trees)) return;
  for (const char* doubt :
       {"is not what the statements say", "loses or changes rows", "rows are not sound"}) {
    Require(diagnostic.message.find(doubt) == std::string::npos, diagnostic.message);
  }
}

void CheckDiagnostics(const Parsed& parsed, Diagnostics* diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics->all()) {
    Require(!diagnostic.message.empty(), "a diagnostic that says nothing");
    CheckPlace(parsed.sources, diagnostic.range);
    for (const Note& note : diagnostic.notes) CheckPlace(parsed.sources, note.range);
    for (const FixIt& fix_it : diagnostic.fix_its) CheckPlace(parsed.sources, fix_it.range);
    CheckReplayAgrees(parsed, diagnostic);
  }
  diagnostics->Sort();
  Require(PrintDiagnostics(parsed.sources, *diagnostics).empty() == diagnostics->all().empty(),
          "diagnostics that are not printed");
}

// The text of all outputs; empty when there was an error.
std::string CompileOnce(const CompileOptions& options, InMemoryFileSystem* files) {
  Diagnostics diagnostics;
  const Parsed parsed = ParseInputs(options, *files, &diagnostics);
  for (const SyntaxTree& tree : parsed.trees) {
    Require(!PrintTree(parsed.sources, tree).empty(), "a tree that prints as nothing");
  }
  const Compiled compiled = Compile(options, parsed, *files, &diagnostics);
  Require(compiled.outputs.empty() == (diagnostics.errors() > 0),
          "outputs and errors do not exclude each other");
  CheckDiagnostics(parsed, &diagnostics);
  KeepProofs(options, compiled, *files);
  std::string text;
  for (const OutputFile& output : compiled.outputs) text += output.text;
  return text;
}

void Run(std::string_view bytes) {
  HistoryInput input = ReadHistory(bytes);
  input.options.replay = false;
  const std::string unproven = CompileOnce(input.options, &input.files);
  if (bytes.size() > kMaxReplayedSize) return;
  // Also where lints stand that only the replay can settle.
  input.options.replay = true;
  const std::string proven = CompileOnce(input.options, &input.files);
  Require(unproven.empty() || proven.empty() || proven == unproven, "the replay changes the outputs");
  const std::string known = CompileOnce(input.options, &input.files);
  Require(known == proven, "what was proven before changes the outcome");
}

}  // namespace
}  // namespace instar::compiler

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  instar::compiler::LimitSqlite();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  instar::compiler::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
