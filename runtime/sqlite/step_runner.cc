#include "runtime/sqlite/step_runner.h"

#include "instar/step.h"
#include "runtime/applying/rebuild.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/rebuild.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Every change of the schema changes this number. The result code is SQLite's.
int ReadSchemaVersion(sqlite3* db, std::int64_t* version) {
  Statement read;
  int rc = read.Prepare(db, "PRAGMA main.schema_version");
  if (rc == SQLITE_OK) rc = read.Step();
  if (rc != SQLITE_ROW) return rc;
  *version = read.ColumnInteger(0);
  return SQLITE_OK;
}

// After some errors SQLite rolls the transaction back. Statements that a C++ step has prepared before that do
// not ask the guard again when they are run once more, unless the roll-back takes a change of the schema
// back: so there is one, of what is the connection's own.
int MakeRollbackExpireStatements(sqlite3* db) {
  return sqlite3_exec(db, "CREATE TEMP VIEW instar_change AS SELECT 1; DROP VIEW temp.instar_change", nullptr,
                      nullptr, nullptr);
}

// While it lives, whatever would be committed is rolled back. SQLite does not ask the guard about blob
// handles: one that is opened after a roll-back would commit what is written through it.
class NoCommit {
 public:
  explicit NoCommit(sqlite3* db) : db_(db) {
    sqlite3_commit_hook(db_, [](void*) { return 1; }, nullptr);
  }
  // After an exception, too.
  ~NoCommit() { sqlite3_commit_hook(db_, nullptr, nullptr); }
  NoCommit(const NoCommit&) = delete;
  NoCommit& operator=(const NoCommit&) = delete;

 private:
  sqlite3* db_;
};

}  // namespace

StepResult StepRunner::Run(std::uint32_t revision, const StepRow& step) {
  StepResult result = RunAny(revision, step);
  // First of all: whatever failed, it was because of this.
  if (!watch_->Check().ok()) return {StatusCode::kCancelled, "cancelled"};
  // Also where a C++ step did not look at what SQLite answered.
  if (guard_->denial() != nullptr) return {StatusCode::kStepFailed, guard_->denial()};
  return result;
}

StepGuard::Origin StepRunner::OriginOf(std::uint32_t revision) const {
  return revision < job_->first_stored ? StepGuard::Origin::kProgram : StepGuard::Origin::kDatabase;
}

StepResult StepRunner::RunAlone(std::uint32_t revision, const StepRow& step, Patience& patience) {
  StepResult result;
  {
    const StepGuard::Inside inside(*guard_, StepGuard::Place::kAlone, OriginOf(revision));
    result = RunSql(job_->table->text(step), &patience);
  }
  // Where it was done all the same, the migration ends after this step.
  if (!result.ok() && !watch_->Check().ok()) return {StatusCode::kCancelled, "cancelled"};
  if (guard_->denial() != nullptr) result = {StatusCode::kStepFailed, guard_->denial()};
  if (result.ok() && sqlite3_get_autocommit(job_->db) == 0) {
    return {StatusCode::kStepFailed, "the step left a transaction open"};
  }
  return result;
}

StepResult StepRunner::RunAny(std::uint32_t revision, const StepRow& step) {
  const bool rebuilds = step.kind == StepKind::kRebuild;
  const bool calls = step.kind == StepKind::kCall;
  const StepGuard::Origin origin = OriginOf(revision);
  // The program's own rebuild is Instar's work, and may do what the user's steps may not.
  if (rebuilds && origin == StepGuard::Origin::kProgram) return RebuildTable(job_->table->text(step));
  const auto place = rebuilds ? StepGuard::Place::kRebuild
                     : calls  ? StepGuard::Place::kCall
                              : StepGuard::Place::kStatement;
  const StepGuard::Inside inside(*guard_, place, origin);
  if (rebuilds) return RebuildTable(job_->table->text(step));
  return calls ? Call(revision, step) : RunSql(job_->table->text(step), nullptr);
}

StepResult StepRunner::RunSql(std::string_view sql, Patience* patience) {
  Statement statement;
  std::string_view unused;
  int rc = statement.Prepare(job_->db, sql, &unused);
  while (!unused.empty() && IsSpace(unused.front())) unused.remove_prefix(1);
  if (rc == SQLITE_OK && !unused.empty()) {
    return {StatusCode::kStepFailed, "more than one statement where one was expected"};
  }
  if (rc == SQLITE_OK && sqlite3_bind_parameter_count(statement.get()) != 0) {
    return {StatusCode::kStepFailed, "the statement has a parameter, and nothing to fill it"};
  }
  if (rc == SQLITE_OK) {
    rc = patience == nullptr ? statement.Run() : patience->Try([&] { return statement.Run(); });
  }
  if (rc == SQLITE_OK) return {};
  return {CodeOf(rc), WordsOf(job_->db, rc)};
}

StepResult StepRunner::Call(std::uint32_t revision, const StepRow& step) {
  std::int64_t schema_before = 0;
  std::int64_t schema_after = 0;
  int rc = ReadSchemaVersion(job_->db, &schema_before);
  if (rc == SQLITE_OK) rc = MakeRollbackExpireStatements(job_->db);
  if (rc != SQLITE_OK) return {CodeOf(rc), WordsOf(job_->db, rc)};
  const auto count = [](void* watch, std::int64_t done, std::int64_t total) {
    return static_cast<Watch*>(watch)->Count(done, total);
  };
  Step context(job_->table->id(revision), job_->direction, job_->db, count, watch_);
  const NoCommit no_commit(job_->db);
  const Status status = job_->table->functions[step.function](context);
  if (!status.ok()) {
    const bool cancelled = status.code() == StatusCode::kCancelled;
    return {cancelled ? StatusCode::kCancelled : StatusCode::kStepFailed, status.message()};
  }
  if (sqlite3_get_autocommit(job_->db) != 0) {
    return {StatusCode::kStepFailed,
            "an error that the C++ step did not pass on made SQLite roll the transaction back; what it did "
            "afterwards was refused: a step must return the errors that it meets"};
  }
  // It would be in the way of the commit, or of what comes after it.
  if (const char* const in_progress = StatementInProgress(job_->db); in_progress != nullptr) {
    return {StatusCode::kStepFailed,
            Message("the C++ step left a statement in progress, which must be finished, reset or closed: %",
                    {in_progress})};
  }
  rc = ReadSchemaVersion(job_->db, &schema_after);
  if (rc != SQLITE_OK) return {CodeOf(rc), WordsOf(job_->db, rc)};
  if (schema_after == schema_before) return {};
  return {StatusCode::kStepFailed, kCallChangedSchema};
}

StepResult StepRunner::RebuildTable(std::string_view text) {
  Rebuild rebuild;
  if (!DecodeRebuild(text, &rebuild)) return {StatusCode::kStepFailed, "the step's text is damaged"};
  Rebuilder rebuilder(job_->db, rebuild, job_->options->keep_unknown_objects, job_->rebuild_form, *watch_);
  const StatusCode code = rebuilder.Run();
  return {code, rebuilder.reason()};
}

std::string TextOf(const Table& table, const StepRow& step) {
  const std::string_view text = table.text(step);
  if (step.kind != StepKind::kRebuild) return std::string(text);
  Rebuild rebuild;
  return DecodeRebuild(text, &rebuild) ? Message("rebuild of table %", {rebuild.table}) : "rebuild";
}

}  // namespace instar::sqlite
