#include "runtime/sqlite/resolve.h"

#include <optional>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/transaction.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {
namespace {

Status CheckInDoubt(const Table& table, const std::optional<Unfinished>& unfinished) {
  if (!unfinished.has_value()) {
    return Status(StatusCode::kInvalidArgument,
                  "there is nothing to resolve: no revision of this database is unfinished");
  }
  if (unfinished->next != StepState::kNotBegun) return OkStatus();
  const bool upgrades = unfinished->direction == Direction::kUpgrade;
  return StatusOf(StatusCode::kInvalidArgument,
                  "there is nothing to resolve: the % of revision '%' was interrupted between two of its "
                  "steps, and the next migration goes on with step %",
                  {upgrades ? "upgrade" : "downgrade", table.id(unfinished->revision),
                   Decimal(static_cast<std::int64_t>(unfinished->steps_done) + 1)});
}

}  // namespace

Status ResolveStep(const Job& job, Resolution resolution) {
  Status status = CheckPreconditions(job);
  if (status.ok()) status = CheckJournal(job.db);
  if (!status.ok()) return status;
  Patience patience(job.options->lock_timeout_ms);
  VersionStore store(job.db, *job.table, *job.options);
  Journal journal(job.db, *job.table, *job.options);
  Transaction transaction(job.db);
  if (const int rc = transaction.Begin(patience); rc != SQLITE_OK) {
    return ErrorOf(job.db, rc, "begin a transaction");
  }
  Revisions rows;
  std::optional<Unfinished> unfinished;
  status = store.Read(&rows);
  if (status.ok()) status = journal.Read(store, &unfinished);
  if (status.ok()) status = CheckInDoubt(*job.table, unfinished);
  if (!status.ok()) return status;

  const std::size_t step = unfinished->steps_done;
  if (resolution == Resolution::kDone) {
    status = journal.Write(unfinished->revision, unfinished->direction, step, StepState::kDone);
  } else {
    status = journal.Remove(step);
    if (status.ok()) status = store.WriteDigest(rows, step);
  }
  if (!status.ok()) return status;
  const int rc = transaction.Commit(patience);
  return rc == SQLITE_OK ? status : ErrorOf(job.db, rc, "commit");
}

}  // namespace instar::sqlite
