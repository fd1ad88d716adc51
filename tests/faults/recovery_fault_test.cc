// A process was killed, and the next one meets a bad disk while it puts right what that left.
#include <gtest/gtest.h>

#include "tests/faults/disk_vfs.h"
#include "tests/faults/scenario.h"
#include "tests/faults/simulated_disk.h"

namespace instar {
namespace {

// Of the calls of the disk: the first are those of the recovery.
constexpr std::size_t kCalls = 40;
constexpr std::size_t kStride = 61;

struct Trouble {
  FaultKind kind;
  bool lasting;
};

constexpr Trouble kTroubles[] = {{FaultKind::kIoError, false},    {FaultKind::kIoError, true},
                                 {FaultKind::kDiskFull, true},    {FaultKind::kShortWrite, false},
                                 {FaultKind::kLockRefused, true}, {FaultKind::kKilled, false},
                                 {FaultKind::kPowerCut, false}};

class RecoveryFault : public testing::TestWithParam<Scenario> {
 protected:
  RecoveryFault() : undisturbed_(GetParam()) {}

  // Whether the migration got so far.
  bool Run(SimulatedDisk* disk, const Fault& fault, bool and_on) {
    DiskVfs vfs(disk);
    vfs.Arm(fault);
    (void)undisturbed_.Migrate();
    const bool hit = vfs.hit();
    vfs.Restart(disk);
    if (!and_on) return hit;
    undisturbed_.ExpectOnWay();
    undisturbed_.ExpectFinishes();
    return hit;
  }

  const Undisturbed undisturbed_;
};

TEST_P(RecoveryFault, AtEachCall) {
  std::size_t faults = 0;
  Fault kill;
  kill.kind = FaultKind::kKilled;
  for (kill.at = 1; !HasFailure(); kill.at += TryAll() ? 7 : kStride) {
    SimulatedDisk left(undisturbed_.start());
    if (!Run(&left, kill, false)) break;
    for (const Trouble& trouble : kTroubles) {
      Fault fault;
      fault.kind = trouble.kind;
      fault.lasting = trouble.lasting;
      for (fault.at = 0; fault.at < kCalls && !HasFailure(); ++fault.at) {
        SimulatedDisk disk(left);
        fault.seed = fault.at;
        if (!Run(&disk, fault, true)) break;
        ++faults;
        if (HasFailure()) {
          ADD_FAILURE() << "killed at " << kill.at << ", then " << static_cast<int>(fault.kind) << " at call "
                        << fault.at;
        }
      }
    }
  }
  std::printf("%zu faults after kills at %zu calls\n", faults, kill.at);
  EXPECT_GT(faults, 300u);
}

std::vector<Scenario> Scenarios() {
  std::vector<Scenario> scenarios;
  for (const Scenario& one : JournalScenarios()) {
    if (one.name != "delete_up" && one.name != "wal_down") continue;
    scenarios.push_back(one);
    // So that the recovery, too, is disturbed: it is a part of the opening.
    scenarios.back().opens_file = true;
  }
  return scenarios;
}

INSTANTIATE_TEST_SUITE_P(Journal, RecoveryFault, testing::ValuesIn(Scenarios()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace instar
