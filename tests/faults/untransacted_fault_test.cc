// A revision without a transaction, disturbed at every call of the disk: each of its steps is there once or
// not at all, and the next run goes on.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "instar/sqlite.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/simulated_disk.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/runtime/hand_history.h"

namespace instar {
namespace {

constexpr char kFile[] = "disturbed.db";

// Of the vacuum in the middle: what is known of it when it was begun.
enum class Known { kRepeatable, kNothing };

struct Case {
  const char* name;
  FaultKind kind;
  const char* journal_mode;
  Known known;
  bool lasting = false;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

HandHistory MakeHistory(Known known) {
  const std::uint32_t flags = kStepAutocommit | (known == Known::kRepeatable ? kStepRepeatable : 0);
  return HandHistory(
      {{"create table t (x)", "create table big (x)", "insert into big values (zeroblob(9000))"},
       {"insert into t values (1)", "insert into t values (2)", HandStep("vacuum", flags),
        "insert into t values (3)"},
       {"insert into t values (4)"}});
}

class UntransactedFault : public testing::TestWithParam<Case> {
 protected:
  UntransactedFault() : history_(MakeHistory(GetParam().known)) {
    const DiskVfs vfs(&start_);
    Database db(kFile);
    EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam().journal_mode),
              GetParam().journal_mode);
    Options options;
    options.target = "r0";
    EXPECT_TRUE(sqlite::Upgrade(db.get(), history_.table(), options).ok());
    db.Run("delete from big");
  }

  Report Upgrade() {
    Options options;
    options.lock_timeout_ms = 5;
    return sqlite::Upgrade(kFile, history_.table(), options);
  }

  // Gives whether it got as far as the fault.
  bool RunDisturbed(SimulatedDisk& disk, DiskVfs& vfs, Fault fault) {
    fault.seed = fault.at;
    vfs.Arm(fault);
    const Report report = Upgrade();
    const bool hit = vfs.hit();
    EXPECT_EQ(report.ok(), report.to == std::vector<std::string>{"r2"}) << report.status.message();
    vfs.Restart(&disk);
    vfs.Disarm();
    ExpectWhole();
    return hit;
  }

  // What a run left that was stopped at any call. Rows are in the order of their steps, none twice.
  void ExpectWhole() {
    Database db(kFile);
    EXPECT_EQ(Damage(db.get()), "");
    const std::string all = "1 2 3 4";
    const std::string rows = db.Ask("select x from t");
    EXPECT_EQ(all.substr(0, rows.size()), rows);
    const std::string revision = db.Ask("select revision from instar_version");
    const bool journal_exists =
        db.Ask("select count(*) from sqlite_schema where name = 'instar_journal'") == "1";
    const std::string journal =
        journal_exists ? db.Ask("select state from instar_journal order by step") : "";
    const std::string done =
        journal_exists ? db.Ask("select count(*) from instar_journal where state = 'done'") : "0";
    // As many rows as the version and the journal say.
    const std::string expected = revision == "r2"   ? all
                                 : revision == "r1" ? "1 2 3"
                                 : done == "0"      ? ""
                                 : done == "1"      ? "1"
                                                    : "1 2";
    EXPECT_EQ(rows, expected) << revision << ", " << journal;
    if (revision != "r0") {
      EXPECT_EQ(journal, "");
    }
    // Half-way, it is not to be taken for a database at a revision.
    EXPECT_EQ(db.Ask("pragma user_version") == "0", journal != "") << journal;
  }

  // A person looks and says what became of the vacuum; either answer is right.
  void Finish(std::size_t at) {
    Report report = Upgrade();
    if (report.status.code() == StatusCode::kInterrupted) {
      EXPECT_EQ(GetParam().known, Known::kNothing);
      ++asked_;
      const auto resolution = at % 2 == 0 ? sqlite::Resolution::kDone : sqlite::Resolution::kRetry;
      EXPECT_TRUE(sqlite::Resolve(kFile, history_.table(), resolution).ok());
      report = Upgrade();
    }
    EXPECT_TRUE(report.ok()) << report.status.message();
    Database db(kFile);
    EXPECT_EQ(db.Ask("select x from t"), "1 2 3 4");
    EXPECT_EQ(db.Ask("select revision from instar_history"), "r0 r1 r2");
    EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0");
    EXPECT_NE(db.Ask("pragma user_version"), "0");
    EXPECT_EQ(Damage(db.get()), "");
  }

  HandHistory history_;
  SimulatedDisk start_;
  std::size_t asked_ = 0;
};

TEST_P(UntransactedFault, AtEachCall) {
  start_.SyncAll();
  Fault fault;
  fault.kind = GetParam().kind;
  fault.lasting = GetParam().lasting;
  bool hit = true;
  for (fault.at = 0; hit && !HasFailure(); ++fault.at) {
    SimulatedDisk disk(start_);
    DiskVfs vfs(&disk);
    hit = RunDisturbed(disk, vfs, fault);
    // And the next one, somewhere.
    Fault second = fault;
    second.at = fault.at * 7 % 50;
    RunDisturbed(disk, vfs, second);
    Finish(fault.at);
    if (HasFailure()) ADD_FAILURE() << "at call " << fault.at;
  }
  std::printf("%zu calls, asked %zu times\n", fault.at, asked_);
  EXPECT_GT(fault.at, 50u);
  if (GetParam().known == Known::kNothing) {
    EXPECT_GT(asked_, 0u);
  }
}

std::vector<Case> Cases() {
  return {{"killed_delete", FaultKind::kKilled, "delete", Known::kRepeatable},
          {"killed_wal", FaultKind::kKilled, "wal", Known::kRepeatable},
          {"killed_in_doubt", FaultKind::kKilled, "delete", Known::kNothing},
          {"power_cut_delete", FaultKind::kPowerCut, "delete", Known::kRepeatable},
          {"power_cut_wal", FaultKind::kPowerCut, "wal", Known::kRepeatable},
          {"power_cut_in_doubt", FaultKind::kPowerCut, "delete", Known::kNothing},
          {"io_error", FaultKind::kIoError, "delete", Known::kRepeatable},
          {"disk_full", FaultKind::kDiskFull, "wal", Known::kRepeatable},
          {"disk_full_for_long", FaultKind::kDiskFull, "delete", Known::kNothing, true},
          {"io_error_in_doubt", FaultKind::kIoError, "delete", Known::kNothing}};
}

INSTANTIATE_TEST_SUITE_P(All, UntransactedFault, testing::ValuesIn(Cases()),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
