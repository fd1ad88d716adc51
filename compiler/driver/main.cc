// instarc: the migration compiler.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "compiler/driver/options.h"
#include "compiler/driver/print.h"
#include "compiler/driver/report.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/source/file_system.h"
#include "compiler/syntax/ast_printer.h"

namespace instar::compiler {
namespace {

bool IsSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// no-color.org and bixense.com/clicolors: build systems pipe the output, so the terminal alone does not tell.
bool UseColor(ColorMode mode) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  if (IsSet("NO_COLOR")) return false;
  return IsSet("CLICOLOR_FORCE") || isatty(STDERR_FILENO) != 0;
}

// A terminal breaks what is longer than its lines, and carets would stand under something else.
TextPrinterOptions TextFor(ColorMode color) {
  TextPrinterOptions text;
  text.color = UseColor(color);
  winsize size = {};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    text.columns = std::min<std::size_t>(text.columns, size.ws_col);
  }
  return text;
}

void PrintToStandardOutput(const std::string& text, Diagnostics* diagnostics) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && written) return;
  diagnostics->Add(DiagnosticKind::kCannotWrite, {},
                   std::string("cannot write to the standard output: ") + std::strerror(errno));
}

void PrintTrees(const Parsed& parsed, Diagnostics* diagnostics) {
  std::string text;
  for (const SyntaxTree& tree : parsed.trees) text += PrintTree(parsed.sources, tree);
  PrintToStandardOutput(text, diagnostics);
}

int Run(const Options& options) {
  RealFileSystem files;
  Diagnostics diagnostics;
  const Parsed parsed = ParseInputs(options.compile, files, &diagnostics);
  Compiled compiled;
  const bool compiles = !options.dump_ast && !options.print_schema.has_value() && !options.print_sql;
  std::string usage;
  if (options.dump_ast) {
    PrintTrees(parsed, &diagnostics);
  } else if (options.print_schema.has_value() || options.print_sql) {
    const Printed printed = options.print_sql ? PrintSqliteSql(options, parsed, &diagnostics)
                                              : PrintSchemaAt(options, parsed, &diagnostics);
    PrintToStandardOutput(printed.text, &diagnostics);
    usage = printed.usage;
  } else {
    compiled = Compile(options.compile, parsed, files, &diagnostics);
    if (!options.check) KeepProofs(options.compile, compiled, files);
  }
  options.warnings.Apply(&diagnostics);
  diagnostics.Sort();
  // Before the stamp, which promises that all else was written.
  WriteSarifFile(options, parsed.sources, files, &diagnostics);
  if (compiles && !options.check && diagnostics.errors() == 0) {
    WriteOutputs(options.compile, compiled, files, &diagnostics);
    if (diagnostics.errors() > 0) WriteSarifFile(options, parsed.sources, files, &diagnostics);
  }
  const std::string text =
      FormatDiagnostics(options.diagnostics_format, TextFor(options.color), parsed.sources, diagnostics);
  std::fwrite(text.data(), 1, text.size(), stderr);
  if (!usage.empty()) {
    std::fprintf(stderr, "instarc: %s\n", usage.c_str());
    return kExitUsage;
  }
  // Without taking apart what a long history fills the memory with.
  std::fflush(nullptr);
  std::_Exit(diagnostics.errors() == 0 ? kExitDone : kExitErrors);
}

}  // namespace
}  // namespace instar::compiler

int main(int argc, char** argv) {
  instar::compiler::PrepareSqliteForReplay();
  // A limit on the size of files is an error of writing, like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  const auto command_line = instar::compiler::ParseCommandLine(argc, argv);
  return command_line.proceed ? instar::compiler::Run(command_line.options) : command_line.exit_code;
}
