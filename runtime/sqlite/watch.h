// Progress and cancellation of one migration: Options::progress and Options::cancel.
#ifndef INSTAR_RUNTIME_SQLITE_WATCH_H_
#define INSTAR_RUNTIME_SQLITE_WATCH_H_

#include <sqlite3.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "instar/options.h"
#include "instar/progress.h"
#include "instar/status.h"

namespace instar::sqlite {

class Watch {
 public:
  // The options must outlive it.
  Watch(sqlite3* db, const Options& options, Direction direction);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Somebody sees the progress: what only serves that is worth finding out.
  bool is_seen() const { return options_->progress != nullptr; }
  bool cancelled() const { return cancelled_; }
  // kCancelled once it was. The only member that throws: what the caller's function threw.
  Status Check();

  // Another connection's lock is in the way; false: do not wait any longer.
  bool Wait();
  // A part of the work that is counted by whoever does it, in the stage of a backup or of a step.
  void BeginBackup();
  void BeginRevision(std::string_view id, std::size_t index, std::size_t count, std::size_t steps);
  void BeginStep(std::size_t index, std::string_view statement);
  void Commit();
  // False: it was cancelled.
  bool Count(std::int64_t done, std::int64_t total);

  // The step that runs goes `parts` times through so many rows.
  void ExpectRows(std::int64_t rows, std::size_t parts);
  // The rows are copied in the order of their rowids, in a way that SQLite does not count.
  void FollowRowids(std::int64_t first, std::int64_t last);
  void NextPart();

  // While one of these lives, what SQLite does is watched, and interrupted when the migration is cancelled. A
  // roll-back must not be, so it comes after.
  class Watching {
   public:
    explicit Watching(Watch& watch) : watch_(watch) { watch_.Install(true); }
    ~Watching() { watch_.Install(false); }
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

   private:
    Watch& watch_;
  };

 private:
  static int OnProgress(void* self);
  void Install(bool on);
  bool GoOn();
  bool Ask();
  void Show(ProgressStage stage);
  void CountRows();
  std::int64_t RowsRead() const;
  std::int64_t ElapsedUs() const;

  sqlite3* db_;
  const Options* options_;
  std::chrono::steady_clock::time_point start_;
  bool cancelled_ = false;
  std::exception_ptr thrown_;
  std::int64_t next_us_ = 0;  // when to show again
  Progress now_;
  std::string statement_;
  bool counted_ = false;  // by who does the work
  std::size_t part_ = 0;
  std::size_t parts_ = 1;
  std::int64_t first_rowid_ = 0;
  std::int64_t last_rowid_ = 0;
  bool follows_rowids_ = false;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_WATCH_H_
