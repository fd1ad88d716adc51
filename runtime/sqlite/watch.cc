#include "runtime/sqlite/watch.h"

#include <algorithm>
#include <utility>

namespace instar::sqlite {
namespace {

// Instructions of SQLite's machine between two looks: a fraction of a millisecond.
constexpr int kInstructions = 5'000;

}  // namespace

Watch::Watch(sqlite3* db, const Options& options, Direction direction)
    : db_(db), options_(&options), start_(std::chrono::steady_clock::now()) {
  now_.direction = direction;
}

Watch::~Watch() = default;

Status Watch::Check() {
  if (thrown_ != nullptr) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!cancelled_) return OkStatus();
  return Status(StatusCode::kCancelled,
                "the migration was cancelled; revisions that were finished stay: run it again to go on");
}

void Watch::Install(bool on) {
  if (options_->progress == nullptr && options_->cancel == nullptr) return;
  sqlite3_progress_handler(db_, on ? kInstructions : 0, on ? &Watch::OnProgress : nullptr, this);
}

int Watch::OnProgress(void* self) { return static_cast<Watch*>(self)->GoOn() ? 0 : 1; }

bool Watch::GoOn() {
  if (!Ask() || !is_seen() || ElapsedUs() < next_us_) return !cancelled_;
  CountRows();
  Show(now_.stage);
  return !cancelled_;
}

bool Watch::Ask() {
  if (options_->cancel != nullptr && options_->cancel->load(std::memory_order_relaxed)) cancelled_ = true;
  return !cancelled_;
}

void Watch::Show(ProgressStage stage) {
  if (!Ask() || !is_seen()) return;
  now_.stage = stage;
  now_.statement = statement_;
  now_.elapsed_us = ElapsedUs();
  // Nothing may be thrown through SQLite, nor through those files that were compiled without clean-up.
#ifdef __cpp_exceptions
  try {
    cancelled_ = options_->progress(now_) == ProgressResult::kCancel;
  } catch (...) {
    thrown_ = std::current_exception();
    cancelled_ = true;
  }
#else
  cancelled_ = options_->progress(now_) == ProgressResult::kCancel;
#endif
  next_us_ = ElapsedUs() + std::int64_t{1000} * options_->progress_interval_ms;
}

void Watch::CountRows() {
  if (counted_) return;
  if (follows_rowids_) {
    // As doubles: rowids may lie further apart than 64 bits can say.
    const auto first = static_cast<double>(first_rowid_);
    const double span = static_cast<double>(last_rowid_) - first + 1;
    const double at = static_cast<double>(sqlite3_last_insert_rowid(db_)) - first + 1;
    now_.done = static_cast<std::int64_t>(static_cast<double>(now_.total) * std::clamp(at / span, 0.0, 1.0));
  } else {
    now_.done = RowsRead();
  }
  if (now_.total == 0) return;
  now_.done = std::min(now_.done, now_.total);
  const double of_part = static_cast<double>(now_.done) / static_cast<double>(now_.total);
  now_.step_fraction =
      std::max(now_.step_fraction, (static_cast<double>(part_) + of_part) / static_cast<double>(parts_));
}

// By the statement that runs, whoever prepared it.
std::int64_t Watch::RowsRead() const {
  std::int64_t rows = 0;
  for (sqlite3_stmt* one = nullptr; (one = sqlite3_next_stmt(db_, one)) != nullptr;) {
    if (sqlite3_stmt_busy(one) == 0) continue;
    rows = std::max<std::int64_t>(rows, sqlite3_stmt_status(one, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0));
  }
  return rows;
}

std::int64_t Watch::ElapsedUs() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_)
      .count();
}

bool Watch::Wait() {
  const ProgressStage before = now_.stage;
  if (ElapsedUs() >= next_us_) Show(ProgressStage::kWaiting);
  now_.stage = before;
  return Ask();
}

void Watch::BeginBackup() {
  statement_.clear();
  counted_ = true;
  Show(ProgressStage::kBackup);
}

void Watch::BeginRevision(std::string_view id, std::size_t index, std::size_t count, std::size_t steps) {
  now_.revision = id;
  now_.revision_index = index;
  now_.revision_count = count;
  now_.step_count = steps;
}

void Watch::BeginStep(std::size_t index, std::string_view statement) {
  statement_ = statement;
  counted_ = false;
  now_.step_index = index;
  now_.done = now_.total = 0;
  now_.step_fraction = 0;
  ExpectRows(0, 1);
  Show(ProgressStage::kStep);
}

void Watch::Commit() {
  statement_.clear();
  now_.done = now_.total = 0;
  Show(ProgressStage::kCommitted);
}

bool Watch::Count(std::int64_t done, std::int64_t total) {
  counted_ = true;
  now_.done = done;
  now_.total = total;
  if (total > 0) {
    now_.step_fraction = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
  }
  return GoOn();
}

void Watch::ExpectRows(std::int64_t rows, std::size_t parts) {
  now_.total = rows;
  part_ = 0;
  parts_ = parts;
  follows_rowids_ = false;
}

void Watch::FollowRowids(std::int64_t first, std::int64_t last) {
  follows_rowids_ = true;
  first_rowid_ = first;
  last_rowid_ = last;
}

void Watch::NextPart() {
  follows_rowids_ = false;
  if (part_ + 1 < parts_) ++part_;
}

}  // namespace instar::sqlite
