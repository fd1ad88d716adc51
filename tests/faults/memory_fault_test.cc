// SQLite's memory runs out, at each allocation: once, or for good.
#include <gtest/gtest.h>

#include "tests/faults/failing_memory.h"
#include "tests/faults/trial.h"

namespace instar {
namespace {

class OutOfMemory : public testing::TestWithParam<Scenario> {
 protected:
  // Each allocation, or one in so many.
  void FailEach(bool lasting, std::size_t stride) {
    FailingMemory::Install(false);
    const Undisturbed undisturbed(GetParam());
    Fault fault;
    fault.kind = FaultKind::kOutOfMemory;
    fault.lasting = lasting;
    const std::size_t allocations = TryEach(undisturbed, fault, stride);
    EXPECT_GT(allocations, 100u);
    std::printf("%zu allocations, one in %zu fails\n", allocations, stride);
  }
};

class OutOfMemoryOnLongWay : public OutOfMemory {
 protected:
  // The other journal modes differ in little of what needs memory.
  std::size_t StrideOf(std::size_t usual) const {
    const std::string& name = GetParam().name;
    if (!TryAll()) return usual;
    return GetParam().together || name == "delete_up" ? 1 : 13;
  }
};

TEST_P(OutOfMemory, EachAllocationFailsOnce) { FailEach(false, 1); }
TEST_P(OutOfMemory, ThereIsNeverMoreThanAtEachAllocation) { FailEach(true, 1); }

TEST_P(OutOfMemoryOnLongWay, SomeAllocationsFailOnce) { FailEach(false, StrideOf(59)); }
TEST_P(OutOfMemoryOnLongWay, ThereIsNeverMoreThanAtSomeAllocations) { FailEach(true, StrideOf(61)); }

std::string NameOf(const testing::TestParamInfo<Scenario>& of) { return of.param.name; }

INSTANTIATE_TEST_SUITE_P(OwnTables, OutOfMemory, testing::ValuesIn(OwnTablesScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Rebuild, OutOfMemory, testing::ValuesIn(OneRebuildScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Together, OutOfMemoryOnLongWay, testing::ValuesIn(TogetherScenarios()), NameOf);
INSTANTIATE_TEST_SUITE_P(Journal, OutOfMemoryOnLongWay, testing::ValuesIn(JournalScenarios()), NameOf);

}  // namespace
}  // namespace instar
