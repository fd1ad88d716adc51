// What a verb is: its description, from which the parser and the help are made, and its function.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_VERB_H_
#define INSTAR_RUNTIME_COMMAND_LINE_VERB_H_

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace instar::command_line {

class Call;

enum class ExitCode : int {
  kDone = 0,
  // The answer is no, or the work failed.
  kFailed = 1,
  kUsage = 2,
};

struct Option {
  std::string_view name;   // "rev-range": --rev-range
  char letter = 0;         // 'r': -r
  std::string_view value;  // what the help calls its value; empty: it takes none
  std::string_view help;   // one sentence or a few, without the full stop of the last
  bool repeatable = false;
};

inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

// Texts are constants of the program. Those of the help are paragraphs with an empty line between them; lines
// that begin with a space are examples and stay as they are.
struct Verb {
  std::string_view name;
  std::string_view group;      // the heading in the overview
  std::string_view arguments;  // as the synopsis shows them: "[REVISION]"
  std::size_t min_words = 0;
  std::size_t max_words = 0;
  std::string_view summary;  // one line, without a full stop
  std::string_view description;
  std::vector<Option> options;
  std::function<ExitCode(Call&)> run;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_VERB_H_
