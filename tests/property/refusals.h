// Edits that may be invalid, and what became of them: what SQLite refuses on a database with rows, the
// compiler has refused before; what the compiler refuses, SQLite refuses too, or a rule with a reason does.
#ifndef INSTAR_TESTS_PROPERTY_REFUSALS_H_
#define INSTAR_TESTS_PROPERTY_REFUSALS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "tests/property/attempt.h"
#include "tests/property/generate.h"
#include "tests/property/history.h"
#include "tests/property/populated.h"

namespace instar::compiler::property {

// Why the compiler refuses what SQLite may accept; null: for no reason of its own, and it must have SQLite's
// word.
const char* OwnReason(DiagnosticKind kind, std::string_view statements);

// Which lints the revision allows.
enum class Allowing { kNothing, kLoss, kEverything };

// What became of the attempts of one kind.
struct Tally {
  std::size_t tried = 0;
  std::size_t refused = 0;       // by the compiler
  std::size_t refused_both = 0;  // of these, by SQLite as well
  std::size_t by_rule = 0;       // and by the compiler's own rules
  std::size_t unjudged = 0;      // what SQLite has no words for
  std::size_t accepted = 0;      // and SQLite has done what the compiler's schema says
  std::size_t warned = 0;        // it was said or allowed that rows may be in the way, and they were
};
using Tallies = std::map<std::string, Tally>;

// The kind of a failure that is nobody's fault once in a while: the compiler guesses rows, and no guess was
// like those that are there.
inline constexpr char kMissed[] = "accepted, and refused on rows";

std::optional<Failure> Try(const History& history, const Populated& populated, const Attempt& attempt,
                           Allowing allowing, std::uint32_t minimum_version, Tally* tally);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_REFUSALS_H_
