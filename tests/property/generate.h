// Random histories that the compiler must accept.
#ifndef INSTAR_TESTS_PROPERTY_GENERATE_H_
#define INSTAR_TESTS_PROPERTY_GENERATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/property/compiled.h"
#include "tests/property/history.h"
#include "tests/property/random.h"

namespace instar::compiler::property {

// What went wrong. The kind is the same for the same fault in a smaller history.
struct Failure {
  std::string kind;
  std::string text;
};

std::unique_ptr<Compiled> Compile(const History& history, std::uint32_t minimum_version);

// Nothing when the compiler refuses the last revision, which keeps all rules of the test's own model, for a
// reason that the model does not know: branches that do not commute, what has no inverse, data beside a
// rebuild. A refusal of any other kind is a failure.
struct Verdict {
  bool accepted = false;
  std::optional<Failure> failure;
};
Verdict TryLast(History* history, std::uint32_t minimum_version);

struct Generated {
  History history;
  std::optional<Failure> failure;
};
Generated Generate(Random* random, std::size_t revisions, std::uint32_t minimum_version);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_GENERATE_H_
