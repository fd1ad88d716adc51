// The power fails at every sync, rename and removal of a migration with a backup: whatever is a backup by its
// name is whole, and no revision was begun without one.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/faults/backup_scenario.h"
#include "tests/faults/overheard_disk.h"
#include "tests/runtime/child_process.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

class BackupPowerCut : public testing::TestWithParam<const char*> {
 protected:
  // False where it was through before.
  bool RunAndCut(std::size_t at, std::uint64_t seed) {
    const std::string after = scenario_.Beside("after");
    fs::create_directory(after);
    Gate gate;
    ChildProcess child(gate, [&] {
      FailPower(scenario_.folder(), after, at, seed);
      return scenario_.Upgrade().ok() ? 0 : 1;
    });
    gate.Open();
    const int code = child.Wait();
    EXPECT_TRUE(code == 0 || code == kPowerFailed) << code;
    if (code == kPowerFailed) {
      fs::remove_all(scenario_.folder());
      fs::rename(after, scenario_.folder());
    }
    fs::remove_all(after);
    return code == kPowerFailed;
  }

  const BackupScenario scenario_{GetParam(), 2};
};

TEST_P(BackupPowerCut, AtEachSync) {
  std::size_t cuts = 0;
  bool cut = true;
  for (std::size_t at = 0; cut && !HasFailure(); ++at) {
    for (std::uint64_t seed = 0; seed < 12 && !HasFailure(); ++seed) {
      scenario_.Restore();
      cut = RunAndCut(at, seed);
      cuts += cut ? 1 : 0;
      scenario_.ExpectWhole();
      scenario_.ExpectFinishes();
      if (HasFailure()) {
        ADD_FAILURE() << "at call " << at << ", seed " << seed;
      }
    }
  }
  std::printf("%zu cuts\n", cuts);
  // The copy, its name, and the syncs of the database itself.
  EXPECT_GT(cuts, 12u * 5);
}

INSTANTIATE_TEST_SUITE_P(Journal, BackupPowerCut, testing::Values("delete", "wal"),
                         [](const auto& of) { return std::string(of.param); });

}  // namespace
}  // namespace instar
