// -Wname -Wno-name -Werror[=name] -Wno-error[=name] -Wall -Wextra, as C++ compilers have them.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_WARNING_OPTIONS_H_
#define INSTAR_COMPILER_DIAGNOSTICS_WARNING_OPTIONS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace instar::compiler {

// Which warnings are given, and which of them are errors. The later option wins; -Wno-error=name holds
// against -Werror in either order.
class WarningOptions {
 public:
  // Those that are on by default, none of them an error but for WarningGroup::kError.
  WarningOptions();

  // One option without its "-W": "all", "no-unused-allow", "error=rebuild-cost". What is wrong with it, or
  // nothing.
  std::optional<std::string> Add(std::string_view option);

  // Drops warnings that are off, makes errors of those that are. Errors stay as they are. To be called after
  // all phases: what one does must not depend on these options.
  void Apply(Diagnostics* diagnostics) const;

  bool IsGiven(DiagnosticKind kind) const { return states_[static_cast<std::size_t>(kind)].given; }

 private:
  enum class Promotion { kAsTheRest, kAlways, kNever };
  struct State {
    bool given = false;
    Promotion promotion = Promotion::kAsTheRest;
  };
  // What an option does to those that it names; absent: leaves as it is.
  struct Change {
    std::optional<bool> given;
    std::optional<Promotion> promotion;
    // It asks for more than there was, which is true of any error.
    bool strengthens() const { return given.value_or(false); }
  };

  std::optional<std::string> Set(std::string_view name, Change change);

  std::vector<State> states_;  // by kind
  bool all_are_errors_ = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_WARNING_OPTIONS_H_
