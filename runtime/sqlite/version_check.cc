#include "runtime/sqlite/version_check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  std::vector<std::string_view> rows;
  for (const StoredRow& row : version) rows.push_back(row.revision);
  std::sort(rows.begin(), rows.end());
  std::vector<std::string_view> heads;
  return replay.FindHeads(&heads) && heads == rows;
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
void TakeApart(const HistoryReplay& replay, const Table& table, FoundVersion* found) {
  RowsById unknown = replay.applied();
  RevisionSet known(table.revision_count);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) known[r] = unknown.erase(table.id(r)) != 0 ? 1 : 0;
  found->rows = RowsOf(table, known);
  for (const auto& [id, row] : unknown) found->newer.push_back(*row);
  std::sort(found->newer.begin(), found->newer.end(),
            [](const HistoryRow& a, const HistoryRow& b) { return a.id < b.id; });
}

// The command that leads back to what the program knows.
std::string WayBack(const Table& table, const FoundVersion& found) {
  return Message("`instar downgrade %`",
                 {found.rows.size() == 1 ? table.id(found.rows[0]) : std::string_view("REVISION")});
}

}  // namespace

Status CheckVersion(const Table& table, const VersionStore& store, const std::vector<HistoryRow>& history,
                    FoundVersion* found) {
  *found = {};
  Status status = store.Recognise(&found->rows);
  HistoryReplay replay;
  const Status played = Play(history, &replay);
  const bool agree = played.ok() && Agree(replay, store.stored());
  const Comparison compared = agree ? Compare(table, replay) : Comparison();
  const bool refused =
      status.code() == StatusCode::kEditedHistory || status.code() == StatusCode::kUnknownDatabaseRevision;
  if (refused && compared.other != kNone) return Edited(table, compared.other);
  if (status.code() == StatusCode::kUnknownDatabaseRevision && compared.same != 0) {
    TakeApart(replay, table, found);
    return OkStatus();
  }
  if (!status.ok() || !played.ok()) return status.ok() ? played : status;
  if (!agree) return TamperedHistory("it tells of other revisions than instar_version holds");
  if (compared.other == kNone) return status;
  return TamperedHistory(Message("it tells another meaning of revision '%' than instar_version",
                                 {table.id(static_cast<std::uint32_t>(compared.other))}));
}

Status CheckNotNewer(const Table& table, const FoundVersion& found) {
  if (found.newer.empty()) return OkStatus();
  return StatusOf(StatusCode::kNewerDatabase,
                  "a newer program has migrated this database: revision '%' and what follows are unknown to "
                  "this one; run that newer program, or go back: % with it, or with this one and "
                  "Options::use_stored_downgrades",
                  {found.newer.front().revision, WayBack(table, found)});
}

Status CheckUsable(const Table& table, const FoundVersion& found, const Revisions& pending) {
  for (const HistoryRow& row : found.newer) {
    if (row.compatible.value_or(false)) continue;
    const std::string program = row.program.empty() ? std::string() : Message(", '%'", {row.program});
    return StatusOf(
        StatusCode::kNewerDatabase,
        "a newer program has migrated this database, and its revision '%' does not let older ones "
        "go on: %; run that newer program%, or go back: % with it, or with this one and "
        "Options::use_stored_downgrades",
        {row.revision, row.reason.empty() ? "nobody said whether they may" : row.reason.c_str(), program,
         WayBack(table, found)});
  }
  if (found.newer.empty() || pending.empty()) return OkStatus();
  // Nobody has proven that the two go together.
  return StatusOf(
      StatusCode::kNewerDatabase,
      "another program has migrated this database, to revision '%', and revision '%' of this one is "
      "not applied: they are of different branches; build a program whose history has both, or go "
      "back: % with that program, or with this one and Options::use_stored_downgrades",
      {found.newer.back().revision, table.id(pending.front()), WayBack(table, found)});
}

Status CheckHistory(const std::vector<HistoryRow>& history) {
  HistoryReplay replay;
  return Play(history, &replay);
}

Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, FoundVersion* found) {
  const Snapshot snapshot(db);
  Status status = store.ReadStored();
  std::vector<HistoryRow> history;
  if (status.ok() && store.tables_exist()) status = ReadHistory(db, table.stream, &history);
  return status.ok() ? CheckVersion(table, store, history, found) : status;
}

Status ReadAndCheckVersion(sqlite3* db, const Table& table, VersionStore& store, Revisions* rows) {
  FoundVersion found;
  Status status = ReadAndCheckVersion(db, table, store, &found);
  *rows = found.rows;
  return status.ok() ? CheckNotNewer(table, found) : status;
}

}  // namespace instar::sqlite
