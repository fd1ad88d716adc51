// How far a migration is, and how to stop it.
//
//   instar::Options options;
//   options.progress = [&](const instar::Progress& now) {
//     window.ShowProgress(now.fraction());
//     return window.closed() ? instar::ProgressResult::kCancel : instar::ProgressResult::kContinue;
//   };
//
// <instar/terminal_progress.h> has a ready-made bar for terminals. To stop from another thread or from a
// signal handler, set Options::cancel.
//
// The function is called on the thread that migrates: when a step begins, ten times a second while it
// runs (Options::progress_interval_ms), after each commit, and while the migration waits for a lock or makes
// a backup. It must not use the connection. What it throws passes through, after the revision was rolled
// back.
//
// A cancelled migration answers StatusCode::kCancelled. The revision that was running is rolled back, those
// before it stay: running again goes on from there.
#ifndef INSTAR_PROGRESS_H_
#define INSTAR_PROGRESS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "instar/table.h"

namespace instar {

enum class ProgressStage {
  kWaiting,    // another connection keeps the database locked
  kBackup,     // the copy is written and checked; nothing was changed yet
  kStep,       // a step of a revision begins or goes on
  kCommitted,  // the revision is finished
};

enum class ProgressResult { kContinue, kCancel };

// The views are good during the call.
struct Progress {
  ProgressStage stage = ProgressStage::kWaiting;
  Direction direction = Direction::kUpgrade;
  // The revision that is run, the `revision_index`th (from 0) of `revision_count`. Before the first, an empty
  // id; the count is 0 until the plan is made.
  std::string_view revision;
  std::size_t revision_index = 0;
  std::size_t revision_count = 0;
  // What is being done: the SQL statement, the name of the C++ function, "rebuild of table t". It is the
  // `step_index`th (from 0) of `step_count` of the revision.
  std::string_view statement;
  std::size_t step_index = 0;
  std::size_t step_count = 0;
  // Rows that the statement has gone through, of how many; while a backup is made, pages. A `total` of 0
  // means that nobody knows: only rebuilds, backups and C++ steps that say so have one.
  std::int64_t done = 0;
  std::int64_t total = 0;
  // How much of the step is done, from 0 to 1; 0 where it is not known. A rebuild is done
  // with one part of the step when its rows are copied, and with one more for each index; the rows of an
  // index are not counted.
  double step_fraction = 0;
  // Since the migration was called.
  std::int64_t elapsed_us = 0;

  // Of the whole, from 0 to 1, every revision and each of its steps counted alike. While a backup is made, of
  // that.
  double fraction() const {
    if (stage == ProgressStage::kBackup) return step_fraction;
    if (revision_count == 0) return 0;
    const double of_revision = stage == ProgressStage::kCommitted ? 1
                               : step_count == 0                  ? 0
                                                 : (static_cast<double>(step_index) + step_fraction) /
                                                       static_cast<double>(step_count);
    return (static_cast<double>(revision_index) + of_revision) / static_cast<double>(revision_count);
  }
};

using ProgressFunction = std::function<ProgressResult(const Progress& now)>;

}  // namespace instar

#endif  // INSTAR_PROGRESS_H_
