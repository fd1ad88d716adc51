#include "instar/script.h"

#include <sqlite3.h>

#include <utility>

#include "instar/sqlite.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"
#include "runtime/planning/reachability.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_key_check.h"
#include "runtime/sqlite/memory_database.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/recorder.h"
#include "runtime/sqlite/script_text.h"

namespace instar::sqlite {
namespace {

Status SkipCall(Step& /*step*/) { return OkStatus(); }

// Comments and string literals of one line.
std::string OneLine(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return line;
}

class ScriptWriter {
 public:
  ScriptWriter(const Table& table, const ScriptOptions& options, Direction direction)
      : table_(table),
        options_(options),
        direction_(direction),
        functions_(CountFunctions(), SkipCall),
        without_calls_(table) {
    without_calls_.functions = functions_.data();
  }

  Script Write() {
    script_.status = WriteAll();
    if (!script_.ok()) script_.text.clear();
    return std::move(script_);
  }

 private:
  std::size_t CountFunctions() const {
    std::size_t count = 0;
    const DialectSteps* const steps = table_.Find(Dialect::kSqlite);
    if (steps == nullptr) return count;
    for (std::uint32_t i = 0; i < steps->first[2 * table_.revision_count]; ++i) {
      if (steps->steps[i].kind == StepKind::kCall && steps->steps[i].function >= count) {
        count = steps->steps[i].function + 1;
      }
    }
    return count;
  }

  Status WriteAll() {
    Status status = Plan();
    if (status.ok()) status = CheckCalls();
    if (!status.ok()) return status;
    const MemoryDatabase memory;
    if (memory.result_code() != SQLITE_OK) {
      return ErrorOf(memory.db(), memory.result_code(), "open a database in memory");
    }
    Options options = options_.options;
    options.target.clear();
    // What is there was applied long ago, one by one.
    options.transactions = Transactions::kPerRevision;
    status = Migrator(memory.db(), without_calls_, options, Direction::kUpgrade).Run(applied_).status;
    if (!status.ok()) return status;
    options.transactions = options_.options.transactions;
    script_.text = ScriptHead(table_, verb(), options_, rows_);
    Recorder recorder(memory.db());
    for (std::size_t begin = 0; begin < plan_.size();) {
      const bool together = options.transactions == Transactions::kAllTogether;
      const std::size_t end = together ? plan_.size() : begin + 1;
      const Revisions part(plan_.data() + begin, plan_.data() + end);
      status = Migrator(memory.db(), without_calls_, options, direction_).Run(part).status;
      if (!status.ok()) return status;
      std::string violations;
      const int rc = IsUnenforced(part) ? ViolationQuery(memory.db(), &violations) : SQLITE_OK;
      if (rc != SQLITE_OK) return ErrorOf(memory.db(), rc, "read the foreign keys");
      WritePart(part, recorder.Take(), violations);
      begin = end;
    }
    return status;
  }

  Status Plan() {
    const Status status = FindBeginning(table_, options_, &rows_);
    if (!status.ok()) return status;
    applied_ = ListOf(AppliedBy(table_, rows_));
    return direction_ == Direction::kUpgrade
               ? PlanUpgrade(table_, rows_, options_.to.empty() ? "heads" : options_.to, &plan_)
               : PlanDowngrade(table_, rows_, options_.to, &plan_);
  }

  std::string_view verb() const { return direction_ == Direction::kUpgrade ? "upgrade" : "downgrade"; }

  StepRange StepsOf(std::uint32_t revision) const {
    const DialectSteps* const steps = table_.Find(Dialect::kSqlite);
    return steps == nullptr ? StepRange{nullptr, nullptr} : table_.Steps(*steps, revision, direction_);
  }

  Status CheckCalls() const {
    for (const std::uint32_t r : plan_) {
      if (direction_ == Direction::kDowngrade && table_.irreversible(r)) {
        return StatusOf(StatusCode::kIrreversible, "revision '%' cannot be undone: %",
                        {table_.id(r), table_.irreversible_reason(r)});
      }
      for (const StepRow& step : StepsOf(r)) {
        if (step.kind != StepKind::kCall || options_.skip_calls) continue;
        return StatusOf(StatusCode::kStepFailed,
                        "revision '%' calls the C++ function '%', which cannot stand in a script: end the "
                        "range before it, or leave the call out (--skip-calls) and see to its work yourself",
                        {table_.id(r), table_.text(step)});
      }
    }
    return OkStatus();
  }

  bool IsUnenforced(const Revisions& revisions) const {
    for (const std::uint32_t r : revisions) {
      for (const StepRow& step : StepsOf(r)) {
        if (step.kind == StepKind::kRebuild || (step.flags & kStepWithoutForeignKeys) != 0) return true;
      }
    }
    return false;
  }

  // The revisions of one transaction, or one that has none. `violations`: finds what the statements broke
  // while foreign keys were off; empty: they are on.
  void WritePart(const Revisions& revisions, const std::string& statements, std::string_view violations) {
    script_.text += '\n';
    for (const std::uint32_t r : revisions) WriteName(r);
    const bool unenforced = !violations.empty();
    script_.text += unenforced ? "-- Foreign keys rest, and are checked before the end.\n"
                                 "PRAGMA foreign_keys = OFF;\n"
                               : "PRAGMA foreign_keys = ON;\n";
    script_.text += unenforced ? WithCheck(statements, violations) : statements;
  }

  void WriteName(std::uint32_t r) {
    script_.revisions.emplace_back(table_.id(r));
    script_.text += Message("-- % of %", {verb(), table_.id(r)});
    if (!table_.message(r).empty()) script_.text += ": " + OneLine(table_.message(r));
    script_.text += '\n';
    for (const StepRow& step : StepsOf(r)) {
      if (step.kind != StepKind::kCall) continue;
      script_.text += Message("-- NOT HERE: it calls the C++ function %\n", {table_.text(step)});
    }
  }

  // Before the commit.
  static std::string WithCheck(const std::string& statements, std::string_view violations) {
    const std::size_t commit = statements.rfind("COMMIT;");
    if (commit == std::string::npos) return statements;
    return statements.substr(0, commit) +
           "CREATE TEMP TABLE instar_check (broken_foreign_keys CHECK (broken_foreign_keys = 0));\n"
           "INSERT INTO instar_check " +
           std::string(violations) +
           ";\n"
           "DROP TABLE temp.instar_check;\n" +
           statements.substr(commit);
  }

  const Table& table_;
  const ScriptOptions& options_;
  const Direction direction_;
  const std::vector<StepFunction> functions_;
  Table without_calls_;
  Revisions applied_;
  Revisions rows_;
  Revisions plan_;
  Script script_;
};

}  // namespace

Script UpgradeScript(const Table& table, const ScriptOptions& options) {
  return ScriptWriter(table, options, Direction::kUpgrade).Write();
}

Script DowngradeScript(const Table& table, const ScriptOptions& options) {
  if (!options.from.empty() && !options.to.empty()) {
    return ScriptWriter(table, options, Direction::kDowngrade).Write();
  }
  Script script;
  script.status = Status(StatusCode::kInvalidArgument, "the script of a downgrade needs both ends: FROM:TO");
  return script;
}

}  // namespace instar::sqlite
