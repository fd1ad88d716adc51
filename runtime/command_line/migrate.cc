#include "runtime/command_line/migrate.h"

#include <optional>
#include <string>

#include "runtime/command_line/description.h"
#include "runtime/command_line/migration_display.h"
#include "runtime/command_line/report.h"
#include "runtime/command_line/script.h"
#include "runtime/command_line/state.h"
#include "runtime/command_line/text.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFFu;

// The first revision of the plan that calls C++, and the function.
std::uint32_t FirstCall(const Table& table, Dialect dialect, Direction direction, const Revisions& plan,
                        std::string_view* function) {
  const DialectSteps* steps = table.Find(dialect);
  for (const std::uint32_t r : plan) {
    if (steps == nullptr) break;
    for (const StepRow& step : table.Steps(*steps, r, direction)) {
      if (step.kind != StepKind::kCall) continue;
      *function = table.text(step);
      return r;
    }
  }
  return kNone;
}

bool ReadTransactions(const Call& call, Transactions* transactions, Status* status) {
  const std::string_view unit = call.Value("transaction");
  if (unit == "all" || unit == "each") {
    *transactions = unit == "all" ? Transactions::kAllTogether : Transactions::kPerRevision;
  } else if (call.Has("transaction")) {
    return Fail(status, StatusCode::kInvalidArgument, "--transaction is each or all, and not '%'", {unit});
  }
  return true;
}

class Migration {
 public:
  Migration(Call& call, const Opened& opened, Direction direction, std::string_view target)
      : call_(call),
        table_(*opened.table),
        database_(*opened.database),
        direction_(direction),
        target_(target),
        options_(call.MakeOptions()) {
    options_.target = target;
  }

  ExitCode Run() {
    Status status = ReadOptions();
    if (status.ok() && NeedsPlan()) status = Plan();
    if (!status.ok()) return call_.Fail(status);
    if (call_.Has("dry-run")) return PrintPlan();
    if (!call_.session().history->HasSteps()) CutBeforeCalls();
    const bool all_or_nothing = options_.transactions == Transactions::kAllTogether;
    if (stopped_before_ != kNone && all_or_nothing) return call_.Fail(StoppedStatus());
    const ExitCode code = Print(Go());
    if (stopped_before_ == kNone) return code;
    return code == ExitCode::kDone ? call_.Fail(StoppedStatus()) : code;
  }

