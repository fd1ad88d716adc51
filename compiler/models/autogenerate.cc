#include "compiler/models/autogenerate.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/chain/releases.h"
#include "compiler/models/alignment.h"
#include "compiler/models/check_models.h"
#include "compiler/models/lost_renames.h"
#include "compiler/models/migration_text.h"
#include "compiler/models/model_catalog.h"
#include "compiler/models/plan_migration.h"
#include "compiler/schema/lints/lints.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/formatter.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

constexpr char kDraft[] = "instar.draft";

struct Compiled {
  std::optional<Chain> chain;
  std::vector<RevisionSchema> schemas;
};

bool NeedsFilling(DiagnosticKind kind) {
  return kind == DiagnosticKind::kAddNotNull || kind == DiagnosticKind::kSetNotNull;
}

class Generator {
 public:
  Generator(const AutogenerateInput& input, const AutogenerateOptions& options, Diagnostics* diagnostics)
      : input_(input), options_(options), diagnostics_(*diagnostics) {}

  std::optional<GeneratedMigration> Run() {
    Compiled history = Compile(input_.sources, input_.trees, &diagnostics_);
    if (diagnostics_.errors() > 0 || !history.chain) return std::nullopt;
    const Catalog head = Head(history);
    if (!CheckModelsAlone(history, head)) return std::nullopt;
    const ModelCatalog models = BuildModelCatalog(input_.models.set, head);
    const Alignment alignment = Align(head, models);
    const std::vector<JudgedStatement> statements = Judge(alignment);
    GeneratedMigration migration;
    migration.upgrade = UpgradeText(statements, &migration.todos);
    migration.downgrade = DowngradeText(statements, head, &migration.todos);
    for (const JudgedStatement& statement : statements) {
      migration.to_complete += !statement.allows.empty() || !statement.statement.todo.empty();
      migration.to_complete += statement.has_no_inverse;
    }
    return migration;
  }

 private:
  static Compiled Compile(const SourceSet& sources, const std::vector<SyntaxTree>& trees,
                          Diagnostics* diagnostics) {
    Compiled compiled;
    compiled.chain =
        BuildChain(sources, trees, {.allow_multiple_heads = true, .allow_multiple_bases = true}, diagnostics);
    if (compiled.chain) compiled.schemas = BuildSchemas(sources, *compiled.chain, {}, diagnostics);
    return compiled;
  }

  // Of several parents what all of them leave is known only once somebody has joined them: here is one.
  Catalog Head(const Compiled& history) const {
    for (std::size_t r = 0; r < history.schemas.size(); ++r) {
      const std::string& id = history.chain->revisions[r].id;
      if (!input_.parents.empty() && id == input_.parents[0]) return history.schemas[r].after;
    }
    return {};
  }

  // What is wrong with the models themselves; that they differ is why we are here.
  bool CheckModelsAlone(const Compiled& history, const Catalog& head) {
    Diagnostics found;
    CheckModels({input_.sources, input_.models, *history.chain, history.schemas, head}, &found);
    bool good = true;
    for (const Diagnostic& one : found.all()) {
      const bool is_lost = one.kind == DiagnosticKind::kLostRename;
      if (one.kind == DiagnosticKind::kModelMismatch || one.kind == DiagnosticKind::kUnmodelledTable)
        continue;
      if (is_lost && options_.not_renamed) continue;
      Diagnostic& added = diagnostics_.Add(one.kind, one.range, one.message);
      added.notes = one.notes;
      added.fix_its = one.fix_its;
      good = false;
      if (!is_lost) continue;
      added.AddNote({}, "if they are two different things, give --not-renamed: the old values are lost");
    }
    return good;
  }

