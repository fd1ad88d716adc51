// Processes are killed at random moments of a revision without a transaction: each of its steps is there once
// or not at all, and the next start goes on where it was. INSTAR_KILLS says how many times in all.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "instar/sqlite.h"
#include "tests/crash/kills.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/runtime/untransacted_history.h"

namespace instar {
namespace {

using std::chrono::microseconds;

constexpr int kWork = 20'000;
constexpr int kBytes = 4'000'000;

struct Case {
  const char* name;
  const char* journal_mode;
  Known known;
};

constexpr Case kCases[] = {{"delete", "delete", Known::kRepeatable},
                           {"wal", "wal", Known::kRepeatable},
                           {"in_doubt", "delete", Known::kNothing}};

class UntransactedKill : public testing::TestWithParam<Case> {
 protected:
  UntransactedKill() : history_(MakeUntransacted(GetParam().known, kWork, kBytes)) {
    MakeUntransactedStart(start_, history_, GetParam().journal_mode);
  }

  // Kills it after a time, unless it was through before.
  KilledRun Start(microseconds after) {
    return RunAndKill(after, [&] {
      const StatusCode code = sqlite::Upgrade(path_, history_.table()).status.code();
      return code == StatusCode::kOk || code == StatusCode::kInterrupted ? 0 : 1;
    });
  }

  HandHistory history_;
  TemporaryFolder folder_;
  std::string start_ = folder_.File("start.db");
  std::string path_ = folder_.File("killed.db");
  std::string judged_ = folder_.File("judged.db");
};

TEST_P(UntransactedKill, EachStepIsThereOnceOrNotAtAll) {
  CopyDatabase(start_, path_);
  const microseconds whole = Start(kNever).took;
  const int wanted = KillsEach(std::size(kCases));
  std::mt19937_64 random(20261120);
  std::set<std::size_t> places;
  int kills = 0;
  int asked = 0;
  for (int round = 0; kills < wanted && round < 5 * wanted && !HasFailure(); ++round) {
    CopyDatabase(start_, path_);
    do {
      if (!Start(microseconds(random() % static_cast<std::uint64_t>(whole.count()))).killed) break;
      ++kills;
      CopyDatabase(path_, judged_);
      places.insert(ExpectWholeSteps(judged_));
    } while (random() % 3 == 0);
    asked += ExpectFinishesSteps(path_, history_, GetParam().known, random() % 2 == 0) ? 1 : 0;
  }
  std::printf("%d kills in starts of %lld us, at %zu different steps; asked %d times\n", kills,
              static_cast<long long>(whole.count()), places.size(), asked);
  EXPECT_GE(kills, wanted) << "the others were through before";
  EXPECT_GE(places.size(), wanted >= 20 ? 3u : 1u);
}

INSTANTIATE_TEST_SUITE_P(All, UntransactedKill, testing::ValuesIn(kCases),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
