// Many processes start at once on one file: all of them succeed, and each revision is applied once.
// INSTAR_RACE_ROUNDS says how many times for each test.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/weather/weather.h"

namespace instar {
namespace {

struct Field {
  int processes;
  bool populated;  // else the file is not there, or empty
  const char* journal_mode;
};

std::string NameOf(const Field& field) {
  return std::to_string(field.processes) + (field.populated ? "_on_an_old_file_" : "_on_a_fresh_file_") +
         field.journal_mode;
}

int Rounds() {
  const char* rounds = std::getenv("INSTAR_RACE_ROUNDS");
  return rounds == nullptr ? 50 : std::atoi(rounds);
}

Report Migrate(const std::string& path, const std::string& target = "heads") {
  Options options;
  options.target = target;
  options.lock_timeout_ms = 60'000;
  return sqlite::Upgrade(path, weather::migrations(), options);
}

class Race : public testing::TestWithParam<Field> {
 protected:
  void SetUp() override {
    const Field& field = GetParam();
    if (field.populated) {
      ASSERT_TRUE(Migrate(start_, weather::kPopulated).ok());
    }
    if (field.populated || field.journal_mode != std::string("delete")) {
      Database db(start_);
      EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + field.journal_mode), field.journal_mode);
      if (field.populated) weather::Populate(db.get(), 200);
    }
    Prepare();
    ASSERT_TRUE(Migrate(path_).ok());
    alone_ = Dump(Database(path_).get());
  }

  void Prepare() {
    for (const char* part : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(path_ + part);
    if (std::filesystem::exists(start_)) std::filesystem::copy_file(start_, path_);
  }

  void RunRound() {
    Prepare();
    Gate gate;
    std::vector<ChildProcess> children;
    for (int i = 0; i < GetParam().processes; ++i) {
      children.emplace_back(gate, [&] {
        const Report report = Migrate(path_);
        if (!report.ok()) std::fprintf(stderr, "%s\n", report.status.message().c_str());
        return report.ok() ? 0 : 1;
      });
    }
    gate.Open();
    for (ChildProcess& child : children) EXPECT_EQ(child.Wait(), 0);
    Database db(path_);
    EXPECT_EQ(db.Ask("select count(*), count(distinct revision) from instar_history"), "12|12");
    EXPECT_EQ(Dump(db.get()), alone_);
    EXPECT_EQ(Damage(db.get()), "");
  }

  TemporaryFolder folder_;
  std::string start_ = folder_.File("start.db");
  std::string path_ = folder_.File("shared.db");
  std::string alone_;  // what one process makes of it
};

TEST_P(Race, AllSucceedAndEachRevisionIsAppliedOnce) {
  const int rounds = Rounds();
  ASSERT_GT(rounds, 0);
  for (int round = 0; round < rounds && !HasFailure(); ++round) RunRound();
}

std::vector<Field> Fields() {
  std::vector<Field> fields;
  for (const int processes : {2, 8, 32}) {
    for (const bool populated : {false, true}) {
      for (const char* mode : {"delete", "wal"}) fields.push_back({processes, populated, mode});
    }
  }
  return fields;
}

INSTANTIATE_TEST_SUITE_P(All, Race, testing::ValuesIn(Fields()),
                         [](const auto& of) { return NameOf(of.param); });

}  // namespace
}  // namespace instar
