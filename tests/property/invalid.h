// Edits that may be invalid: what the compiler lets pass, SQLite must do on a populated database.
#ifndef INSTAR_TESTS_PROPERTY_INVALID_H_
#define INSTAR_TESTS_PROPERTY_INVALID_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tests/property/generate.h"
#include "tests/property/history.h"
#include "tests/property/model.h"
#include "tests/property/random.h"

namespace instar::compiler::property {

// One or two statements, made without regard to the rules, or mutilated afterwards.
std::string WildStatements(Random* random, const Model& model);

struct Attempts {
  std::size_t refused = 0;   // by the compiler
  std::size_t accepted = 0;  // and SQLite has done what the compiler's schema says
  std::size_t warned = 0;    // it said that rows may be in the way, and they were
};

// A database with the history and rows, and `count` attempts to go on from there, each on a copy. No lint is
// allowed in them.
std::optional<Failure> TryInvalid(const History& history, std::uint64_t seed, std::size_t count,
                                  Attempts* attempts);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_INVALID_H_