  // The lints know what a person must look at: they are asked about a draft.
  std::vector<JudgedStatement> Judge(const Alignment& alignment) const {
    PlanOptions plan_options;
    plan_options.drop_tables = options_.drop_tables;
    std::vector<JudgedStatement> judged;
    // Filling a column first is another statement, of which they are asked again.
    for (int round = 0; round < 3; ++round) {
      const std::vector<PlannedStatement> plan = PlanMigration(input_.models.set, alignment, plan_options);
      judged.clear();
      for (const PlannedStatement& statement : plan) judged.push_back({statement, {}, false});
      if (plan.empty() || !JudgeDraft(plan, &judged, &plan_options.fill_first)) break;
    }
    return judged;
  }

  // What is said of each statement.
  std::multimap<std::size_t, DiagnosticKind> AskAbout(const std::vector<PlannedStatement>& plan,
                                                      std::string_view downgrade) const {
    const PlainText plain =
        PlainTextOf(plan, absl::StrCat("revision ", kDraft, "; revises ",
                                       input_.parents.empty() ? "base" : absl::StrJoin(input_.parents, ", "),
                                       ";\nupgrade {\n"));
    SourceSet sources;
    for (FileId file = 0; file < input_.trees.size(); ++file) sources.Add(input_.sources.file(file));
    const FileId draft = sources.Add({"", absl::StrCat(plain.text, "}\n", std::string(downgrade))});
    std::vector<SyntaxTree> trees = input_.trees;
    Diagnostics found;
    trees.push_back(Parse(sources, draft, &found));
    const Compiled compiled = Compile(sources, trees, &found);
    if (compiled.chain) Lint(sources, compiled, &found);
    std::multimap<std::size_t, DiagnosticKind> said;
    for (const Diagnostic& one : found.all()) {
      if (one.severity() != Severity::kError || one.range.file != draft) continue;
      const auto after = std::upper_bound(plain.begins.begin(), plain.begins.end(), one.range.begin);
      if (after == plain.begins.begin()) continue;
      said.emplace(static_cast<std::size_t>(after - plain.begins.begin()) - 1, one.kind);
    }
    return said;
  }

  // Whether more columns must be filled first.
  bool JudgeDraft(const std::vector<PlannedStatement>& plan, std::vector<JudgedStatement>* judged,
                  std::set<ObjectId>* fill_first) const {
    // A downgrade that cannot be derived would keep the lints from looking.
    for (const auto& [statement, kind] : AskAbout(plan, "")) {
      if (kind == DiagnosticKind::kNoInverse) (*judged)[statement].has_no_inverse = true;
    }
    bool fills_more = false;
    for (const auto& [index, kind] : AskAbout(plan, "irreversible \"a draft\";\n")) {
      JudgedStatement& statement = (*judged)[index];
      if (!IsAllowable(kind)) continue;
      if (NeedsFilling(kind) && statement.statement.column != kNoObject) {
        // Asked for already: the `todo` before it stands for that.
        fills_more |= fill_first->insert(statement.statement.column).second;
      } else {
        statement.allows.insert(std::string(DiagnosticName(kind)));
      }
    }
    return fills_more;
  }

  void Lint(const SourceSet& sources, const Compiled& compiled, Diagnostics* found) const {
    LintOptions options;
    if (input_.lock != nullptr) {
      Diagnostics ignored;
      options.releases =
          CheckReleases(*input_.lock, *compiled.chain, HashChain(sources, *compiled.chain), &ignored);
    }
    for (const RowRisk& risk : compiler::Lint(sources, *compiled.chain, compiled.schemas, options, found)) {
      // Nothing is replayed here.
      if (risk.undecided && !risk.accepted) Report(risk, found);
    }
  }

  const AutogenerateInput& input_;
  const AutogenerateOptions& options_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<GeneratedMigration> Autogenerate(const AutogenerateInput& input,
                                               const AutogenerateOptions& options, Diagnostics* diagnostics) {
  return Generator(input, options, diagnostics).Run();
}

std::string Complete(const std::string& text, const GeneratedMigration& migration) {
  Diagnostics ignored;
  return FillPlaceholders(Format({"", text}, &ignored).value_or(text), migration.todos);
}

}  // namespace instar::compiler
