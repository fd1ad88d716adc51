// A revision without a transaction, disturbed at every call of the disk: each of its steps is there once or
// not at all, and the next run goes on.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "instar/sqlite.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/failing_memory.h"
#include "tests/faults/simulated_disk.h"
#include "tests/runtime/untransacted_history.h"

namespace instar {
namespace {

constexpr char kFile[] = "disturbed.db";

struct Case {
  const char* name;
  FaultKind kind;
  const char* journal_mode;
  Known known;
  bool lasting = false;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

class UntransactedFault : public testing::TestWithParam<Case> {
 protected:
  UntransactedFault() : history_(MakeUntransacted(GetParam().known)) {
    if (GetParam().kind == FaultKind::kOutOfMemory) FailingMemory::Install(false);
    const DiskVfs vfs(&start_);
    MakeUntransactedStart(kFile, history_, GetParam().journal_mode);
  }

  Report Upgrade() {
    Options options;
    options.lock_timeout_ms = 5;
    return sqlite::Upgrade(kFile, history_.table(), options);
  }

  // Gives whether it got as far as the fault.
  bool RunDisturbed(SimulatedDisk& disk, DiskVfs& vfs, Fault fault) {
    fault.seed = fault.at;
    const bool of_memory = fault.kind == FaultKind::kOutOfMemory;
    if (of_memory) {
      FailingMemory::Arm(fault.at, fault.lasting);
    } else {
      vfs.Arm(fault);
    }
    const Report report = Upgrade();
    const bool hit = vfs.hit() || FailingMemory::hit();
    FailingMemory::Disarm();
    EXPECT_EQ(report.ok(), report.to == std::vector<std::string>{"r2"}) << report.status.message();
    vfs.Restart(&disk);
    ExpectWholeSteps(kFile);
    return hit;
  }

  HandHistory history_;
  SimulatedDisk start_;
};

TEST_P(UntransactedFault, AtEachCall) {
  start_.SyncAll();
  Fault fault;
  fault.kind = GetParam().kind;
  fault.lasting = GetParam().lasting;
  std::size_t asked = 0;
  bool hit = true;
  for (fault.at = 0; hit && !HasFailure(); ++fault.at) {
    SimulatedDisk disk(start_);
    DiskVfs vfs(&disk);
    hit = RunDisturbed(disk, vfs, fault);
    // And the next one, somewhere.
    Fault second = fault;
    second.at = fault.at * 7 % 50;
    RunDisturbed(disk, vfs, second);
    asked += ExpectFinishesSteps(kFile, history_, GetParam().known, fault.at % 2 == 0) ? 1 : 0;
    if (HasFailure()) {
      ADD_FAILURE() << "at call " << fault.at;
    }
  }
  std::printf("%zu calls, asked %zu times\n", fault.at, asked);
  EXPECT_GT(fault.at, 20u);
  if (GetParam().known == Known::kNothing) {
    EXPECT_GT(asked, 0u);
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
          {"io_error_in_doubt", FaultKind::kIoError, "delete", Known::kNothing},
          {"lock_refused", FaultKind::kLockRefused, "delete", Known::kRepeatable},
          {"lock_refused_wal_for_long", FaultKind::kLockRefused, "wal", Known::kRepeatable, true},
          {"short_write", FaultKind::kShortWrite, "wal", Known::kRepeatable},
          {"out_of_memory", FaultKind::kOutOfMemory, "delete", Known::kRepeatable},
          {"out_of_memory_for_long", FaultKind::kOutOfMemory, "wal", Known::kRepeatable, true}};
}

INSTANTIATE_TEST_SUITE_P(All, UntransactedFault, testing::ValuesIn(Cases()),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
