// Processes are killed at random moments of a long migration; the next start must get to the end, and nothing
// may show that something happened. INSTAR_KILLS says how many times in all.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "instar/sqlite.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/weather/way.h"
#include "tests/weather/weather.h"

namespace instar {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr int kReadings = 4000;

struct Trip {
  const char* name;
  bool upgrade;
  const char* from;  // null: the file is not there
  const char* to;
  const char* journal_mode;
};

constexpr Trip kTrips[] = {
    {"up", true, weather::kPopulated, "heads", "delete"},
    {"down", false, "heads", weather::kPopulated, "delete"},
    {"up_wal", true, weather::kPopulated, "heads", "wal"},
    {"down_wal", false, "heads", weather::kPopulated, "wal"},
    {"from_nothing", true, nullptr, "heads", "delete"},
};

int KillsEach() {
  const char* kills = std::getenv("INSTAR_KILLS");
  return std::max((kills == nullptr ? 100 : std::atoi(kills)) / static_cast<int>(std::size(kTrips)), 1);
}

Report Upgrade(const std::string& path, const std::string& to) {
  Options options;
  options.target = to;
  return sqlite::Upgrade(path, weather::migrations(), options);
}

// A database is its file and what lies beside it.
constexpr const char* kParts[] = {"", "-journal", "-wal", "-shm"};

void Copy(const std::string& from, const std::string& to) {
  for (const char* part : kParts) {
    std::filesystem::remove(to + part);
    if (std::filesystem::exists(from + part)) std::filesystem::copy_file(from + part, to + part);
  }
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
    return journey;
  }

  // Whole, and on the way: where.
  std::size_t ExpectOnWay(const std::string& path) { return way_.ExpectOn(Database(path).get()); }

  microseconds TimeUndisturbed() {
    std::vector<microseconds> times;
    for (int i = 0; i < 5; ++i) {
      Copy(start_, path_);
      const auto start = steady_clock::now();
      EXPECT_FALSE(StartAndKill(std::chrono::hours(1)));
      times.push_back(std::chrono::duration_cast<microseconds>(steady_clock::now() - start));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

  // False when it was through before.
  bool StartAndKill(microseconds after) {
    Gate gate;
    ChildProcess child(gate, [&] {
      const Options options = journey().options;
      const Report report = GetParam().upgrade ? sqlite::Upgrade(path_, weather::migrations(), options)
                                               : sqlite::Downgrade(path_, weather::migrations(), options);
      if (!report.ok()) std::fprintf(stderr, "%s\n", report.status.message().c_str());
      return report.ok() ? 0 : 1;
    });
    gate.Open();
    if (after < std::chrono::minutes(1)) {
      std::this_thread::sleep_for(after);
      child.Kill();
    }
    const int code = child.Wait();
    EXPECT_LE(code, 0) << "a start failed";
    return code != 0;
  }

  // Something was written that is not in the database yet: to be undone, or done.
  bool HasJournal() const {
    std::error_code ignored;
    for (const char* part : {"-journal", "-wal"}) {
      const auto size = std::filesystem::file_size(path_ + part, ignored);
      if (!ignored && size > 0) return true;
    }
    return false;
  }

  TemporaryFolder folder_;
  std::string start_ = folder_.File("start.db");
  std::string path_ = folder_.File("weather.db");
  std::string judged_ = folder_.File("judged.db");
  weather::Way way_;
};

TEST_P(Kill, EveryRestartReachesTheEnd) {
  Copy(start_, path_);
  way_ = weather::Way(Database(path_).get(), journey());
  const int wanted = KillsEach();
  const microseconds whole = TimeUndisturbed();
  std::mt19937_64 random(20261120);
  std::set<std::size_t> places;
  int kills = 0;
  int amid_work = 0;
  int starts = 0;
  while (kills < wanted && starts < 4 * wanted + 20 && !HasFailure()) {
    Copy(start_, path_);
    // Every third is killed once more on its way back.
    do {
      ++starts;
      const auto after = microseconds(random() % static_cast<std::uint64_t>(whole.count()));
      if (!StartAndKill(after)) break;
      ++kills;
      amid_work += HasJournal() ? 1 : 0;
      Copy(path_, judged_);
      places.insert(ExpectOnWay(judged_));
    } while (random() % 3 == 0);
    EXPECT_FALSE(StartAndKill(std::chrono::hours(1)));
    EXPECT_EQ(ExpectOnWay(path_), way_.last());
  }
  std::printf("%d starts of %lld us, %d kills, %d of them amid its work, at %zu different revisions\n",
              starts, static_cast<long long>(whole.count()), kills, amid_work, places.size());
  EXPECT_GE(kills, wanted) << "the others were through before";
  EXPECT_GE(4 * amid_work, kills);
  EXPECT_GE(places.size(), wanted >= 20 ? 3u : 1u);
}

INSTANTIATE_TEST_SUITE_P(All, Kill, testing::ValuesIn(kTrips),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
