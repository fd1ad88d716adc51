#include "tests/property/invalid.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "instar/sqlite.h"
#include "tests/property/compiled.h"
#include "tests/property/facts.h"
#include "tests/property/rows.h"
#include "tests/property/scratch.h"

namespace instar::compiler::property {
namespace {

constexpr std::uint32_t kMinimumVersion = 3037000;

std::vector<std::string> TextsOf(const History& history) {
  std::vector<std::string> texts;
  for (const RandomRevision& revision : history) texts.push_back(Text(revision, history));
  return texts;
}

class Populated {
 public:
  Populated(const History& history, std::uint64_t seed) : history_(history), random_(seed) {}

  // False where the history's own rows are in its way.
  bool Build() {
    const std::unique_ptr<Compiled> compiled = Compile(history_, kMinimumVersion);
    if (!compiled->ok()) return false;
    Effects effects;
    for (const RandomRevision& revision : history_) {
      AddRows(&random_, db_.get(), model_);
      if (!Apply(revision, &model_, &effects)) return false;
      instar::Options options;
      options.target = revision.id;
      if (sqlite::Upgrade(db_.get(), compiled->table().table(), options).ok()) continue;
      DeleteRows(db_.get());
      if (!sqlite::Upgrade(db_.get(), compiled->table().table(), options).ok()) return false;
    }
    AddRows(&random_, db_.get(), model_);
    return true;
  }

  const Model& model() const { return model_; }
  Scratch Copy() const { return db_.Copy(); }

 private:
  const History& history_;
  Random random_;
  Scratch db_;
  Model model_;
};

std::string RevisionText(const History& history, const std::string& statements) {
  std::vector<bool> is_head(history.size(), true);
  for (const RandomRevision& revision : history) {
    for (const std::size_t parent : revision.parents) is_head[parent] = false;
  }
  std::string parents;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (is_head[i]) parents += (parents.empty() ? "" : ", ") + history[i].id;
  }
  return "revision wild;\nrevises  " + (parents.empty() ? "base" : parents) + ";\nupgrade {\n" + statements +
         "}\nirreversible \"it is only tried\";\n";
}

// Whether it said that the rows which are there may be in the way, or that it could not know.
bool HasWarned(const Compiled& compiled) {
  return compiled.Has(DiagnosticKind::kMayFailOnRows) || compiled.Has(DiagnosticKind::kUnseededTable);
}

std::optional<Failure> Run(const Populated& populated, const Compiled& compiled, Attempts* attempts) {
  const Scratch db = populated.Copy();
  const instar::Report report = sqlite::Upgrade(db.get(), compiled.table().table());
  if (!report.ok()) {
    if (!HasWarned(compiled)) return Failure{"accepted, and refused on rows", report.status.message()};
    ++attempts->warned;
    return std::nullopt;
  }
  ++attempts->accepted;
  const Model known = ModelOf(compiled.schema(compiled.Find("wild")).after);
  const std::string difference = Difference(ExpectedFacts(known), FactsOf(db.get()));
  if (!difference.empty()) return Failure{"accepted, and another catalog", difference};
  return std::nullopt;
}

}  // namespace

std::optional<Failure> TryInvalid(const History& history, std::uint64_t seed, std::size_t count,
                                  Attempts* attempts) {
  Populated populated(history, seed);
  if (!populated.Build()) return std::nullopt;
  Random random(seed + 1);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> texts = TextsOf(history);
    texts.push_back(RevisionText(history, WildStatements(&random, populated.model())));
    Compiled compiled(texts, kMinimumVersion);
    if (compiled.ok()) compiled.Replay("wild");
    if (!compiled.ok()) {
      ++attempts->refused;
      continue;
    }
    std::optional<Failure> failure = Run(populated, compiled, attempts);
    if (!failure) continue;
    failure->text += "\n" + texts.back();
    return failure;
  }
  return std::nullopt;
}

}  // namespace instar::compiler::property
