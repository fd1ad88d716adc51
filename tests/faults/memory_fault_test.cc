// SQLite's memory runs out, at each allocation: once, or for good.
#include <gtest/gtest.h>

#include "tests/faults/failing_memory.h"
#include "tests/faults/trial.h"

namespace instar {
namespace {

class OutOfMemory : public testing::TestWithParam<Scenario> {
 protected:
  // Of all allocations, or of one in a few where they are many.
  void FailEach(bool lasting, std::size_t stride) {
    FailingMemory::Install(false);
    const Undisturbed undisturbed(GetParam());
    Fault fault;
    fault.kind = FaultKind::kOutOfMemory;
    fault.lasting = lasting;
    const std::size_t faults = TryEach(undisturbed, fault, TryAll() ? 1 : stride);
    EXPECT_GT(faults, 100u);
    std::printf("%zu faults\n", faults);
  }
};

using OutOfMemoryOnLongWay = OutOfMemory;

TEST_P(OutOfMemory, EachAllocationFailsOnce) { FailEach(false, 1); }
TEST_P(OutOfMemory, ThereIsNeverMoreThanAtEachAllocation) { FailEach(true, 1); }

TEST_P(OutOfMemoryOnLongWay, SomeAllocationsFailOnce) { FailEach(false, 59); }
TEST_P(OutOfMemoryOnLongWay, ThereIsNeverMoreThanAtSomeAllocations) { FailEach(true, 61); }

std::string NameOf(const testing::TestParamInfo<Scenario>& of) { return of.param.name; }

INSTANTIATE_TEST_SUITE_P(OwnTables, OutOfMemory, testing::ValuesIn(OwnTablesScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Rebuild, OutOfMemory, testing::ValuesIn(OneRebuildScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Together, OutOfMemoryOnLongWay, testing::ValuesIn(TogetherScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Journal, OutOfMemoryOnLongWay, testing::ValuesIn(JournalScenarios()), NameOf);

}  // namespace
}  // namespace instar
