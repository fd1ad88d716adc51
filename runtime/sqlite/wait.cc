#include "runtime/sqlite/wait.h"

#include <sqlite3.h>

#include "runtime/sqlite/watch.h"

namespace instar::sqlite {
namespace {

// Short enough that a queue of processes moves on, long enough to cost nothing.
constexpr int kLongestPauseMs = 25;

}  // namespace

Patience::Patience(int milliseconds, Watch* watch)
    : deadline_(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds)), watch_(watch) {}

bool Patience::Pause(int* pause_ms) const {
  if (std::chrono::steady_clock::now() >= deadline_ || (watch_ != nullptr && !watch_->Wait())) return false;
  sqlite3_sleep(*pause_ms);
  if (*pause_ms < kLongestPauseMs) *pause_ms += *pause_ms / 2 + 1;
  return true;
}

}  // namespace instar::sqlite
