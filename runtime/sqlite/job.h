// What one migration was asked to do, and on what: the same from its beginning to its end.
#ifndef INSTAR_RUNTIME_SQLITE_JOB_H_
#define INSTAR_RUNTIME_SQLITE_JOB_H_

#include <sqlite3.h>

#include <cstdint>
#include <string_view>

#include "instar/options.h"
#include "instar/table.h"
#include "runtime/sqlite/rebuild.h"

namespace instar::sqlite {

// The caller's objects, which outlive the migration.
struct Job {
  sqlite3* db;
  const Table* table;
  const DialectSteps* steps;  // null when the table has none for SQLite
  const Options* options;
  Direction direction;
  // For tests and replay: all of them must work.
  RebuildForm rebuild_form;
  // From this revision on the steps are out of the database, and not to be trusted.
  std::uint32_t first_stored = 0xFFFFFFFF;

  bool upgrades() const { return direction == Direction::kUpgrade; }
  std::string_view target() const {
    return options->target.empty() ? std::string_view("heads") : std::string_view(options->target);
  }
  StepRange StepsOf(std::uint32_t revision) const { return table->Steps(*steps, revision, direction); }
  // A step of it can only be done with foreign keys off: so is all of it.
  bool IsUnenforced(std::uint32_t revision) const {
    for (const StepRow& step : StepsOf(revision)) {
      if (step.kind == StepKind::kRebuild) return true;
    }
    return HasFlag(revision, kStepWithoutForeignKeys);
  }
  bool IsUnenforced(IndexRange revisions) const {
    for (const std::uint32_t r : revisions) {
      if (IsUnenforced(r)) return true;
    }
    return false;
  }
  // One of its steps has it.
  bool HasFlag(std::uint32_t revision, std::uint32_t flag) const {
    for (const StepRow& step : StepsOf(revision)) {
      if ((step.flags & flag) != 0) return true;
    }
    return false;
  }
  bool HasFlag(IndexRange revisions, std::uint32_t flag) const {
    for (const std::uint32_t r : revisions) {
      if (HasFlag(r, flag)) return true;
    }
    return false;
  }
  bool all_together() const { return options->transactions == Transactions::kAllTogether; }
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_JOB_H_
