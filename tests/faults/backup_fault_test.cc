// A migration with a backup, disturbed at every call of the disk: the first revision begins only where the
// copy is whole, what was half copied is no backup and goes with the next run, and that one gets to the end.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/faults/backup_scenario.h"
#include "tests/faults/shim_vfs.h"
#include "tests/runtime/child_process.h"

namespace instar {
namespace {

struct Case {
  const char* name;
  ShimVfs::Fault fault;
  const char* journal_mode;
  bool lasting = false;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

class BackupFault : public testing::TestWithParam<Case> {
 protected:
  // Gives whether the migration got as far as the fault.
  bool RunDisturbed(std::size_t at) {
    if (GetParam().fault == ShimVfs::Fault::kKilled) {
      Gate gate;
      ChildProcess child(gate, [&] {
        ShimVfs vfs;
        vfs.Arm(GetParam().fault, at);
        return scenario_.Upgrade().ok() ? 0 : 1;
      });
      gate.Open();
      const int code = child.Wait();
      EXPECT_LE(code, 0);
      return code < 0;
    }
    ShimVfs vfs;
    vfs.Arm(GetParam().fault, at, GetParam().lasting);
    const Report report = scenario_.Upgrade();
    const bool hit = vfs.hit();
    vfs.Disarm();
    EXPECT_EQ(report.ok(), report.to == std::vector<std::string>{"c"}) << report.status.message();
    if (report.backup.empty()) {
      EXPECT_TRUE(report.applied.empty()) << "without a backup";
    }
    EXPECT_EQ(scenario_.CountParts(), 0) << report.status.message();
    return hit;
  }

  const BackupScenario scenario_{GetParam().journal_mode, 0};
};

TEST_P(BackupFault, AtEachCall) {
  bool hit = true;
  std::size_t at = 0;
  for (; hit && !HasFailure(); ++at) {
    scenario_.Restore();
    hit = RunDisturbed(at);
    scenario_.ExpectWhole();
    // Again, somewhere before.
    if (hit) RunDisturbed(at * 3 / 4);
    scenario_.ExpectWhole();
    scenario_.ExpectFinishes();
    if (HasFailure()) {
      ADD_FAILURE() << "at call " << at;
    }
  }
  std::printf("%zu calls\n", at);
  EXPECT_GT(at, 30u);
}

std::vector<Case> Cases() {
  return {{"killed", ShimVfs::Fault::kKilled, "delete"},
          {"killed_wal", ShimVfs::Fault::kKilled, "wal"},
          {"io_error", ShimVfs::Fault::kIoError, "delete"},
          {"io_error_for_long", ShimVfs::Fault::kIoError, "wal", true},
          {"disk_full", ShimVfs::Fault::kDiskFull, "wal"},
          {"disk_full_for_long", ShimVfs::Fault::kDiskFull, "delete", true}};
}

INSTANTIATE_TEST_SUITE_P(All, BackupFault, testing::ValuesIn(Cases()),
                         [](const auto& of) { return std::string(of.param.name); });

}  // namespace
}  // namespace instar
