#include "runtime/sqlite/history_log.h"

#include <cstdint>
#include <string>

#include "runtime/applying/version_text.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

// Of other streams only what would touch this one. The way back may be long and is not read here.
constexpr std::string_view kSelect =
    "SELECT stream, revision, parents, action, meaning_hash, started_at, program, id, duration, compatible, "
    "typeof(downgrade), reason FROM main.instar_history "
    "WHERE stream = ?1 OR typeof(stream) IS NOT 'text' OR id > ?2 ORDER BY id";
constexpr std::int64_t kLargestId = std::int64_t{1} << 53;
constexpr int kTexts = 7;
constexpr int kStartedAt = 5;
constexpr int kId = kTexts;
constexpr int kDuration = kId + 1;
constexpr int kCompatible = kDuration + 1;
constexpr int kDowngradeType = kCompatible + 1;
constexpr int kReason = kDowngradeType + 1;

// Null when all is well.
const char* WrongValue(const Statement& row) {
  // SQLite gives the next row an id of its own choice when the largest one is taken.
  if (row.ColumnInteger(kId) > kLargestId) return "row % has an impossible id";
  for (int column = 0; column < kTexts; ++column) {
    if (row.ColumnType(column) != SQLITE_TEXT) return "row % holds no text where a text belongs";
  }
  if (!IsTime(row.Column(kStartedAt))) return "row % started at no time";
  if (row.ColumnType(kDuration) != SQLITE_INTEGER || row.ColumnInteger(kDuration) < 0) {
    return "the duration of row % is none";
  }
  const int compatible = row.ColumnType(kCompatible);
  if (compatible != SQLITE_NULL &&
      (compatible != SQLITE_INTEGER || row.ColumnInteger(kCompatible) >> 1 != 0)) {
    return "whether row % is compatible is neither 0 nor 1";
  }
  const int reason = row.ColumnType(kReason);
  if (reason != SQLITE_NULL && reason != SQLITE_TEXT) return "the reason of row % is no text";
  const std::string_view downgrade = row.Column(kDowngradeType);
  if (downgrade != "null" && downgrade != "blob") return "the downgrade of row % is no blob";
  return nullptr;
}

HistoryRow RowOf(const Statement& row) {
  HistoryRow read;
  std::string* const texts[] = {&read.revision,     &read.parents,    &read.action,
                                &read.meaning_hash, &read.started_at, &read.program};
  for (int i = 0; i < kTexts - 1; ++i) *texts[i] = row.Column(i + 1);
  read.id = row.ColumnInteger(kId);
  read.duration_us = row.ColumnInteger(kDuration);
  if (row.ColumnType(kCompatible) == SQLITE_INTEGER) read.compatible = row.ColumnInteger(kCompatible) != 0;
  read.reason = row.Column(kReason);
  read.has_downgrade = row.Column(kDowngradeType) == "blob";
  return read;
}

}  // namespace

Status TamperedHistory(std::string_view what) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "the table instar_history is not as this Instar writes it: %; a newer Instar wrote it, or "
      "somebody changed it by hand: use the newer program, restore a backup, or, if you know where "
      "the database is, run `instar stamp --purge REVISION`",
      {what});
}

Status ReadHistory(sqlite3* db, std::string_view stream, std::vector<HistoryRow>* rows) {
  rows->clear();
  Statement read;
  int rc = read.Prepare(db, kSelect);
  if (rc == SQLITE_OK) read.Bind(1, stream).Bind(2, kLargestId);
  const LengthLimit limit(db);
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    if (const char* wrong = WrongValue(read); wrong != nullptr) {
      return TamperedHistory(Message(wrong, {Decimal(read.ColumnInteger(kId))}));
    }
    rows->push_back(RowOf(read));
    rc = SQLITE_OK;
  }
  if (rc == SQLITE_TOOBIG) return TamperedHistory("a value is longer than a megabyte");
  return rc == SQLITE_DONE ? OkStatus() : ErrorOf(db, rc, "read instar_history");
}

Status RemoveHistory(sqlite3* db, std::string_view stream) {
  Statement remove;
  int rc = remove.Prepare(db,
                          "DELETE FROM main.instar_history WHERE stream = ?1 OR typeof(stream) IS NOT 'text' "
                          "OR id > ?2 OR length(stream) > ?3");
  if (rc == SQLITE_OK) rc = remove.Bind(1, stream).Bind(2, kLargestId).Bind(3, LengthLimit::kLongest).Run();
  return rc == SQLITE_OK ? OkStatus() : ErrorOf(db, rc, "write instar_history");
}

}  // namespace instar::sqlite