 private:
  Status ReadOptions() {
    if (!ReadTransactions(call_, &options_.transactions, &status_)) return status_;
    options_.keep_unknown_objects = options_.keep_unknown_objects || call_.Has("keep-unknown-objects");
    std::int64_t number = 0;
    if (call_.Has("lock-timeout")) {
      if (!ReadNumber("lock-timeout", 86'400, &number)) return status_;
      options_.lock_timeout_ms = static_cast<int>(number) * 1000;
    }
    number = 3;
    if (call_.Has("backup-keep") && !ReadNumber("backup-keep", 1'000'000, &number)) return status_;
    if (call_.Has("backup") || call_.Has("backup-folder") || call_.Has("backup-keep")) {
      options_.backup =
          database_.Backups(std::string(call_.Value("backup-folder")), static_cast<int>(number));
    }
    return OkStatus();
  }

  bool ReadNumber(std::string_view option, std::int64_t most, std::int64_t* number) {
    const std::string_view text = call_.Value(option);
    // No sensible number is longer.
    bool good = !text.empty() && text.size() < 10;
    *number = 0;
    for (const char c : text) {
      good = good && c >= '0' && c <= '9';
      if (good) *number = *number * 10 + (c - '0');
    }
    if (good && *number <= most) return true;
    return Fail(&status_, StatusCode::kInvalidArgument, "--% is a number from 0 to %, and not '%'",
                {option, Decimal(most), text});
  }

  bool NeedsPlan() const { return call_.Has("dry-run") || !call_.session().history->HasSteps(); }

  Status Plan() {
    const State state = database_.Inspect(table_);
    if (!state.ok()) return state.status;
    state_ids_ = state.current;
    Revisions rows;
    for (const std::string& id : state.current) {
      const std::int64_t row = FindId(table_, id);
      if (row < 0) return PlanFromUnknown(id);
      rows.push_back(static_cast<std::uint32_t>(row));
    }
    return direction_ == Direction::kUpgrade ? PlanUpgrade(table_, rows, target_, &plan_)
                                             : PlanDowngrade(table_, rows, target_, &plan_);
  }

  // A newer program's revision, which lets this one go on: then there is nothing to apply, and what can be
  // undone, only the database knows.
  Status PlanFromUnknown(std::string_view id) {
    if (direction_ == Direction::kUpgrade || !call_.Has("dry-run")) return OkStatus();
    return StatusOf(
        StatusCode::kNewerDatabase,
        "the database is at '%', which is unknown here, so nobody here can tell what would be undone", {id});
  }

  void CutBeforeCalls() {
    stopped_before_ = FirstCall(table_, database_.dialect(), direction_, plan_, &function_);
    if (stopped_before_ == kNone) return;
    while (plan_.back() != stopped_before_) plan_.pop_back();
    plan_.pop_back();
  }

  Status StoppedStatus() const {
    return StatusOf(
        StatusCode::kStepFailed,
        "stopped before revision '%': it calls the C++ function '%', which is not here but in the program "
        "that these migrations are built into; go on with that program's own % command",
        {table_.id(stopped_before_), function_, call_.verb().name});
  }

  Report GoAlongPlan() {
    if (!plan_.empty()) return database_.Run(table_, options_, direction_, plan_);
    Report report;
    report.from = report.to = state_ids_;
    return report;
  }

  Report Go() {
    std::optional<MigrationDisplay> display;
    if (!call_.wants_json()) display.emplace(table_, call_.output(), &options_);
    if (stopped_before_ != kNone) return GoAlongPlan();
    return direction_ == Direction::kUpgrade ? database_.Upgrade(table_, options_)
                                             : database_.Downgrade(table_, options_);
  }

  ExitCode PrintPlan() {
    if (call_.wants_json()) {
      call_.json().Add("dry_run", true);
      Description(table_, *call_.session().history).AddArray(call_.json(), "plan", plan_);
      return ExitCode::kDone;
    }
    Columns columns;
    const char* const verb = direction_ == Direction::kUpgrade ? "would apply" : "would undo";
    for (const std::uint32_t r : plan_) {
      columns.Add({{verb}, {std::string(table_.id(r)), Style::kName}, {Printable(table_.message(r))}});
    }
    columns.Print(call_.output(), "");
    if (plan_.empty()) call_.output().PrintLine("nothing to do");
    return ExitCode::kDone;
  }

  ExitCode Print(const Report& report) {
    call_.wants_json() ? AddReport(call_, report) : PrintPlace(call_, report);
    return report.ok() ? ExitCode::kDone : call_.Fail(report.status);
  }

  Call& call_;
  const Table& table_;
  Database& database_;
  Direction direction_;
  std::string_view target_;
  Options options_;
  std::vector<std::string> state_ids_;
  Revisions plan_;
  std::uint32_t stopped_before_ = kNone;
  std::string_view function_;
  Status status_;
};

// What says how to run something means nothing to a script, nor the other way round: whoever gives both
// expects what will not happen.
Status CheckTogether(const Call& call) {
  constexpr std::string_view kOfRunning[] = {"dry-run",     "backup",       "backup-folder",
                                             "backup-keep", "lock-timeout", "keep-unknown-objects"};
  for (const std::string_view option : kOfRunning) {
    if (!call.Has("sql") || !call.Has(option)) continue;
    return StatusOf(StatusCode::kInvalidArgument,
                    "--% does not go with --sql, which runs nothing and only prints a script", {option});
  }
  if (call.Has("sql") || !call.Has("skip-calls")) return OkStatus();
  return Status(StatusCode::kInvalidArgument, "--skip-calls goes with --sql only: what is run, is run whole");
}

ExitCode WriteScript(Call& call, Direction direction, std::string_view range) {
  ScriptOptions options = ScriptOptionsOf(call, range);
  Status status;
  if (!ReadTransactions(call, &options.options.transactions, &status)) return call.Fail(status);
  return PrintScript(call, [&](const Table& table) { return SqliteScript(table, direction, options); });
}

}  // namespace

std::vector<Option> MigrationOptions(std::string_view dry_run) {
  return {
      {"dry-run", 'n', "", dry_run},
      {"transaction", 0, "each|all",
       "Commit each revision for itself (the default), or all of them together: all or nothing"},
      {"tag", 0, "TEXT", "Note this in the history, beside the program's name"},
      {"sql", 0, "", "Run nothing: print what would run, as a script for the sqlite3 shell"},
      {"skip-calls", 0, "", "With --sql: leave out C++ steps, and say where"},
      {"backup", 0, "",
       "Copy the database before the first change, beside it; without a copy nothing is changed"},
      {"backup-folder", 0, "DIR", "Make that copy in this folder"},
      {"backup-keep", 0, "N",
       "How many copies of the database are kept, that one among them: 3 by default, 0 for all"},
      {"lock-timeout", 0, "SECONDS",
       "How long to wait while another connection keeps the database locked: 60"},
      {"keep-unknown-objects", 0, "",
       "An index or a trigger that somebody made by hand on a table which must be rebuilt is made again, "
       "instead of stopping the migration"},
  };
}

ExitCode Migrate(Call& call, Direction direction, std::string_view target) {
  if (target.empty())
    return call.WrongUsage(
        "the revision is empty; write an id, a label, 'head', 'heads', 'base' or a count like '+1'");
  if (target.find(':') != std::string_view::npos && !call.Has("sql")) {
    return call.WrongUsage(
        Message("'%' is a range, which only --sql understands; name one revision", {target}));
  }
  if (const Status status = CheckTogether(call); !status.ok()) return call.Fail(status);
  if (call.Has("sql")) return WriteScript(call, direction, target);
  Opened opened;
  if (const std::optional<ExitCode> end = Open(call, Need::kSteps, &opened)) return *end;
  return Migration(call, opened, direction, target).Run();
}

}  // namespace instar::command_line
