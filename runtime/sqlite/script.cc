#include "instar/script.h"

#include <sqlite3.h>

#include <utility>

#include "instar/sqlite.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/foreign_key_check.h"
#include "runtime/sqlite/memory_database.h"
#include "runtime/sqlite/migrator.h"
#include "runtime/sqlite/recorder.h"

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

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
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
    status = Migrator(memory.db(), without_calls_, options, Direction::kUpgrade).Run(applied_).status;
    if (!status.ok()) return status;
    WriteHead();
    Recorder recorder(memory.db());
    for (const std::uint32_t r : plan_) {
      status = Migrator(memory.db(), without_calls_, options, direction_).Run({r}).status;
      if (!status.ok()) return status;
      std::string violations;
      const int rc = IsUnenforced(r) ? ViolationQuery(memory.db(), &violations) : SQLITE_OK;
      if (rc != SQLITE_OK) return ErrorOf(memory.db(), rc, "read the foreign keys");
      WriteRevision(r, recorder.Take(), violations);
    }
    return status;
  }

  Status Plan() {
    Revisions found;
    const std::string from = options_.from.empty() ? "base" : options_.from;
    Status status = FindRevisions(table_, {}, from, &found);
    if (!status.ok()) return status;
    const RevisionSet applied = AppliedBy(table_, found);
    for (std::uint32_t r = 0; r < table_.revision_count; ++r) {
      if (applied[r]) applied_.push_back(r);
    }
    rows_ = RowsOf(table_, applied);
    return direction_ == Direction::kUpgrade
               ? PlanUpgrade(table_, rows_, options_.to.empty() ? "heads" : options_.to, &plan_)
               : PlanDowngrade(table_, rows_, options_.to, &plan_);
  }

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

  void WriteHead() {
    script_.text += Message("-- %: % to %\n", {direction_ == Direction::kUpgrade ? "upgrade" : "downgrade",
                                               options_.from.empty() ? "base" : options_.from,
                                               options_.to.empty() ? "heads" : options_.to});
    script_.text +=
        "-- For the sqlite3 shell: it stops at the first error, which leaves the last finished revision.\n"
        ".bail on\n\n";
    // Another place would run it half, or lose what is there.
    std::string ids;
    for (const std::uint32_t r : rows_) ids.append(ids.empty() ? "" : ", ").append(Quoted(table_.id(r)));
    script_.text +=
        "-- It begins at this revision, and nowhere else.\n"
        "CREATE TEMP TABLE instar_script (starts_here CHECK (starts_here));\n";
    const std::string rows = Message("FROM instar_version WHERE stream = %", {Quoted(table_.stream)});
    if (rows_.empty()) {
      script_.text +=
          "INSERT INTO instar_script SELECT NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = "
          "'instar_version');\n";
    } else {
      script_.text +=
          Message("INSERT INTO instar_script SELECT count(*) = % AND count(*) = sum(revision IN (%)) %;\n",
                  {Decimal(static_cast<std::int64_t>(rows_.size())), ids, rows});
    }
    script_.text += "DROP TABLE temp.instar_script;\n";
  }

  bool IsUnenforced(std::uint32_t revision) const {
    for (const StepRow& step : StepsOf(revision)) {
      if (step.kind == StepKind::kRebuild || (step.flags & kStepWithoutForeignKeys) != 0) return true;
    }
    return false;
  }

  // `violations`: finds what the statements broke while foreign keys were off; empty: they are on.
  void WriteRevision(std::uint32_t r, const std::string& statements, std::string_view violations) {
    const std::string_view verb = direction_ == Direction::kUpgrade ? "upgrade" : "downgrade";
    script_.revisions.emplace_back(table_.id(r));
    script_.text += Message("\n-- % of %", {verb, table_.id(r)});
    if (!table_.message(r).empty()) script_.text += ": " + OneLine(table_.message(r));
    script_.text += '\n';
    for (const StepRow& step : StepsOf(r)) {
      if (step.kind == StepKind::kCall) {
        script_.text += Message("-- NOT HERE: it calls the C++ function %\n", {table_.text(step)});
      }
    }
    const bool unenforced = !violations.empty();
    script_.text += unenforced ? "-- Foreign keys rest, and are checked before the end.\n"
                                 "PRAGMA foreign_keys = OFF;\n"
                               : "PRAGMA foreign_keys = ON;\n";
    script_.text += unenforced ? WithCheck(statements, violations) : statements;
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
