#include "runtime/command_line/migrate.h"

#include <memory>
#include <string>

#include "runtime/command_line/description.h"
#include "runtime/command_line/report.h"
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

class Migration {
 public:
  Migration(Call& call, const Table& table, Direction direction, std::string_view target)
      : call_(call), table_(table), direction_(direction), target_(target), options_(call.MakeOptions()) {
    options_.target = target;
  }

  ExitCode Run() {
    Status status = call_.OpenDatabase(&database_);
    if (status.ok() && NeedsPlan()) status = Plan();
    if (!status.ok()) return call_.Fail(status);
    if (call_.Has("dry-run")) return PrintPlan();
    if (!call_.session().history->HasSteps()) CutBeforeCalls();
    if (stopped_before_ == kNone) return Print(Go());
    const ExitCode code = Print(GoAlongPlan());
    return code == ExitCode::kDone ? call_.Fail(StoppedStatus()) : code;
  }

 private:
  bool NeedsPlan() const { return call_.Has("dry-run") || !call_.session().history->HasSteps(); }

  Status Plan() {
    const State state = database_->Inspect(table_);
    if (!state.ok()) return state.status;
    state_ids_ = state.current;
    Revisions rows;
    for (const std::string& id : state.current)
      rows.push_back(static_cast<std::uint32_t>(FindId(table_, id)));
    return direction_ == Direction::kUpgrade ? PlanUpgrade(table_, rows, target_, &plan_)
                                             : PlanDowngrade(table_, rows, target_, &plan_);
  }

  void CutBeforeCalls() {
    stopped_before_ = FirstCall(table_, database_->dialect(), direction_, plan_, &function_);
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
    if (!plan_.empty()) return database_->Run(table_, options_, direction_, plan_);
    Report report;
    report.from = report.to = state_ids_;
    return report;
  }

  Report Go() {
    return direction_ == Direction::kUpgrade ? database_->Upgrade(table_, options_)
                                             : database_->Downgrade(table_, options_);
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
    call_.wants_json() ? AddReport(call_, report) : PrintReport(call_, table_, report);
    return report.ok() ? ExitCode::kDone : call_.Fail(report.status);
  }

  Call& call_;
  const Table& table_;
  Direction direction_;
  std::string_view target_;
  Options options_;
  std::unique_ptr<Database> database_;
  std::vector<std::string> state_ids_;
  Revisions plan_;
  std::uint32_t stopped_before_ = kNone;
  std::string_view function_;
};

ExitCode PrintScript(Call& call, const Table& table, Direction direction, std::string_view range) {
  ScriptOptions options;
  options.options = call.MakeOptions();
  options.skip_calls = call.Has("skip-calls");
  const std::size_t colon = range.find(':');
  options.to = range.substr(colon == std::string_view::npos ? 0 : colon + 1);
  if (colon != std::string_view::npos) options.from = range.substr(0, colon);
  const Script script = SqliteScript(table, direction, options);
  if (!script.ok()) return call.Fail(script.status);
  if (call.wants_json()) {
    call.json().Add("sql", script.text);
    call.json().BeginArray("revisions");
    for (const std::string& id : script.revisions) call.json().Add(id);
    call.json().EndArray();
  } else {
    call.output().Print(script.text);
  }
  return ExitCode::kDone;
}

}  // namespace

std::vector<Option> MigrationOptions(std::string_view dry_run) {
  return {{"dry-run", 'n', "", dry_run},
          {"sql", 0, "", "Run nothing: print what would run, as a script for the sqlite3 shell"},
          {"skip-calls", 0, "", "With --sql: leave out C++ steps, and say where"}};
}

ExitCode Migrate(Call& call, Direction direction, std::string_view target) {
  const Table* table = call.GetHistory(Need::kSteps);
  if (table == nullptr) return ExitCode::kFailed;
  if (call.Has("sql")) return PrintScript(call, *table, direction, target);
  return Migration(call, *table, direction, target).Run();
}

}  // namespace instar::command_line
