#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "instar/sqlite.h"
#include "runtime/applying/advice.h"
#include "runtime/applying/stamping.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/file.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/preconditions.h"
#include "runtime/sqlite/purge.h"
#include "runtime/sqlite/transaction.h"
#include "runtime/sqlite/version_check.h"
#include "runtime/sqlite/version_store.h"

namespace instar::sqlite {
namespace {

std::vector<HistoryEntry> HistoryOf(const Stamping& stamping, bool purged) {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  std::vector<HistoryEntry> entries;
  if (purged) entries.push_back({kNoRevision, Action::kPurge, now, 0});
  for (const std::uint32_t r : stamping.unstamped) entries.push_back({r, Action::kUnstamp, now, 0});
  for (const std::uint32_t r : stamping.stamped) entries.push_back({r, Action::kStamp, now, 0});
  return entries;
}

std::vector<std::string> IdsOf(const Table& table, const Revisions& revisions) {
  std::vector<std::string> ids;
  for (const std::uint32_t r : revisions) ids.emplace_back(table.id(r));
  return ids;
}

class Stamper {
 public:
  Stamper(sqlite3* db, const Table& table, const Options& options)
      : db_(db),
        table_(&table),
        options_(&options),
        patience_(options.lock_timeout_ms),
        store_(db, table, options),
        journal_(db, table, options) {}

  Report Run() {
    Report report;
    report.status = Check();
    if (report.ok()) report.status = StampLocked(&report);
    report.status = Advised(std::move(report.status), "stamp " + options_->target, *table_,
                            store_.was_read() ? &report.to : nullptr);
    return report;
  }

 private:
  Status Check() {
    Status status = CheckPreconditions(
        {db_, table_, table_->Find(Dialect::kSqlite), options_, Direction::kUpgrade, RebuildForm::kFastest});
    if (status.ok()) status = CheckJournal(db_);
    if (status.ok() && options_->target.empty()) {
      status = Status(StatusCode::kInvalidArgument,
                      "a stamp needs a target: set Options::target, for example to \"heads\"");
    }
    return status;
  }

  Status StampLocked(Report* report) {
    Transaction transaction(db_);
    if (const int rc = transaction.Begin(patience_); rc != SQLITE_OK) {
      return ErrorOf(db_, rc, "begin a transaction");
    }
    Revisions rows;
    Status status = ReadRows(&rows);
    if (status.ok()) status = Finished();
    for (const StoredRow& row : store_.stored()) report->from.push_back(row.revision);
    report->to = report->from;
    Stamping stamping;
    if (status.ok()) status = PlanStamping(*table_, rows, options_->target, &stamping);
    if (status.ok()) status = Write(stamping);
    if (!status.ok()) return status;
    if (const int rc = transaction.Commit(patience_); rc != SQLITE_OK) return ErrorOf(db_, rc, "commit");
    report->to = IdsOf(*table_, stamping.rows);
    return status;
  }

  // A purge asks for no sense in the rows, only that their table is ours.
  Status ReadRows(Revisions* rows) {
    if (!options_->purge) return ReadAndCheckVersion(db_, *table_, store_, rows);
    Status status = store_.ReadStored();
    return store_.tables_exist() && status.code() == StatusCode::kUnknownFormat ? OkStatus() : status;
  }

  // Half-way through a revision, a database is not where anybody could say.
  Status Finished() {
    if (options_->purge) return OkStatus();
    std::optional<Unfinished> unfinished;
    Status status = journal_.Read(store_, &unfinished);
    if (!status.ok() || !unfinished.has_value()) return status;
    return StatusOf(StatusCode::kInvalidArgument,
                    "the database stands half-way through revision '%': finish it with an upgrade or a "
                    "downgrade, or stamp with purge, which forgets how far it came",
                    {table_->id(unfinished->revision)});
  }

  Status Write(const Stamping& stamping) {
    const bool purges = options_->purge && store_.tables_exist();
    Status status = purges ? Purge(db_, *table_, store_) : OkStatus();
    if (status.ok() && options_->purge) status = journal_.Clear();
    const std::vector<HistoryEntry> history = HistoryOf(stamping, purges);
    if (!status.ok() || (history.empty() && store_.tables_exist())) return status;
    return store_.Write(stamping.change, stamping.rows, history);
  }

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  Patience patience_;
  VersionStore store_;
  Journal journal_;
};

}  // namespace

Report Stamp(sqlite3* db, const Table& table, const Options& options) {
  return Stamper(db, table, options).Run();
}

Report Stamp(const std::string& path, const Table& table, const Options& options) {
  const File file(path, SQLITE_OPEN_READWRITE);
  if (file.status().ok()) return Stamp(file.db(), table, options);
  Report report;
  report.status = Advised(file.status(), "stamp " + options.target, table, nullptr);
  return report;
}

}  // namespace instar::sqlite
