#include "runtime/sqlite/preconditions.h"

#include <string>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

std::string VersionText(std::uint32_t number) {
  return Message("%.%.%", {Decimal(number / 1000000), Decimal(number / 1000 % 1000), Decimal(number % 1000)});
}

}  // namespace

Status CheckLibrary(const DialectSteps* steps) {
  if (steps == nullptr) {
    return Status(StatusCode::kInvalidArgument,
                  "these migrations were not compiled for sqlite: add it to DIALECTS of add_migrations()");
  }
  const auto library = static_cast<std::uint32_t>(sqlite3_libversion_number());
  if (library < steps->minimum_version) {
    return StatusOf(
        StatusCode::kLibraryTooOld,
        "this program runs on SQLite %, but its migrations were compiled for % or newer: update the "
        "library, or lower SQLITE_MIN_VERSION of add_migrations() and build again",
        {VersionText(library), VersionText(steps->minimum_version)});
  }
  return OkStatus();
}

Status CheckPreconditions(const Job& job) {
  if (job.db == nullptr) {
    return Status(StatusCode::kInvalidArgument, "the connection is null: open it first");
  }
  Status status = CheckLibrary(job.steps);
  if (!status.ok()) return status;
  if (sqlite3_get_autocommit(job.db) == 0) {
    return Status(StatusCode::kInvalidArgument,
                  "the connection is inside a transaction: commit or roll back before migrating");
  }
  const char* const in_progress = StatementInProgress(job.db);
  if (in_progress == nullptr) return OkStatus();
  return StatusOf(
      StatusCode::kInvalidArgument,
      "a statement of the connection is in progress: finish, reset or close it before migrating: %",
      {in_progress});
}

Status CheckJournal(sqlite3* db) {
  Statement read;
  int rc = read.Prepare(db, "PRAGMA main.journal_mode");
  if (rc == SQLITE_OK) rc = read.Step();
  if (rc != SQLITE_ROW) return ErrorOf(db, rc, "read the journal mode");
  if (read.Column(0) != "off") return OkStatus();
  return Status(
      StatusCode::kInvalidArgument,
      "the connection keeps no journal, so that nothing can be rolled back and a failure would damage "
      "the database: set another one (PRAGMA journal_mode = DELETE) before migrating");
}

const char* StatementInProgress(sqlite3* db) {
  for (sqlite3_stmt* one = nullptr; (one = sqlite3_next_stmt(db, one)) != nullptr;) {
    if (sqlite3_stmt_busy(one) == 0) continue;
    const char* const text = sqlite3_sql(one);
    if (text != nullptr) return text;
    // A blob handle. Search indexes keep some open, for reading.
    if (sqlite3_stmt_readonly(one) == 0) return "sqlite3_blob_open()";
  }
  return nullptr;
}

}  // namespace instar::sqlite
