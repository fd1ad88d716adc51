// The power fails at every sync: what was synced stays, of the rest each sector is there, torn or lost.
#include <gtest/gtest.h>

#include "tests/faults/trial.h"

namespace instar {
namespace {

class PowerCut : public testing::TestWithParam<Scenario> {
 protected:
  // What is lost is drawn anew in each round.
  void CutEach(bool only_syncs, std::uint64_t rounds) {
    const Undisturbed undisturbed(GetParam());
    std::size_t cuts = 0;
    for (std::uint64_t round = 0; round < rounds && !HasFailure(); ++round) {
      Fault fault;
      fault.kind = FaultKind::kPowerCut;
      fault.only_syncs = only_syncs;
      fault.seed = round * 1000 + 1;
      cuts += TryEach(undisturbed, fault);
    }
    EXPECT_GT(cuts, 2u);
    RecordProperty("cuts", static_cast<int>(cuts));
    std::printf("%zu cuts\n", cuts);
  }
};

TEST_P(PowerCut, AtEachSync) { CutEach(true, TryAll() ? 30 : 6); }
TEST_P(PowerCut, BeforeEachChange) { CutEach(false, TryAll() ? 5 : 1); }

INSTANTIATE_TEST_SUITE_P(OwnTables, PowerCut, testing::ValuesIn(OwnTablesScenarios()),
                         [](const auto& of) { return of.param.name; });
INSTANTIATE_TEST_SUITE_P(Together, PowerCut, testing::ValuesIn(TogetherScenarios()),
                         [](const auto& of) { return of.param.name; });
INSTANTIATE_TEST_SUITE_P(Journal, PowerCut, testing::ValuesIn(JournalScenarios()),
                         [](const auto& of) { return of.param.name; });
// A rebuild takes another way to the disk in each form.
class RebuildPowerCut : public PowerCut {};

TEST_P(RebuildPowerCut, AtEachSync) { CutEach(true, TryAll() ? 30 : 6); }

INSTANTIATE_TEST_SUITE_P(Form, RebuildPowerCut, testing::ValuesIn(FormScenarios()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace instar
