#include "runtime/sqlite/version_check.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/applying/history_replay.h"
#include "runtime/applying/version_text.h"
#include "runtime/message.h"
#include "runtime/sqlite/history_log.h"
#include "runtime/sqlite/snapshot.h"

namespace instar::sqlite {
namespace {

constexpr std::int64_t kNone = -1;

// The applied revisions as this program knows them.
struct Comparison {
  std::size_t same = 0;
  // The first one with another meaning.
  std::int64_t other = kNone;
};

Comparison Compare(const Table& table, const HistoryReplay& replay) {
  Comparison found;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    const auto applied = replay.applied().find(table.id(r));
    if (applied == replay.applied().end()) continue;
    const HistoryRow& row = *applied->second;
    if (row.meaning_hash == HexOf(table.meaning_hash(r)) && row.parents == ParentsOf(table, r)) {
      ++found.same;
    } else if (found.other == kNone) {
      found.other = r;
    }
  }
  return found;
}

bool Agree(const HistoryReplay& replay, const std::vector<StoredRow>& version) {
  RowsById heads = replay.Heads();
  for (const StoredRow& row : version) {
    if (heads.erase(row.revision) == 0) return false;
  }
  return heads.empty() && replay.Whole();
}

Status Play(const std::vector<HistoryRow>& history, HistoryReplay* replay) {
  for (const HistoryRow& row : history) {
    std::string why;
    if (!replay->Play(row, &why)) return TamperedHistory(Message("row % %", {Decimal(row.id), why}));
  }
  return OkStatus();
}

Status Edited(const Table& table, std::int64_t revision) {
  return StatusOf(StatusCode::kEditedHistory,
                  "revision '%' was edited after it was applied to this database: it means something else "
                  "now; restore its released text and make the change in a new revision, or, if the database "
                  "fits the new text, run `instar stamp --purge heads`",
                  {table.id(static_cast<std::uint32_t>(revision))});
}

// It has revisions in common with the program, and others beyond.
Status Newer(const HistoryReplay& replay, const Table& table) {
  RowsById unknown = replay.applied();
  for (std::uint32_t r = 0; r < table.revision_count; ++r) unknown.erase(table.id(r));
  const HistoryRow* first = nullptr;
  for (const auto& [id, row] : unknown) {
    if (first == nullptr || row->id < first->id) first = row;
  }
  RevisionSet known(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r)
    known[r] = replay.applied().count(table.id(r)) != 0;
  const Revisions back = RowsOf(table, known);
  return StatusOf(StatusCode::kNewerDatabase,
                  "a newer program has migrated this database: revision '%' and what follows are unknown to "
                  "this one; run that newer program, or go back with it: `instar downgrade %`",
                  {first == nullptr ? std::string_view() : std::string_view(first->revision),
                   back.size() == 1 ? table.id(back[0]) : std::string_view("REVISION")});
}

}  // namespace

Status CheckVersion(const Table& table, const VersionStore& store, const std::vector<HistoryRow>& history,
                    Revisions* rows) {
  Status status = store.Recognise(rows);
  HistoryReplay replay;
  const Status played = Play(history, &replay);
  const bool agree = played.ok() && Agree(replay, store.stored());
  const Comparison found = agree ? Compare(table, replay) : Comparison();
  if (status.code() == StatusCode::kEditedHistory && found.other != kNone) return Edited(table, found.other);
  if (status.code() == StatusCode::kUnknownDatabaseRevision && found.same != 0) return Newer(replay, table);
  if (!status.ok() || !played.ok()) return status.ok() ? played : status;
  if (!agree) return TamperedHistory("it tells of other revisions than instar_version holds");
  if (found.other == kNone) return status;
  return TamperedHistory(Message("it tells another meaning of revision '%' than instar_version",
                                 {table.id(static_cast<std::uint32_t>(found.other))}));
}

Status CheckHistory(const std::vector<HistoryRow>& history) {
  HistoryReplay replay;
  return Play(history, &replay);
}

Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, Revisions* rows) {
  const Snapshot snapshot(db);
  Status status = store.ReadStored();
  std::vector<HistoryRow> history;
  if (status.ok() && store.tables_exist()) status = ReadHistory(db, table.stream, &history);
  return status.ok() ? CheckVersion(table, store, history, rows) : status;
}

}  // namespace instar::sqlite
