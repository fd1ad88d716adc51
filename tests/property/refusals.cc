#include "tests/property/refusals.h"

#include <algorithm>
#include <vector>

#include "instar/sqlite.h"
#include "tests/property/compiled.h"
#include "tests/property/facts.h"
#include "tests/property/sqlite_verdict.h"

namespace instar::compiler::property {
namespace {

const char* AllowClause(Allowing allowing) {
  switch (allowing) {
    case Allowing::kNothing:
      return "";
    case Allowing::kLoss:
      return "allow drop-table, drop-column, drop-recreate, narrowing-type \"tried\";\n";
    case Allowing::kEverything:
      return "allow drop-table, drop-column, drop-recreate, narrowing-type, affinity-coercion, add-unique, "
             "set-not-null, add-not-null, add-check, add-foreign-key, cast-may-fail \"tried\";\n";
  }
  return "";
}

std::string RevisionText(const History& history, const Attempt& attempt, Allowing allowing) {
  std::vector<bool> is_head(history.size(), true);
  for (const RandomRevision& revision : history) {
    for (const std::size_t parent : revision.parents) is_head[parent] = false;
  }
  std::string parents;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (is_head[i]) parents += (parents.empty() ? "" : ", ") + history[i].id;
  }
  return "revision wild;\nrevises  " + (parents.empty() ? "base" : parents) + ";\n" + AllowClause(allowing) +
         "upgrade {\n    " + attempt.statements + "\n}\nirreversible \"it is only tried\";\n";
}

class Trial {
 public:
  Trial(const Populated& populated, const Compiled& compiled, const Attempt& attempt, Allowing allowing,
        Tally* tally)
      : populated_(populated), compiled_(compiled), attempt_(attempt), allowing_(allowing), tally_(*tally) {}

  std::optional<Failure> Run() {
    ++tally_.tried;
    return compiled_.ok() ? Accepted() : Refused();
  }

 private:
  std::optional<Failure> Accepted() {
    const Scratch db = populated_.Copy();
    const instar::Report report = sqlite::Upgrade(db.get(), compiled_.table().table());
    if (!report.ok()) return Stopped(report.status.message());
    ++tally_.accepted;
    const Model known = ModelOf(compiled_.schema(compiled_.Find("wild")).after);
    const std::string difference = Difference(ExpectedFacts(known), FactsOf(db.get()));
    if (!difference.empty()) return Failure{"accepted, and another catalog", difference};
    std::string wrong = Unsoundness(db);
    if (wrong.empty()) wrong = Unusable(db);
    // What it says, rather than of what.
    if (!wrong.empty()) return Failure{"accepted, and unusable: " + wrong.substr(0, wrong.rfind(':')), wrong};
    return std::nullopt;
  }

  std::optional<Failure> Stopped(const std::string& reason) {
    ++tally_.warned;
    if (IsOfValues(reason)) return std::nullopt;
    // It said that rows may be in the way, or that it could not know.
    const bool said = compiled_.Has(DiagnosticKind::kMayFailOnRows) ||
                      compiled_.Has(DiagnosticKind::kUnseededTable) || allowing_ == Allowing::kEverything;
    if (!said) return Failure{kMissed, reason};
    if (!IsOfRows(reason)) return Failure{"accepted, and refused whatever the rows", reason};
    return std::nullopt;
  }

  // What a migration inserts is thought not to be there already, or most reference data would be suspect; and
  // what it copies from other rows may be anything. Nor is there a guess at what every expression in an index
  // makes of what an update writes.
  bool IsOfValues(std::string_view reason) const {
    const auto has = [&](std::string_view words) { return reason.find(words) != std::string_view::npos; };
    if (attempt_.statements.starts_with("insert")) return has("UNIQUE constraint") || has("CHECK constraint");
    return attempt_.statements.starts_with("update") && has("UNIQUE constraint failed: index");
  }

  std::optional<Failure> Refused() {
    ++tally_.refused;
    if (!IsPlainSql(attempt_.statements)) {
      ++tally_.unjudged;
      return std::nullopt;
    }
    if (!Refusal(populated_.Copy(), attempt_.statements).empty()) {
      ++tally_.refused_both;
      return std::nullopt;
    }
    const std::vector<DiagnosticKind> kinds = compiled_.ErrorKinds();
    const auto has_reason = [&](DiagnosticKind kind) {
      // SQLite itself has refused it on other rows.
      const bool is_of_rows = kind == DiagnosticKind::kReplayFailed && IsOfRows(compiled_.Errors());
      return is_of_rows || OwnReason(kind, attempt_.statements) != nullptr;
    };
    if (std::ranges::any_of(kinds, has_reason)) {
      ++tally_.by_rule;
      return std::nullopt;
    }
    return Failure{"SQLite accepts: " + std::string(DiagnosticName(kinds.front())), compiled_.Errors()};
  }

  const Populated& populated_;
  const Compiled& compiled_;
  const Attempt& attempt_;
  const Allowing allowing_;
  Tally& tally_;
};

}  // namespace

std::optional<Failure> Try(const History& history, const Populated& populated, const Attempt& attempt,
                           Allowing allowing, std::uint32_t minimum_version, Tally* tally) {
  std::vector<std::string> texts;
  for (const RandomRevision& revision : history) texts.push_back(Text(revision, history));
  texts.push_back(RevisionText(history, attempt, allowing));
  Compiled compiled(texts, minimum_version);
  if (compiled.ok()) compiled.Replay("wild");
  std::optional<Failure> failure = Trial(populated, compiled, attempt, allowing, tally).Run();
  if (failure) failure->text += "\n" + texts.back();
  return failure;
}

}  // namespace instar::compiler::property
