// Processes are killed at random moments of a long migration; the next start must get to the end, and nothing
// may show that something happened. INSTAR_KILLS says how many times in all.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>

#include "instar/sqlite.h"
#include "tests/crash/kills.h"
#include "tests/runtime/database.h"
#include "tests/weather/way.h"
#include "tests/weather/weather.h"

namespace instar {
namespace {

using std::chrono::microseconds;

constexpr int kReadings = 4000;

struct Trip {
  const char* name;
  bool upgrade;
  const char* from;  // null: the file is not there
  const char* to;
  const char* journal_mode;
  bool together = false;  // all revisions in one transaction
};

constexpr Trip kTrips[] = {
    {"up", true, weather::kPopulated, "heads", "delete"},
    {"down", false, "heads", weather::kPopulated, "delete"},
    {"up_wal", true, weather::kPopulated, "heads", "wal"},
    {"down_wal", false, "heads", weather::kPopulated, "wal"},
    {"from_nothing", true, nullptr, "heads", "delete"},
    // No further: beside a rebuild, a C++ step cannot be run together with the others.
    {"together", true, weather::kPopulated, "require_scope", "delete", true},
    {"together_down_wal", false, "require_scope", weather::kPopulated, "wal", true},
};

Report Upgrade(const std::string& path, const std::string& to) {
  Options options;
  options.target = to;
  return sqlite::Upgrade(path, weather::migrations(), options);
}

class Kill : public testing::TestWithParam<Trip> {
 protected:
  void SetUp() override {
    if (GetParam().from == nullptr) return;
    ASSERT_TRUE(Upgrade(start_, weather::kPopulated).ok());
    {
      Database db(start_);
      EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam().journal_mode),
                GetParam().journal_mode);
      weather::Populate(db.get(), kReadings);
    }
    ASSERT_TRUE(Upgrade(start_, GetParam().from).ok());
  }

  weather::Journey journey() const {
    weather::Journey journey;
    journey.direction = GetParam().upgrade ? Direction::kUpgrade : Direction::kDowngrade;
    journey.options.target = GetParam().to;
    journey.options.program = "crash";
    if (GetParam().together) journey.options.transactions = Transactions::kAllTogether;
    return journey;
  }

  // Whole, and on the way: where.
  std::size_t ExpectOnWay(const std::string& path) {
    const std::size_t place = way_.ExpectOn(Database(path).get());
    if (GetParam().together) {
      EXPECT_EQ(place % way_.last(), 0u) << "a part of what belongs together";
    }
    return place;
  }

  microseconds TimeUndisturbed() {
    std::vector<microseconds> times;
    for (int i = 0; i < 5; ++i) {
      CopyDatabase(start_, path_);
      const KilledRun run = Start(kNever);
      EXPECT_FALSE(run.killed);
      times.push_back(run.took);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

  KilledRun Start(microseconds after) {
    return RunAndKill(after, [&] {
      const Options options = journey().options;
      const Report report = GetParam().upgrade ? sqlite::Upgrade(path_, weather::migrations(), options)
                                               : sqlite::Downgrade(path_, weather::migrations(), options);
      if (!report.ok()) std::fprintf(stderr, "%s\n", report.status.message().c_str());
      return report.ok() ? 0 : 1;
    });
  }

  TemporaryFolder folder_;
  std::string start_ = folder_.File("start.db");
  std::string path_ = folder_.File("weather.db");
  std::string judged_ = folder_.File("judged.db");
  weather::Way way_;
};

TEST_P(Kill, EveryRestartReachesTheEnd) {
  CopyDatabase(start_, path_);
  way_ = weather::Way(Database(path_).get(), journey());
  const int wanted = KillsEach(std::size(kTrips));
  const microseconds whole = TimeUndisturbed();
  std::mt19937_64 random(20261120);
  std::set<std::size_t> places;
  int kills = 0;
  int amid_work = 0;
  int starts = 0;
  // On a busy machine most are killed before they have begun: then it takes more of them.
  while ((kills < wanted || 4 * amid_work < wanted) && starts < 8 * wanted + 60 && !HasFailure()) {
    CopyDatabase(start_, path_);
    // Every third is killed once more on its way back.
    do {
      ++starts;
      const auto after = microseconds(random() % static_cast<std::uint64_t>(whole.count()));
      if (!Start(after).killed) break;
      ++kills;
      amid_work += HasJournal(path_) ? 1 : 0;
      CopyDatabase(path_, judged_);
      places.insert(ExpectOnWay(judged_));
    } while (random() % 3 == 0);
    EXPECT_FALSE(Start(kNever).killed);
    EXPECT_EQ(ExpectOnWay(path_), way_.last());
  }
  std::printf("%d starts of %lld us, %d kills, %d of them amid its work, at %zu different revisions\n",
              starts, static_cast<long long>(whole.count()), kills, amid_work, places.size());
  EXPECT_GE(kills, wanted) << "the others were through before";
  EXPECT_GE(4 * amid_work, wanted);
  EXPECT_GE(places.size(), wanted >= 10 && !GetParam().together ? 3u : 1u);
}

INSTANTIATE_TEST_SUITE_P(All, Kill, testing::ValuesIn(kTrips),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
