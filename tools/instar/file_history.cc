#include "tools/instar/file_history.h"

#include <utility>

#include "compiler/diagnostics/text_printer.h"
#include "instar/status.h"
#include "instar/step.h"

namespace instar::tool {
namespace {

using command_line::Need;

// The engine stops before revisions that call C++; should one be reached all the same, it fails.
Status RefuseCall(Step&) {
  return Status(StatusCode::kStepFailed, "its C++ is in the program that these migrations are built into");
}

compiler::TableDetail DetailOf(Need need) {
  switch (need) {
    case Need::kHeaders:
    case Need::kGraph:
      break;
    case Need::kHashes:
      return compiler::TableDetail::kHashes;
    case Need::kSteps:
      return compiler::TableDetail::kSteps;
  }
  return compiler::TableDetail::kGraph;
}

}  // namespace

const Table* FileHistory::Get(Need need, command_line::Output& output) {
  if (had_.has_value() && *had_ >= need) return history_.has_value() ? &table_ : nullptr;
  had_ = need;
  history_.reset();
  if (settings_.compile.inputs.empty()) {
    output.PrintError(
        "the migrations were not found: name their folder with --migrations, or the build folder with -p; "
        "'instar "
        "init' sets up a new project");
    return nullptr;
  }
  compiler::Diagnostics diagnostics;
  compiler::CompileOptions options = settings_.compile;
  // The structs are the business of the verbs that compare them.
  options.models.clear();
  // What waits to be merged must be seen, and read, before.
  if (need != Need::kSteps) options.chain.allow_multiple_heads = options.chain.allow_multiple_bases = true;
  options.chain.despite_errors = need <= Need::kGraph;
  options.depth = need == Need::kHeaders ? compiler::ParseDepth::kHeader
                  : need == Need::kSteps ? compiler::ParseDepth::kSql
                                         : compiler::ParseDepth::kTokens;
  parsed_ = compiler::ParseInputs(options, files_, &diagnostics);
  history_ = compiler::BuildHistoryTable(options, *parsed_, DetailOf(need), &diagnostics);
  broken_ = diagnostics.errors() > 0;
  Print(std::move(diagnostics), output);
  if (!history_.has_value()) return nullptr;
  table_ = history_->data.table();
  functions_.assign(history_->data.functions().size(), RefuseCall);
  table_.functions = functions_.data();
  return &table_;
}

void FileHistory::Print(compiler::Diagnostics diagnostics, command_line::Output& output) const {
  // Warnings are the build's business.
  diagnostics.Filter(
      [](const compiler::Diagnostic& one) { return one.severity() == compiler::Severity::kError; });
  diagnostics.Sort();
  output.Write(command_line::Stream::kError,
               compiler::PrintDiagnostics(parsed_->sources, diagnostics,
                                          {output.screen(command_line::Stream::kError).color}));
}

std::string FileHistory::FileOf(std::uint32_t revision) const {
  return parsed_->sources.file(history_->chain.revisions[revision].tree->file).path;
}

}  // namespace instar::tool
