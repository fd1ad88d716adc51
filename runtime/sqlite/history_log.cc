#include "runtime/sqlite/history_log.h"

#include <string>

#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

// The way back may be long and is not read here.
constexpr std::string_view kSelect =
    "SELECT stream, revision, parents, action, meaning_hash, started_at, program, id, duration, compatible, "
    "typeof(downgrade) FROM main.instar_history ORDER BY id";
constexpr int kTexts = 7;
constexpr int kId = kTexts;
constexpr int kDuration = kId + 1;
constexpr int kCompatible = kDuration + 1;
constexpr int kDowngradeType = kCompatible + 1;

Status Tampered(const char* what, std::string_view argument) {
  return StatusOf(
      StatusCode::kUnknownFormat,
      "the table instar_history is not as this Instar writes it: %; it was made by a newer Instar, "
      "or changed by hand: use the newer program, restore a backup, or, if you know where the "
      "database is, run `instar stamp --purge REVISION`",
      {Message(what, {argument})});
}

// Null when all is well.
const char* WrongType(const Statement& row) {
  for (int column = 0; column < kTexts; ++column) {
    if (row.ColumnType(column) != SQLITE_TEXT) return "row % holds no text where a text belongs";
  }
  if (row.ColumnType(kDuration) != SQLITE_INTEGER) return "the duration of row % is no number";
  const int compatible = row.ColumnType(kCompatible);
  if (compatible != SQLITE_NULL && compatible != SQLITE_INTEGER) {
    return "whether row % is compatible is no number";
  }
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
  read.has_downgrade = row.Column(kDowngradeType) == "blob";
  return read;
}

}  // namespace

Status ReadHistory(sqlite3* db, std::string_view stream, std::vector<HistoryRow>* rows) {
  rows->clear();
  Statement read;
  int rc = read.Prepare(db, kSelect);
  const LengthLimit limit(db);
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    const std::string_view id = read.Column(kId);
    if (const char* wrong = WrongType(read); wrong != nullptr) return Tampered(wrong, id);
    if (read.Column(0) == stream) rows->push_back(RowOf(read));
    rc = SQLITE_OK;
  }
  if (rc == SQLITE_TOOBIG) return Tampered("a value is longer than a megabyte", {});
  return rc == SQLITE_DONE ? OkStatus() : ErrorOf(db, rc, "read instar_history");
}

}  // namespace instar::sqlite
