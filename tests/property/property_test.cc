// Random valid histories, judged by SQLite. A failure names its seed:
//   INSTAR_PROPERTY_SEED=7 INSTAR_PROPERTY_CHAINS=1 property_test
// runs that one history alone; more chains go on from there.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "tests/property/from_environment.h"
#include "tests/property/generate.h"
#include "tests/property/judge.h"
#include "tests/property/shrink.h"

namespace instar::compiler::property {
namespace {

struct Setting {
  std::uint64_t seed = 0;
  std::uint32_t minimum_version = 0;
  bool replays = false;
};

Setting SettingOf(std::uint64_t seed) {
  constexpr std::uint32_t kVersions[] = {3031000, 3035005, 3037000, 3037000, 3040000};
  Random random(seed * 7919 + 1);
  return {seed, kVersions[random.Below(std::size(kVersions))], random.Chance(25)};
}

// A revision may break what an earlier one promised of the rows that it made.
bool IsOwnRows(const History& history, const Compiled& compiled) {
  return std::ranges::any_of(history, &RandomRevision::has_data) &&
         compiled.Errors().find("on what the revisions before it leave") != std::string::npos;
}

std::optional<Failure> Try(const History& history, const Setting& setting, Coverage* coverage) {
  const std::unique_ptr<Compiled> compiled = Compile(history, setting.minimum_version);
  if (!compiled->ok()) {
    const std::string name(DiagnosticName(compiled->ErrorKinds().front()));
    return Failure{"refused: " + name, compiled->Errors()};
  }
  if (std::optional<Failure> failure = Judge(history, *compiled, setting.seed, coverage)) return failure;
  if (!setting.replays) return std::nullopt;
  compiled->Replay();
  if (compiled->ok() || IsOwnRows(history, *compiled)) return std::nullopt;
  return Failure{"replay", compiled->Errors()};
}

void RunOne(std::uint64_t seed, Coverage* coverage) {
  const Setting setting = SettingOf(seed);
  Random random(seed);
  Generated generated = Generate(&random, 3 + random.Below(6), setting.minimum_version);
  std::optional<Failure> failure =
      generated.failure ? generated.failure : Try(generated.history, setting, coverage);
  if (!failure) return;
  const std::string found = failure->kind + "\n" + failure->text;
  const auto fails = [&](const History& history) { return Try(history, setting, coverage); };
  const History history = Shrink(std::move(generated.history), *failure, fails);
  failure = Try(history, setting, coverage);
  ADD_FAILURE() << "INSTAR_PROPERTY_SEED=" << seed << " INSTAR_PROPERTY_CHAINS=1 (SQLite "
                << setting.minimum_version << ")\n"
                << (failure ? failure->kind + "\n" + failure->text : found) << "\n"
                << Text(history);
}

TEST(PropertyTest, SqliteAgrees) {
  const std::uint64_t first = FromEnvironment("INSTAR_PROPERTY_SEED", 1);
  const std::uint64_t chains = FromEnvironment("INSTAR_PROPERTY_CHAINS", 100);
  Coverage coverage;
  for (std::uint64_t seed = first; seed < first + chains && !HasFailure(); ++seed) RunOne(seed, &coverage);
  std::printf(
      "%zu revisions, %zu of them merges, %zu beside another branch, %zu with a rebuild; %zu rows, %zu "
      "stopped by them, "
      "%zu downgrades\n",
      coverage.revisions, coverage.merges, coverage.branched, coverage.rebuilds, coverage.rows,
      coverage.stopped, coverage.downgrades);
  if (chains < 100 || HasFailure()) return;
  EXPECT_GT(coverage.revisions, 3 * chains);
  EXPECT_GT(coverage.merges, chains / 3);
  EXPECT_GT(coverage.branched, chains);
  EXPECT_GT(coverage.rebuilds, chains / 2);
  EXPECT_GT(coverage.rows, 10 * chains);
  EXPECT_GT(coverage.stopped, chains / 20);
  EXPECT_GT(coverage.downgrades, 2 * chains);
}

}  // namespace
}  // namespace instar::compiler::property
