// SQLite's memory runs out, at each allocation.
#include <gtest/gtest.h>

#include "tests/faults/failing_memory.h"
#include "tests/faults/trial.h"

namespace instar {
namespace {

class OutOfMemory : public testing::TestWithParam<Scenario> {
 protected:
  void FailEach(bool lasting) {
    FailingMemory::Install(false);
    const Undisturbed undisturbed(GetParam());
    Fault fault;
    fault.kind = FaultKind::kOutOfMemory;
    fault.lasting = lasting;
    const std::size_t faults = TryEach(undisturbed, fault, TryAll() ? 1 : 29);
    EXPECT_GT(faults, 100u);
    std::printf("%zu faults\n", faults);
  }
};

TEST_P(OutOfMemory, EachAllocationFailsOnce) { FailEach(false); }
TEST_P(OutOfMemory, ThereIsNeverMoreThanAtEachAllocation) { FailEach(true); }

INSTANTIATE_TEST_SUITE_P(Journal, OutOfMemory, testing::ValuesIn(JournalScenarios()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace instar
