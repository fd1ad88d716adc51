// instar_journal: how far an untransacted revision came.
//
// Each of its steps is committed by itself, together with a row that says so; the last one together with the
// version, and then the rows go. So a step is never found half-done but where the database refuses it inside
// a transaction (VACUUM): before such a step its row says that it was begun.
#ifndef INSTAR_RUNTIME_SQLITE_JOURNAL_H_
#define INSTAR_RUNTIME_SQLITE_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/version_store.h"

namespace instar::sqlite {

enum class StepState {
  kNotBegun,
  kBegun,   // and perhaps finished
  kFailed,  // nothing of it was done
  kDone,
};

// A revision that was begun and is not finished. A stream has at most one: whatever else is asked for, it is
// finished first.
struct Unfinished {
  std::uint32_t revision = 0;
  Direction direction = Direction::kUpgrade;
  std::size_t steps_done = 0;
  StepState next = StepState::kNotBegun;  // of the step after those; never kDone
};

// Where nobody but a person can say whether the next step was finished: that. Else OK.
Status WhyStopped(const Table& table, const Unfinished& unfinished);

class Journal {
 public:
  Journal(sqlite3* db, const Table& table, const Options& options)
      : db_(db), table_(&table), options_(&options) {}

  // Nothing where no revision of the table's stream is unfinished. Checks every field: what this program does
  // not know, or knows otherwise, is an error; so is another number of rows than the version, read at the
  // same moment, tells of. A table without statements knows of none, and checks none.
  Status Read(const VersionStore& version, std::optional<Unfinished>* unfinished);

  // All inside a transaction. `step` counts from 0. The table is made when it is needed.
  Status Write(std::uint32_t revision, Direction direction, std::size_t step, StepState state);
  // Nothing of the step was done.
  Status Remove(std::size_t step);
  // The revision is finished, or forgotten; and what nobody can have written goes too.
  Status Clear();

 private:
  Status ReadRows(std::optional<Unfinished>* unfinished, std::size_t* count);
  // Of one row; `steps_before` are known to be done.
  Status CheckRow(const std::optional<Unfinished>& before, Unfinished* now);
  Status CheckRevision(std::string_view id, std::string_view hash, std::uint32_t* revision) const;
  // The one after those that are done, in this state.
  Status CheckStep(const Unfinished& row, StepState state) const;
  Status Find(bool* exists) const;
  Status Delete(std::string_view sql, std::int64_t argument);

  sqlite3* db_;
  const Table* table_;
  const Options* options_;
  Statement select_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_JOURNAL_H_
