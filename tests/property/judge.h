// SQLite as the judge: a history is run on real rows, step by step, and after each step the database tells
// what it has become.
#ifndef INSTAR_TESTS_PROPERTY_JUDGE_H_
#define INSTAR_TESTS_PROPERTY_JUDGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "tests/property/compiled.h"
#include "tests/property/generate.h"
#include "tests/property/history.h"

namespace instar::compiler::property {

// What was seen, so that nobody takes a test that does nothing for one that finds nothing.
struct Coverage {
  std::size_t revisions = 0;
  std::size_t merges = 0;
  std::size_t branched = 0;  // that do not need all that was made before them
  std::size_t rebuilds = 0;
  std::size_t rows = 0;        // that stood in tables when a revision came
  std::size_t stopped = 0;     // upgrades that rows were in the way of
  std::size_t downgrades = 0;  // that worked
};

// Every revision up, down and up again, in a random order that the links allow, with rows put in before each;
// rebuilds in all of their forms. Then all the way down, and all at once on an empty database.
std::optional<Failure> Judge(const History& history, const Compiled& compiled, std::uint64_t seed,
                             Coverage* coverage);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_JUDGE_H_
