#include "tests/model_changes/program.h"

#include "compiler/models/check_models.h"
#include "compiler/models/load_models.h"
#include "compiler/schema/heads.h"
#include "compiler/syntax/formatter.h"
#include "compiler/syntax/parser.h"
#include "instar/sqlite.h"
#include "tests/property/compiled.h"

namespace instar::compiler {
namespace {

constexpr std::uint32_t kMinimum = 3037000;

std::string Said(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics.all()) {
    text += std::string(DiagnosticName(one.kind)) + ": " + one.message + "\n";
  }
  return text;
}

struct Input {
  explicit Input(const std::vector<std::string>& migrations, const ModelSet& set) {
    for (const std::string& text : migrations) {
      const FileId file = sources.Add({"m" + std::to_string(sources.size()) + ".migration", text});
      trees.push_back(Parse(sources, file, &diagnostics));
    }
    InMemoryFileSystem files;
    files.Write("models.json", WriteModels(set)).IgnoreError();
    models = LoadModels("models.json", files, &sources, &diagnostics);
  }

  SourceSet sources;
  std::vector<SyntaxTree> trees;
  Diagnostics diagnostics;
  std::optional<Models> models;
};

std::string Id(std::size_t index) { return "r" + std::to_string(index); }

// Between the quotes.
std::string Undoubled(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '"') ++i;
  }
  return plain;
}

// As a person would answer, who knows that there are no rows. False: there is more to do than that.
bool Answer(std::string* text) {
  constexpr std::string_view kReason = " \"\";";
  for (std::size_t at; (at = text->find(kReason)) != std::string::npos;) {
    text->replace(at, kReason.size(), " \"reviewed\";");
  }
  constexpr std::string_view kTodo = "todo \"";
  for (std::size_t at; (at = text->find(kTodo)) != std::string::npos;) {
    std::size_t end = at + kTodo.size();
    while ((*text)[end] != '"' || (*text)[end + 1] == '"') end += (*text)[end] == '"' ? 2 : 1;
    std::string what = Undoubled(std::string_view(*text).substr(at + kTodo.size(), end - at - kTodo.size()));
    const std::size_t update = what.find("update ");
    if (update == std::string::npos && what.find("may come back") == std::string::npos) return false;
    what.erase(0, update == std::string::npos ? what.size() : update);
    if (const std::size_t dots = what.find("..."); dots != std::string::npos) what.replace(dots, 3, "'x'");
    text->replace(at, end + 2 - at, what);
  }
  return true;
}

}  // namespace

std::optional<GeneratedMigration> ModelProgram::Generate(const ModelSet& models, std::string* problem) const {
  Input input(migrations_, models);
  std::vector<std::string> parents;
  if (!migrations_.empty()) parents.push_back(Id(migrations_.size() - 1));
  std::optional<GeneratedMigration> made;
  if (input.models) {
    made = Autogenerate({input.sources, input.trees, nullptr, *input.models, parents}, {.not_renamed = true},
                        &input.diagnostics);
  }
  *problem = Said(input.diagnostics);
  return made;
}

std::string ModelProgram::Check(const ModelSet& models) const {
  Input input(migrations_, models);
  const std::optional<Chain> chain = BuildChain(input.sources, input.trees, {}, &input.diagnostics);
  if (!chain || !input.models) return Said(input.diagnostics);
  const std::vector<RevisionSchema> schemas = BuildSchemas(input.sources, *chain, {}, &input.diagnostics);
  CheckModels({input.sources, *input.models, *chain, schemas, SchemaAtHeads(*chain, schemas)},
              &input.diagnostics);
  return Said(input.diagnostics);
}

std::string ModelProgram::Follow(const ModelSet& models) {
  std::string problem;
  const std::optional<GeneratedMigration> made = Generate(models, &problem);
  if (!made) return "not generated: " + problem;
  if (made->upgrade.empty()) {
    generated_.clear();
    return Check(models);
  }
  const std::size_t index = migrations_.size();
  generated_ = Complete("revision " + Id(index) + ";\nrevises " + (index == 0 ? "base" : Id(index - 1)) +
                            ";\n\nupgrade {\n" + made->upgrade + "}\n" + made->downgrade,
                        *made);
  std::string text = generated_;
  if (!Answer(&text)) {
    needs_work_ = true;
    return "";
  }
  Diagnostics diagnostics;
  const std::optional<std::string> formatted = Format({"", text}, &diagnostics);
  if (!formatted) return "it cannot be read: " + Said(diagnostics) + text;
  if (made->to_complete == 0 && *formatted != text) return "instar fmt would change it:\n" + text;
  migrations_.push_back(text);
  if (std::string said = Apply(); !said.empty()) return said + generated_;
  if (std::string said = Check(models); !said.empty()) return "the check is not clean: " + said + generated_;
  const std::optional<GeneratedMigration> again = Generate(models, &problem);
  if (!again || !again->upgrade.empty()) return "generated again: " + problem + (again ? again->upgrade : "");
  return "";
}

std::string ModelProgram::Apply() {
  const property::Compiled compiled(migrations_, kMinimum);
  if (!compiled.ok()) return "it does not compile: " + compiled.Errors();
  const instar::Report report = sqlite::Upgrade(database_.get(), compiled.table().table());
  return report.ok() ? "" : "it cannot be applied: " + report.status.message() + "\n";
}

std::string ModelProgram::DownAndUp() {
  const property::Compiled compiled(migrations_, kMinimum);
  const instar::Table table = compiled.table().table();
  const property::Facts before = Facts();
  instar::Options options;
  options.target = "-1";
  instar::Report report = sqlite::Downgrade(database_.get(), table, options);
  if (!report.ok()) return "it cannot be undone: " + report.status.message() + "\n" + generated_;
  report = sqlite::Upgrade(database_.get(), table);
  if (!report.ok()) return "it cannot be done again: " + report.status.message() + "\n" + generated_;
  return property::Difference(before, Facts());
}

}  // namespace instar::compiler
