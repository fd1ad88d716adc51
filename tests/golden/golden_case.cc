#include "tests/golden/golden_case.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/chain/lock_file.h"
#include "compiler/chain/releases.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/diagnostics/warning_options.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/models/check_models.h"
#include "compiler/models/load_models.h"
#include "compiler/schema/compatibility.h"
#include "compiler/schema/heads.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"
#include "compiler/source/file_system.h"
#include "compiler/syntax/call_check.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kArguments = "// args:";
constexpr std::string_view kSection = "--- ";
constexpr std::string_view kExpected = "expected";
constexpr char kModels[] = "models.json";

bool StartsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// The next line with its end; moves `text` behind it.
std::string_view TakeLine(std::string_view* text) {
  std::size_t end = text->find('\n');
  std::string_view line = text->substr(0, end == std::string_view::npos ? end : end + 1);
  text->remove_prefix(line.size());
  return line;
}

std::string_view WithoutEnd(std::string_view line) {
  return !line.empty() && line.back() == '\n' ? line.substr(0, line.size() - 1) : line;
}

std::string ResolveEscapes(std::string_view text) {
  std::string resolved;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "\\\n") {
      ++at;
    } else if (text.substr(at, 2) == "\\x" && at + 3 < text.size()) {
      resolved += static_cast<char>(std::stoi(std::string(text.substr(at + 2, 2)), nullptr, 16));
      at += 3;
    } else {
      resolved += text[at];
    }
  }
  return resolved;
}

std::string WithCrlf(std::string_view text) {
  std::string changed;
  for (char c : text) changed += c == '\n' ? "\r\n" : std::string(1, c);
  return changed;
}

void PrepareFile(const std::set<std::string>& arguments, std::string* text) {
  if (arguments.contains("no-final-newline") && !text->empty()) text->pop_back();
  if (arguments.contains("escapes")) *text = ResolveEscapes(*text);
  if (arguments.contains("crlf")) *text = WithCrlf(*text);
}

WarningOptions WarningOptionsOf(const GoldenCase& golden) {
  WarningOptions options;
  for (const std::string& argument : golden.arguments) {
    if (StartsWith(argument, "-W")) options.Add(argument.substr(2));
  }
  return options;
}

void RunLints(const SourceSet& sources, const Chain& chain, const std::vector<RevisionSchema>& schemas,
              const LintOptions& options, Diagnostics* diagnostics) {
  for (const RowRisk& risk : Lint(sources, chain, schemas, options, diagnostics)) {
    if (risk.undecided && !risk.accepted) Report(risk, diagnostics);
  }
  ReportAllows(schemas, diagnostics);
}

// Headers and models.json are no migrations.
std::optional<Models> AddSources(const GoldenCase& golden, SourceSet* sources, Diagnostics* diagnostics) {
  InMemoryFileSystem files;
  bool has_models = false;
  for (const SourceFile& file : golden.files) {
    has_models |= file.path == kModels;
    const bool beside = file.path == kModels || file.path.ends_with(".h");
    if (!beside) sources->Add(file);
    if (beside) files.Write(file.path, file.text).IgnoreError();
  }
  return has_models ? LoadModels(kModels, files, sources, diagnostics) : std::nullopt;
}

}  // namespace

GoldenCase ReadGoldenCase(std::string_view text) {
  GoldenCase golden;
  std::string* section = nullptr;
  while (!text.empty()) {
    std::string_view line = TakeLine(&text);
    std::string_view name = WithoutEnd(line);
    if (StartsWith(name, kSection)) {
      name.remove_prefix(kSection.size());
      if (name == kExpected) {
        golden.expected = std::string(text);
        break;
      }
      golden.files.push_back({std::string(name), ""});
      section = &golden.files.back().text;
    } else if (section != nullptr) {
      *section += line;
    } else if (StartsWith(name, kArguments)) {
      std::istringstream words{std::string(name.substr(kArguments.size()))};
      for (std::string word; words >> word;) golden.arguments.insert(word);
    }
    golden.preamble += line;
  }
  for (SourceFile& file : golden.files) PrepareFile(golden.arguments, &file.text);
  return golden;
}

std::string RunGoldenCase(const GoldenCase& golden) {
  SourceSet sources;
  Diagnostics diagnostics;
  std::optional<Models> models = AddSources(golden, &sources, &diagnostics);
  std::vector<SyntaxTree> trees;
  std::optional<LockFile> lock;
  for (FileId file = 0; file < sources.size(); ++file) {
    if (sources.file(file).path.ends_with(".h")) continue;
    if (sources.file(file).path == kLockFileName) {
      lock = ReadLockFile(sources, file, &diagnostics);
      continue;
    }
    trees.push_back(Parse(sources, file, &diagnostics));
    if (golden.arguments.contains("no-steps")) CheckNoCalls(trees.back(), &diagnostics);
  }
  ChainOptions options;
  options.allow_multiple_heads = golden.arguments.contains("allow-multiple-heads");
  options.allow_multiple_bases = golden.arguments.contains("allow-multiple-bases");
  if (lock) options.removed = CheckRemoved(*lock, trees, &diagnostics);
  const std::optional<Chain> chain = BuildChain(sources, trees, options, &diagnostics);
  SchemaOptions schema_options;
  if (golden.arguments.contains("postgresql")) schema_options.dialects.push_back(Dialect::kPostgresql);
  if (chain) {
    LintOptions lint_options{schema_options.dialects, {}};
    if (lock) lint_options.releases = CheckReleases(*lock, *chain, HashChain(sources, *chain), &diagnostics);
    const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, schema_options, &diagnostics);
    JudgeCompatibility(sources, *chain, schemas, schema_options, &diagnostics);
    // Before the unused allows are known.
    LowerToSqlite(sources, *chain, schemas, {}, &diagnostics);
    if (golden.arguments.contains("lints")) {
      RunLints(sources, *chain, schemas, lint_options, &diagnostics);
    }
    if (models && diagnostics.errors() == 0) {
      CheckModels({sources, *models, *chain, schemas, SchemaAtHeads(*chain, schemas)}, &diagnostics);
    }
  }
  WarningOptionsOf(golden).Apply(&diagnostics);
  diagnostics.Sort();
  return PrintDiagnostics(sources, diagnostics);
}

std::vector<std::string> ListGoldenCases(const std::string& root) {
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".golden") continue;
    cases.push_back(std::filesystem::relative(entry.path(), root).generic_string());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

}  // namespace instar::compiler
