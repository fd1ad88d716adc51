#include "tests/crash/kills.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "tests/runtime/child_process.h"

namespace instar {
namespace {

using std::chrono::steady_clock;

constexpr int kKills = 100;
constexpr const char* kParts[] = {"", "-journal", "-wal", "-shm"};

}  // namespace

int KillsEach(std::size_t tests) {
  const char* wanted = std::getenv("INSTAR_KILLS");
  const int kills = wanted == nullptr ? kKills : std::atoi(wanted);
  const int among = static_cast<int>(tests);
  return std::max((kills + among - 1) / among, 1);
}

KilledRun RunAndKill(std::chrono::microseconds after, const std::function<int()>& work) {
  Gate gate;
  ChildProcess child(gate, work);
  const auto start = steady_clock::now();
  gate.Open();
  if (after < kNever) {
    std::this_thread::sleep_for(after);
    child.Kill();
  }
  const int code = child.Wait();
  EXPECT_LE(code, 0) << "a start failed";
  return {code != 0, std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - start)};
}

void CopyDatabase(const std::string& from, const std::string& to) {
  for (const char* part : kParts) {
    std::filesystem::remove(to + part);
    if (std::filesystem::exists(from + part)) std::filesystem::copy_file(from + part, to + part);
  }
}

bool HasJournal(const std::string& path) {
  std::error_code ignored;
  for (const char* part : {"-journal", "-wal"}) {
    const auto size = std::filesystem::file_size(path + part, ignored);
    if (!ignored && size > 0) return true;
  }
  return false;
}

}  // namespace instar
