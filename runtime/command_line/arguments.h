// The words of a command line, sorted into a verb, its arguments and options.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_ARGUMENTS_H_
#define INSTAR_RUNTIME_COMMAND_LINE_ARGUMENTS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/command_line/verb.h"

namespace instar::command_line {

// All that one command understands.
struct Program {
  std::string_view name;     // "instar", "shop migrate"
  std::string_view summary;  // what it is, for the help: paragraphs
  std::vector<Verb> verbs;
  std::vector<Option> options;  // of every verb, before or after it
};

class Arguments {
 public:
  bool Has(std::string_view option) const;
  // Of an option that was given once; empty when it was not.
  std::string_view Value(std::string_view option) const;
  std::vector<std::string_view> Values(std::string_view option) const;
  // What is no option.
  const std::vector<std::string_view>& words() const { return words_; }

  void Add(const Option& option, std::string_view value) { options_.emplace_back(&option, value); }
  void AddWord(std::string_view word) { words_.push_back(word); }

 private:
  std::vector<std::pair<const Option*, std::string_view>> options_;
  std::vector<std::string_view> words_;
};

struct CommandLine {
  // Null: no verb was given.
  const Verb* verb = nullptr;
  // `help` or --help: of the verb, or of the program.
  bool help = false;
  Arguments arguments;
  // What is wrong, or empty.
  std::string problem;
};

// Options stand anywhere after the verb, those of the program before it too: --name VALUE, --name=VALUE, -x
// VALUE, -xVALUE, -xy. A count such as -1 is no option; after "--" nothing is. `program` and the words must
// outlive the result.
CommandLine ParseWords(const Program& program, const std::vector<std::string_view>& words);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_ARGUMENTS_H_
