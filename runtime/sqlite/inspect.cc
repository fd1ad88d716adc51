#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include "instar/sqlite.h"
#include "runtime/applying/advice.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/adoption.h"
#include "runtime/sqlite/all_together.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/history_log.h"
#include "runtime/sqlite/job.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/read_only_file.h"
#include "runtime/sqlite/snapshot.h"
#include "runtime/sqlite/version_check.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {
namespace {

StateKind KindOf(StatusCode code) {
  switch (code) {
    case StatusCode::kNewerDatabase:
      return StateKind::kNewer;
    case StatusCode::kUnknownDatabaseRevision:
      return StateKind::kUnknownRevision;
    case StatusCode::kEditedHistory:
      return StateKind::kEditedHistory;
    case StatusCode::kNotVersioned:
      return StateKind::kNotVersioned;
    case StatusCode::kUnknownFormat:
      return StateKind::kTampered;
    case StatusCode::kInterrupted:
      return StateKind::kInterrupted;
    default:
      return StateKind::kUnreadable;
  }
}

class Inspection {
 public:
  Inspection(sqlite3* db, const Table& table, const Options& options)
      : db_(db),
        table_(&table),
        options_(&options),
        store_(db, table, options),
        journal_(db, table, options) {}

  State Run() {
    const Snapshot snapshot(db_);
    state_.program_heads = HeadsOf(*table_);
    state_.status = Read();
    if (!state_.ok()) state_.kind = KindOf(state_.status.code());
    for (const StoredRow& row : store_.stored()) state_.current.push_back(row.revision);
    if (state_.ok()) state_.status = Plan();
    state_.status =
        Advised(std::move(state_.status), "upgrade", *table_, store_.was_read() ? &state_.current : nullptr);
    return std::move(state_);
  }

 private:
  Status Read() {
    Patience patience(options_->lock_timeout_ms);
    Status status;
    patience.Try([&] {
      status = store_.ReadStored();
      return status.code() == StatusCode::kBusy ? SQLITE_BUSY : SQLITE_OK;
    });
    if (!status.ok()) return status;
    // Also for a version that is then refused.
    if (store_.tables_exist()) status = ReadHistory(db_, table_->stream, &state_.history);
    if (status.ok()) status = CheckVersion(*table_, store_, state_.history, &found_);
    return status.ok() ? ReadJournal() : status;
  }

  Status ReadJournal() {
    std::optional<Unfinished> unfinished;
    Status status = journal_.Read(store_, &unfinished);
    if (!unfinished.has_value() || !status.ok()) return status;
    state_.unfinished = table_->id(unfinished->revision);
    return WhyStopped(*table_, *unfinished);
  }

  Status Plan() {
    Revisions pending;
    Status status =
        PlanUpgrade(*table_, found_.rows, options_->target.empty() ? "heads" : options_->target, &pending);
    if (!found_.newer.empty()) {
      const Status usable = CheckUsable(*table_, found_, pending);
      state_.kind = usable.ok() ? StateKind::kCompatible : StateKind::kNewer;
      if (!usable.ok()) return usable;
    }
    const RevisionSet applied = AppliedBy(*table_, found_.rows);
    for (std::uint32_t r = 0; r < table_->revision_count; ++r) {
      if (applied[r]) state_.applied.emplace_back(table_->id(r));
    }
    for (const HistoryRow& row : found_.newer) state_.newer.push_back(row.revision);
    for (const std::uint32_t r : pending) state_.pending.emplace_back(table_->id(r));
    if (status.ok()) status = CheckTransactions(pending);
    if (!found_.newer.empty()) return status;
    const bool is_new = found_.rows.empty() && state_.history.empty();
    const bool unfinished = !state_.unfinished.empty();
    const bool at_head = status.ok() && pending.empty();
    state_.kind = unfinished ? StateKind::kBehind
                  : is_new   ? StateKind::kNew
                  : at_head  ? StateKind::kAtHead
                             : StateKind::kBehind;
    // A table without statements is enough to know revisions by.
    const DialectSteps* steps = table_->Find(Dialect::kSqlite);
    if (status.ok() && steps != nullptr) status = CheckLibrary(steps);
    if (!status.ok() || steps == nullptr || !found_.rows.empty() || unfinished) return status;
    status = CheckNothingInTheWay(db_, *table_, pending);
    if (!status.ok()) state_.kind = KindOf(status.code());
    return status;
  }

  Status CheckTransactions(const Revisions& pending) const {
    const Job job{
        db_, table_, table_->Find(Dialect::kSqlite), options_, Direction::kUpgrade, RebuildForm::kFastest};
    if (!job.all_together() || job.steps == nullptr) return OkStatus();
    return CheckTogether(job, {pending.data(), pending.data() + pending.size()});
  }

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  VersionStore store_;
  Journal journal_;
  FoundVersion found_;
  State state_;
};

State Refusal(const Table& table, Status status) {
  State state;
  state.program_heads = HeadsOf(table);
  state.status = Advised(std::move(status), "upgrade", table, nullptr);
  return state;
}

// Only the file is missing, so that an upgrade could make it.
bool IsMissing(sqlite3* db, const std::string& path) {
  if (db == nullptr || sqlite3_system_errno(db) != ENOENT) return false;
  const std::size_t slash = path.find_last_of("/\\");
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
  int exists = 0;
  return vfs->xAccess(vfs, folder.c_str(), SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists != 0;
}

// What an empty database would answer, without making one.
State WithoutFile(const Table& table, const Options& options) {
  const File empty(":memory:", SQLITE_OPEN_READWRITE);
  if (!empty.status().ok()) return Refusal(table, empty.status());
  State state = Inspect(empty.db(), table, options);
  state.kind = StateKind::kNoFile;
  return state;
}

}  // namespace

State Inspect(sqlite3* db, const Table& table, const Options& options) {
  if (db == nullptr) {
    return Refusal(table, Status(StatusCode::kInvalidArgument, "the connection is null: open it first"));
  }
  return Inspection(db, table, options).Run();
}

State Inspect(const std::string& path, const Table& table, const Options& options) {
  State state;
  for (const auto mode : {ReadOnlyFile::Mode::kQuiet, ReadOnlyFile::Mode::kUsual}) {
    const ReadOnlyFile file(path, mode);
    if (!file.status().ok()) {
      return IsMissing(file.db(), path) ? WithoutFile(table, options) : Refusal(table, file.status());
    }
    state = Inspect(file.db(), table, options);
    if (!file.disturbed()) break;
  }
  return state;
}

}  // namespace instar::sqlite
