// Races between programs that are not alike, or that do what is not one transaction.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "tests/runtime/child_process.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/runtime/history.h"
#include "tests/runtime/untransacted_history.h"

namespace instar {
namespace {

constexpr int kRounds = 30;
constexpr int kProcesses = 8;

// In each journal mode.
class RaceOfKinds : public testing::TestWithParam<const char*> {
 protected:
  void Prepare() {
    for (const char* part : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(path_ + part);
    Database db(path_);
    EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam()), GetParam());
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.File("shared.db");
};

// Whoever finds the vacuum begun runs it too; each of the other steps is there once.
TEST_P(RaceOfKinds, AllFinishARevisionWithoutATransaction) {
  const HandHistory history = MakeUntransacted(Known::kRepeatable, 0, 200'000);
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    Prepare();
    Gate gate;
    std::vector<ChildProcess> children;
    for (int i = 0; i < kProcesses; ++i) {
      children.emplace_back(gate, [&] {
        const Report report = sqlite::Upgrade(path_, history.table());
        if (!report.ok()) std::fprintf(stderr, "%s\n", report.status.message().c_str());
        return report.ok() ? 0 : 1;
      });
    }
    gate.Open();
    for (ChildProcess& child : children) EXPECT_EQ(child.Wait(), 0);
    Database db(path_);
    EXPECT_EQ(db.Ask("select x from t"), "1 2 3 4");
    EXPECT_EQ(db.Ask("select revision from instar_history"), "r0 r1 r2");
    EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0");
    EXPECT_NE(db.Ask("pragma user_version"), "0");
    EXPECT_EQ(Damage(db.get()), "");
  }
}

// Half of them go on where the others' history ends. Those are done there, or say that a newer one was here.
TEST_P(RaceOfKinds, OldAndNewProgramsAtOnce) {
  const History newer(LineOfTables(12));
  const History older(LineOfTables(6));
  int refused = 0;
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    Prepare();
    Gate gate;
    std::vector<ChildProcess> children;
    for (int i = 0; i < kProcesses; ++i) {
      const bool is_old = i % 2 == 0;
      children.emplace_back(gate, [&, is_old] {
        const Report report = sqlite::Upgrade(path_, (is_old ? older : newer).table());
        if (report.ok()) return 0;
        if (is_old && report.status.code() == StatusCode::kNewerDatabase) return 3;
        std::fprintf(stderr, "%s\n", report.status.message().c_str());
        return 1;
      });
    }
    gate.Open();
    for (ChildProcess& child : children) {
      const int code = child.Wait();
      EXPECT_TRUE(code == 0 || code == 3) << code;
      refused += code == 3 ? 1 : 0;
    }
    Database db(path_);
    EXPECT_EQ(db.Ask("select revision from instar_version"), "r00011");
    EXPECT_EQ(db.Ask("select count(*), count(distinct revision) from instar_history"), "12|12");
    EXPECT_EQ(Damage(db.get()), "");
  }
  std::printf("%d of %d older programs came too late\n", refused, kRounds * kProcesses / 2);
}

// Some go up, some go down: each revision is applied and undone in turns, and whoever fails says why.
TEST_P(RaceOfKinds, UpAndDownAtOnce) {
  const History line(LineOfTables(6));
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    Prepare();
    Gate gate;
    std::vector<ChildProcess> children;
    for (int i = 0; i < kProcesses; ++i) {
      const bool up = i % 2 == 0;
      children.emplace_back(gate, [&, up] {
        Options options;
        options.target = up ? "heads" : "r00002";
        const Report report = up ? sqlite::Upgrade(path_, line.table(), options)
                                 : sqlite::Downgrade(path_, line.table(), options);
        // The others have moved it elsewhere, or it is not there yet.
        const StatusCode code = report.status.code();
        if (report.ok() || code == StatusCode::kBusy || code == StatusCode::kInvalidTarget) return 0;
        std::fprintf(stderr, "%s\n", report.status.message().c_str());
        return 1;
      });
    }
    gate.Open();
    for (ChildProcess& child : children) EXPECT_EQ(child.Wait(), 0);
    Database db(path_);
    EXPECT_EQ(Damage(db.get()), "");
    // Of each revision the actions take turns, beginning with an upgrade.
    EXPECT_EQ(db.Ask("select count(*) from (select action, row_number() over (partition by revision order by "
                     "id) as place from instar_history) where (action = 'upgrade') <> (place % 2 = 1)"),
              "0");
    EXPECT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
    EXPECT_EQ(db.Ask("select count(*) from sqlite_schema where name like 't0%'"), "6");
  }
}

INSTANTIATE_TEST_SUITE_P(All, RaceOfKinds, testing::Values("delete", "wal"),
                         [](const auto& of) { return std::string(of.param); });

}  // namespace
}  // namespace instar
