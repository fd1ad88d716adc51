// Every single call to the disk fails: once, or from then on.
#include <gtest/gtest.h>

#include "tests/faults/trial.h"

namespace instar {
namespace {

class IoFault : public testing::TestWithParam<Scenario> {
 protected:
  void FailEach(FaultKind kind, bool lasting) {
    const Undisturbed undisturbed(GetParam());
    Fault fault;
    fault.kind = kind;
    fault.lasting = lasting;
    const std::size_t calls = TryEach(undisturbed, fault);
    // One transaction with a rollback journal locks that often.
    EXPECT_GE(calls, 4u);
    RecordProperty("faults", static_cast<int>(calls));
    std::printf("%zu faults\n", calls);
  }
};

TEST_P(IoFault, EachCallFailsOnce) { FailEach(FaultKind::kIoError, false); }
TEST_P(IoFault, EachCallFailsAndAllAfterIt) { FailEach(FaultKind::kIoError, true); }
TEST_P(IoFault, EachWriteIsShort) { FailEach(FaultKind::kShortWrite, false); }
TEST_P(IoFault, TheDiskIsFullOnce) { FailEach(FaultKind::kDiskFull, false); }
TEST_P(IoFault, TheDiskIsFullFromThenOn) { FailEach(FaultKind::kDiskFull, true); }
TEST_P(IoFault, EachLockIsRefusedOnce) { FailEach(FaultKind::kLockRefused, false); }
TEST_P(IoFault, EachLockIsRefusedFromThenOn) { FailEach(FaultKind::kLockRefused, true); }
TEST_P(IoFault, TheProcessIsKilledAtEachChange) { FailEach(FaultKind::kKilled, false); }

INSTANTIATE_TEST_SUITE_P(OwnTables, IoFault, testing::ValuesIn(OwnTablesScenarios()),
                         [](const auto& of) { return of.param.name; });
INSTANTIATE_TEST_SUITE_P(Together, IoFault, testing::ValuesIn(TogetherScenarios()),
                         [](const auto& of) { return of.param.name; });
INSTANTIATE_TEST_SUITE_P(Journal, IoFault, testing::ValuesIn(JournalScenarios()),
                         [](const auto& of) { return of.param.name; });

// A rebuild takes another way to the disk in each form.
class RebuildFault : public IoFault {};

TEST_P(RebuildFault, EachCallFailsOnce) { FailEach(FaultKind::kIoError, false); }
TEST_P(RebuildFault, ItIsInterruptedAtEachCall) { FailEach(FaultKind::kInterrupted, false); }

INSTANTIATE_TEST_SUITE_P(Form, RebuildFault, testing::ValuesIn(FormScenarios()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace instar
