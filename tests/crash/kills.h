// Killing a process that works on a database.
#ifndef INSTAR_TESTS_CRASH_KILLS_H_
#define INSTAR_TESTS_CRASH_KILLS_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace instar {

// Of those that INSTAR_KILLS asks for in a program of so many tests, 100 where it is unset: one's share.
int KillsEach(std::size_t tests);

inline constexpr std::chrono::microseconds kNever = std::chrono::hours(1);

struct KilledRun {
  bool killed;                     // false: it was through before
  std::chrono::microseconds took;  // from its start to its end
};

// Runs `work` in a process and kills that after a time. An exit code other than 0 fails the test.
KilledRun RunAndKill(std::chrono::microseconds after, const std::function<int()>& work);

// A database is its file and what lies beside it.
void CopyDatabase(const std::string& from, const std::string& to);
// Something was written that is not in the database yet: to be undone, or done.
bool HasJournal(const std::string& path);

}  // namespace instar

#endif  // INSTAR_TESTS_CRASH_KILLS_H_
