// Random edits, most of them invalid, on random histories: SQLite is the judge. A failure names its seed, as
// in property_test.cc.
#include "tests/property/refusals.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "tests/property/from_environment.h"
#include "tests/property/generate.h"
#include "tests/property/shrink.h"

namespace instar::compiler::property {
namespace {

constexpr std::uint32_t kMinimumVersion = 3037000;
constexpr std::size_t kAttemptsPerHistory = 12;

class Refusals {
 public:
  explicit Refusals(std::uint64_t chains) : chains_(chains) {}

  // One after the other, so that each has its turn.
  void Run(std::uint64_t seed) {
    Random random(seed);
    const History history = Generate(&random, 2 + random.Below(4), kMinimumVersion).history;
    Populated populated;
    if (history.empty() || !populated.Build(history, seed, kMinimumVersion)) return;
    for (std::size_t i = 0; i < kAttemptsPerHistory; ++i) {
      Choose choose{random, populated.model()};
      const std::optional<Attempt> attempt = Next(choose, seed * kAttemptsPerHistory + i);
      const auto allowing = static_cast<Allowing>(random.Below(3));
      if (!attempt) continue;
      std::optional<Failure> failure =
          Try(history, populated, *attempt, allowing, kMinimumVersion, &tallies_[attempt->kind]);
      const bool is_miss = failure && failure->kind == kMissed && IsForgiven();
      if (is_miss)
        std::printf("missed with INSTAR_PROPERTY_SEED=%llu: %s\n", static_cast<unsigned long long>(seed),
                    failure->text.c_str());
      if (!failure || is_miss || !reported_.insert(attempt->kind + failure->kind).second) continue;
      Report(seed, history, *attempt, allowing, *std::move(failure));
    }
  }

  // A single history is run to see what is the matter with it.
  bool IsForgiven() { return ++missed_ <= chains_ * kAttemptsPerHistory / 5000; }

  const Tallies& tallies() const { return tallies_; }

 private:
  static std::optional<Attempt> Next(Choose& choose, std::size_t number) {
    const std::vector<BrokenRule>& rules = BrokenRules();
    std::optional<Attempt> attempt = number % 3 == 2
                                         ? WildAttempt(choose)
                                         : Break(rules[(number / 3 * 2 + number % 3) % rules.size()], choose);
    if (attempt && choose.random.Chance(20)) return Mutilated(choose, *attempt);
    return attempt;
  }

  static void Report(std::uint64_t seed, const History& history, const Attempt& attempt, Allowing allowing,
                     Failure failure) {
    const auto fails = [&](const History& smaller) -> std::optional<Failure> {
      Populated populated;
      Tally tally;
      if (!populated.Build(smaller, seed, kMinimumVersion)) return std::nullopt;
      return Try(smaller, populated, attempt, allowing, kMinimumVersion, &tally);
    };
    const History smaller = Shrink(history, failure, fails);
    if (std::optional<Failure> again = fails(smaller)) failure = *std::move(again);
    ADD_FAILURE() << "INSTAR_PROPERTY_SEED=" << seed << " INSTAR_PROPERTY_CHAINS=1\n"
                  << attempt.kind << ": " << failure.kind << "\n"
                  << failure.text << "\n"
                  << Text(smaller);
  }

  const std::uint64_t chains_;
  Tallies tallies_;
  std::size_t missed_ = 0;
  std::set<std::string> reported_;  // each kind once
};

// Enough of each kind, or the test finds nothing because it tries nothing. Shares are of what was tried.
void CheckCoverage(const Tallies& tallies, std::uint64_t chains) {
  struct Floor {
    const char* kind;
    std::size_t refused;   // per cent
    std::size_t judged;    // of these, per cent that SQLite refused as well
    std::size_t accepted;  // per cent
  };
  constexpr Floor kFloors[] = {
      {"collation", 90, 70, 0},
      {"data", 95, 80, 0},
      {"default", 95, 45, 0},
      {"expression", 90, 65, 0},
      {"generated", 85, 85, 0},
      {"in use", 60, 50, 0},
      {"keys", 90, 50, 0},
      {"mutilated", 85, 60, 1},
      {"name taken", 75, 55, 0},
      {"reserved name", 95, 65, 0},
      {"rows break it", 30, 20, 15},
      {"rows mended before", 15, 5, 35},
      {"sound", 0, 0, 85},
      {"strict", 65, 75, 0},
      {"unknown function", 95, 75, 0},
      {"unknown name", 95, 60, 0},
      {"view", 95, 95, 0},
      {"wild", 15, 30, 50},
      {"without rowid", 90, 60, 0},
      {"wrong reference", 90, 60, 0},
  };
  for (const Floor& floor : kFloors) {
    const auto found = tallies.find(floor.kind);
    ASSERT_NE(found, tallies.end()) << floor.kind;
    const Tally& tally = found->second;
    EXPECT_GT(tally.tried, chains / 15) << floor.kind;
    EXPECT_GE(100 * tally.refused, floor.refused * tally.tried) << floor.kind;
    EXPECT_GE(100 * tally.refused_both, floor.judged * tally.refused) << floor.kind;
    EXPECT_GE(100 * tally.accepted, floor.accepted * tally.tried) << floor.kind;
  }
}

TEST(RefusalsTest, SqliteAgrees) {
  const std::uint64_t first = FromEnvironment("INSTAR_PROPERTY_SEED", 1);
  const std::uint64_t chains = FromEnvironment("INSTAR_PROPERTY_CHAINS", 150);
  Refusals refusals(chains);
  for (std::uint64_t seed = first; seed < first + chains; ++seed) refusals.Run(seed);
  for (const auto& [kind, tally] : refusals.tallies()) {
    std::printf(
        "%-20s %5zu tried, %5zu refused (%zu by SQLite too, %zu by a rule, %zu not judged), "
        "%zu accepted, %zu stopped by rows\n",
        kind.c_str(), tally.tried, tally.refused, tally.refused_both, tally.by_rule, tally.unjudged,
        tally.accepted, tally.warned);
  }
  if (chains >= 150 && !HasFailure()) CheckCoverage(refusals.tallies(), chains);
}

}  // namespace
}  // namespace instar::compiler::property
