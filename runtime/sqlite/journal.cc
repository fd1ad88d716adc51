#include "runtime/sqlite/journal.h"

#include <string>

#include "runtime/applying/version_text.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/table_exists.h"

namespace instar::sqlite {
namespace {

// The number in instar_journal.format.
constexpr int kJournalFormat = 1;

// Of a statement, only its beginning is kept.
constexpr std::size_t kLongestStatement = 1000;

enum Column {
  kFormat,
  kStream,
  kStep,
  kRevision,
  kChainHash,
  kAction,
  kStatement,
  kState,
  kStartedAt,
  kProgram
};

constexpr std::string_view ActionName(Direction direction) {
  return direction == Direction::kUpgrade ? "upgrade" : "downgrade";
}

constexpr std::string_view StateName(StepState state) {
  switch (state) {
    case StepState::kBegun:
      return "begun";
    case StepState::kFailed:
      return "failed";
    case StepState::kDone:
      return "done";
    case StepState::kNotBegun:
      break;
  }
  return "";
}

bool ReadState(std::string_view name, StepState* state) {
  for (const StepState known : {StepState::kBegun, StepState::kFailed, StepState::kDone}) {
    if (name != StateName(known)) continue;
    *state = known;
    return true;
  }
  return false;
}

Status Tampered(const char* what, std::string_view argument) {
  return StatusOf(StatusCode::kUnknownFormat,
                  "the table instar_journal is not as this Instar writes it: %; it was made by a newer "
                  "Instar, or changed by hand: use the newer program, restore a backup, or, if you know "
                  "where the database is, run `instar stamp --purge REVISION`",
                  {Message(what, {argument})});
}

// None where the table tells of revisions alone.
StepRange StepsOf(const Table& table, const Unfinished& row) {
  const DialectSteps* const steps = table.Find(Dialect::kSqlite);
  return steps == nullptr ? StepRange{nullptr, nullptr} : table.Steps(*steps, row.revision, row.direction);
}

}  // namespace

Status WhyStopped(const Table& table, const Unfinished& unfinished) {
  const StepRange steps = StepsOf(table, unfinished);
  if (unfinished.next != StepState::kBegun || unfinished.steps_done >= steps.size()) return OkStatus();
  const StepRow& step = steps.begin()[unfinished.steps_done];
  if ((step.flags & kStepRepeatable) != 0) return OkStatus();
  return StatusOf(StatusCode::kInterrupted,
                  "revision '%' was interrupted in its step %, and nobody knows whether that was finished: "
                  "%; look at the database, then say so with `instar resolve done`, or have it run again "
                  "with `instar resolve retry` (in a program: instar::sqlite::Resolve); if another program "
                  "is running it right now, wait for that instead",
                  {table.id(unfinished.revision),
                   Decimal(static_cast<std::int64_t>(unfinished.steps_done) + 1), table.text(step)});
}

Status Journal::Read(const VersionStore& version, std::optional<Unfinished>* unfinished) {
  unfinished->reset();
  bool exists = false;
  std::size_t count = 0;
  Status status = Find(&exists);
  if (exists) status = ReadRows(unfinished, &count);
  if (!status.ok() || version.CanHaveJournal(count)) return status;
  return Tampered("it has % rows, and PRAGMA user_version tells of another number",
                  Decimal(static_cast<std::int64_t>(count)));
}

Status Journal::ReadRows(std::optional<Unfinished>* unfinished, std::size_t* count) {
  Status status;
  int rc = select_.Prepare(db_,
                           "SELECT format, stream, step, revision, chain_hash, action, statement, state, "
                           "started_at, program FROM main.instar_journal ORDER BY step");
  if (rc == SQLITE_ERROR) return Tampered("%", WordsOf(db_, rc));
  if (rc != SQLITE_OK) return ErrorOf(db_, rc, "read instar_journal");
  const LengthLimit limit(db_);
  while (status.ok() && (rc = select_.Step()) == SQLITE_ROW) {
    if (select_.ColumnType(kStream) != SQLITE_TEXT) {
      status = Tampered("a stream is not text", {});
    } else if (select_.Column(kStream) == table_->stream) {
      Unfinished now;
      status = CheckRow(*unfinished, &now);
      if (status.ok()) *unfinished = now;
      ++*count;
    }
  }
  if (status.ok() && rc == SQLITE_TOOBIG) status = Tampered("a value is longer than a megabyte", {});
  if (status.ok() && rc != SQLITE_DONE) status = ErrorOf(db_, rc, "read instar_journal");
  select_.Reset();
  return status;
}

Status Journal::CheckRow(const std::optional<Unfinished>& before, Unfinished* now) {
  if (select_.ColumnType(kFormat) != SQLITE_INTEGER || select_.ColumnInteger(kFormat) != kJournalFormat) {
    return Tampered("a row has the format '%'", select_.Column(kFormat));
  }
  for (const Column column : {kRevision, kChainHash, kAction, kStatement, kState, kStartedAt, kProgram}) {
    if (select_.ColumnType(column) != SQLITE_TEXT) return Tampered("a value is not text", {});
  }
  if (!IsTime(select_.Column(kStartedAt))) return Tampered("a step was begun at no time", {});
  if (before.has_value() && before->next != StepState::kNotBegun) {
    return Tampered("a step was begun before the one ahead of it was done", {});
  }
  Status status = CheckRevision(select_.Column(kRevision), select_.Column(kChainHash), &now->revision);
  if (!status.ok()) return status;
  const std::string_view action = select_.Column(kAction);
  now->direction = action == ActionName(Direction::kUpgrade) ? Direction::kUpgrade : Direction::kDowngrade;
  now->steps_done = before.has_value() ? before->steps_done : 0;
  if (action != ActionName(now->direction)) return Tampered("there is no action '%'", action);
  if (before.has_value() && (before->revision != now->revision || before->direction != now->direction)) {
    return Tampered("it holds more than one revision", {});
  }
  if (select_.ColumnType(kStep) != SQLITE_INTEGER) return Tampered("a step is no number", {});
  const std::int64_t step = select_.ColumnInteger(kStep);
  if (step != static_cast<std::int64_t>(now->steps_done) + 1) {
    return Tampered("a step is missing before step %", Decimal(step));
  }
  StepState state = StepState::kDone;
  if (!ReadState(select_.Column(kState), &state)) {
    return Tampered("there is no state '%'", select_.Column(kState));
  }
  status = CheckStep(*now, state);
  if (!status.ok()) return status;
  if (state == StepState::kDone) {
    ++now->steps_done;
  } else {
    now->next = state;
  }
  return status;
}

Status Journal::CheckRevision(std::string_view id, std::string_view hash, std::uint32_t* revision) const {
  const std::int64_t found = FindId(*table_, id);
  if (found < 0) {
    return StatusOf(StatusCode::kUnknownDatabaseRevision,
                    "the database stands half-way through revision '%', which this program does not know: "
                    "program '%' began it; run `instar upgrade` with that one, which finishes it",
                    {id, select_.Column(kProgram)});
  }
  *revision = static_cast<std::uint32_t>(found);
  if (hash != HexOf(table_->chain_hash(*revision)) || !table_->untransacted(*revision)) {
    return StatusOf(
        StatusCode::kEditedHistory,
        "the database stands half-way through revision '%', which program '%' began in another "
        "form: it was edited since; run `instar upgrade` with that program, which finishes it, or "
        "restore the released text",
        {id, select_.Column(kProgram)});
  }
  return OkStatus();
}

Status Journal::CheckStep(const Unfinished& row, StepState state) const {
  if (table_->Find(Dialect::kSqlite) == nullptr) return OkStatus();
  const StepRange steps = StepsOf(*table_, row);
  const std::string_view statement = select_.Column(kStatement);
  const Decimal number(static_cast<std::int64_t>(row.steps_done) + 1);
  if (row.steps_done >= steps.size() ||
      statement != CutText(table_->text(steps.begin()[row.steps_done]), kLongestStatement)) {
    return StatusOf(
        StatusCode::kEditedHistory,
        "the database stands half-way through revision '%', and program '%' ran another statement "
        "in its step % than this one would (%): run `instar upgrade` with that program, which "
        "finishes it",
        {table_->id(row.revision), select_.Column(kProgram), number, statement});
  }
  const bool alone = (steps.begin()[row.steps_done].flags & kStepAutocommit) != 0;
  if (state != StepState::kBegun || alone) return OkStatus();
  return Tampered("step % cannot have been begun and not done", number);
}

Status Journal::Write(std::uint32_t revision, Direction direction, std::size_t step, StepState state) {
  bool exists = false;
  Status status = Find(&exists);
  if (status.ok() && !exists) status = CreateJournalTable(db_);
  if (!status.ok()) return status;
  Statement write;
  int rc = write.Prepare(db_,
                         "INSERT OR REPLACE INTO main.instar_journal (format, stream, step, revision, "
                         "chain_hash, action, statement, state, started_at, program) VALUES (?1, ?2, ?3, ?4, "
                         "?5, ?6, ?7, ?8, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?9)");
  if (rc == SQLITE_OK) {
    const std::string hash = HexOf(table_->chain_hash(revision));
    const StepRange steps = table_->Steps(*table_->Find(Dialect::kSqlite), revision, direction);
    rc = write.Bind(1, kJournalFormat)
             .Bind(2, std::string_view(table_->stream))
             .Bind(3, static_cast<std::int64_t>(step) + 1)
             .Bind(4, table_->id(revision))
             .Bind(5, hash)
             .Bind(6, ActionName(direction))
             .Bind(7, CutText(table_->text(steps.begin()[step]), kLongestStatement))
             .Bind(8, StateName(state))
             .Bind(9, CutText(options_->program))
             .Run();
  }
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_journal");
}

Status Journal::Remove(std::size_t step) {
  return Delete("DELETE FROM main.instar_journal WHERE stream = ?1 AND step > ?2",
                static_cast<std::int64_t>(step));
}

Status Journal::Clear() {
  return Delete(
      "DELETE FROM main.instar_journal WHERE stream = ?1 OR typeof(stream) IS NOT 'text' OR length(stream) > "
      "?2",
      LengthLimit::kLongest);
}

Status Journal::Delete(std::string_view sql, std::int64_t argument) {
  bool exists = false;
  Status status = Find(&exists);
  if (!exists) return status;
  Statement remove;
  int rc = remove.Prepare(db_, sql);
  if (rc == SQLITE_OK) rc = remove.Bind(1, std::string_view(table_->stream)).Bind(2, argument).Run();
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "write instar_journal");
}

Status Journal::Find(bool* exists) const {
  const int rc = FindTable(db_, "instar_journal", exists);
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db_, rc, "look for instar_journal");
}

}  // namespace instar::sqlite
