// Edits that may be invalid.
#ifndef INSTAR_TESTS_PROPERTY_ATTEMPT_H_
#define INSTAR_TESTS_PROPERTY_ATTEMPT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/property/choose.h"

namespace instar::compiler::property {

struct Attempt {
  std::string kind;        // which rule it breaks, or how it was made
  std::string statements;  // as they stand in `upgrade`
};

// One statement for every way to break a rule, written with placeholders: "drop index {missing}".
struct BrokenRule {
  const char* kind;
  const char* statements;
  const char* table = "";  // what the table {t} must be; empty: any
};
const std::vector<BrokenRule>& BrokenRules();

// Nothing when the schema has no place for it.
std::optional<Attempt> Break(const BrokenRule& rule, Choose& choose);

// Random edits that follow no rule of the language but its grammar ("wild").
std::optional<Attempt> WildAttempt(Choose& choose);
// Text with one token replaced, left out, doubled, or exchanged with the next ("mutilated").
Attempt Mutilated(Choose& choose, const Attempt& attempt);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_ATTEMPT_H_
