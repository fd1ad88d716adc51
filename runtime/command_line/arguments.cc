#include "runtime/command_line/arguments.h"

#include <algorithm>

#include "runtime/command_line/alembic_words.h"
#include "runtime/command_line/similar.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

const Option* FindByName(const std::vector<Option>& options, std::string_view name) {
  for (const Option& option : options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

const Option* FindByLetter(const std::vector<Option>& options, char letter) {
  for (const Option& option : options) {
    if (option.letter == letter) return &option;
  }
  return nullptr;
}

const Verb* FindVerb(const Program& program, std::string_view name) {
  for (const Verb& verb : program.verbs) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

bool IsCount(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && word[1] >= '0' && word[1] <= '9';
}

class Parser {
 public:
  Parser(const Program& program, const std::vector<std::string_view>& words)
      : program_(program), words_(words) {}

  CommandLine Run() {
    bool options_end = false;
    while (result_.problem.empty() && next_ < words_.size()) {
      const std::string_view word = words_[next_++];
      if (options_end || word.size() < 2 || word[0] != '-' || IsCount(word)) {
        AddWord(word);
      } else if (word == "--") {
        options_end = true;
      } else if (word[1] == '-') {
        AddLong(word.substr(2));
      } else {
        AddShort(word.substr(1));
      }
    }
    if (result_.problem.empty() && !result_.help && result_.verb != nullptr) CheckCount();
    return std::move(result_);
  }

 private:
  void AddWord(std::string_view word) {
    if (result_.verb != nullptr) return result_.arguments.AddWord(word);
    if (word == "help" && !result_.help) {
      result_.help = true;
      return;
    }
    result_.verb = FindVerb(program_, word);
    if (result_.verb != nullptr) return;
    std::vector<std::string_view> names;
    for (const Verb& verb : program_.verbs) names.push_back(verb.name);
    Problem(Message("there is no verb '%'%%", {word, DidYouMean(word, names), UnlikeAlembic(word)}));
  }

  void AddLong(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    if (name == "help") {
      result_.help = true;
      return;
    }
    const Option* option = FindByName(program_.options, name);
    if (option == nullptr && result_.verb != nullptr) option = FindByName(result_.verb->options, name);
    if (option == nullptr) return Unknown(name);
    if (equals == std::string_view::npos) return AddOption(*option, {}, false);
    if (option->value.empty()) return Problem(Message("--% takes no value: remove what follows it", {name}));
    AddOption(*option, text.substr(equals + 1), true);
  }

  void AddShort(std::string_view letters) {
    for (std::size_t i = 0; i < letters.size() && result_.problem.empty(); ++i) {
      // One letter may stand for an option of the program before the verb, and for another of the verb after
      // it.
      const Option* option =
          result_.verb == nullptr ? nullptr : FindByLetter(result_.verb->options, letters[i]);
      if (option == nullptr) option = FindByLetter(program_.options, letters[i]);
      if (option == nullptr && letters[i] == 'h') {
        result_.help = true;
        continue;
      }
      if (option == nullptr) {
        const std::string_view letter = letters.substr(i, 1);
        return Problem(
            Message("there is no option '-%'%%", {letter, Where(), UnlikeAlembic(Message("-%", {letter}))}));
      }
      if (option->value.empty() || i + 1 == letters.size()) {
        AddOption(*option, {}, false);
      } else {
        return AddOption(*option, letters.substr(i + 1), true);
      }
    }
  }

  void AddOption(const Option& option, std::string_view value, bool has_value) {
    if (!option.repeatable && result_.arguments.Has(option.name)) {
      return Problem(Message("--% is given twice", {option.name}));
    }
    if (!option.value.empty() && !has_value) {
      if (next_ == words_.size()) {
        return Problem(Message("--% needs a value: --% %", {option.name, option.name, option.value}));
      }
      value = words_[next_++];
    }
    result_.arguments.Add(option, value);
  }

  void Unknown(std::string_view name) {
    if (result_.verb == nullptr) {
      for (const Verb& verb : program_.verbs) {
        if (FindByName(verb.options, name) == nullptr) continue;
        return Problem(Message("--% stands after its verb, as in '% --%'", {name, verb.name, name}));
      }
    }
    std::vector<std::string_view> names;
    for (const Option& option : program_.options) names.push_back(option.name);
    if (result_.verb != nullptr) {
      for (const Option& option : result_.verb->options) names.push_back(option.name);
    }
    const std::string_view unlike = UnlikeAlembic(Message("--%", {name}));
    const std::string similar = unlike.empty() ? DidYouMean(name, names, "--") : "";
    Problem(Message("there is no option '--%'%%%", {name, Where(), similar, unlike}));
  }

  std::string Where() const {
    return result_.verb == nullptr ? "" : Message(" of '%'", {result_.verb->name});
  }

  void CheckCount() {
    const Verb& verb = *result_.verb;
    const std::vector<std::string_view>& words = result_.arguments.words();
    if (words.size() < verb.min_words) {
      return Problem(Message("'%' needs %", {verb.name, verb.arguments}));
    }
    if (words.size() <= verb.max_words) return;
    const std::string_view extra = words[verb.max_words];
    if (verb.max_words == 0)
      return Problem(Message("'%' takes no argument, but was given '%'", {verb.name, extra}));
    Problem(Message("'%' takes %, and nothing more: what is '%'?", {verb.name, verb.arguments, extra}));
  }

  void Problem(std::string text) { result_.problem = std::move(text); }

  const Program& program_;
  const std::vector<std::string_view>& words_;
  std::size_t next_ = 0;
  CommandLine result_;
};

}  // namespace

bool Arguments::Has(std::string_view option) const {
  return std::any_of(options_.begin(), options_.end(),
                     [&](const auto& given) { return given.first->name == option; });
}

std::string_view Arguments::Value(std::string_view option) const {
  for (const auto& [given, value] : options_) {
    if (given->name == option) return value;
  }
  return {};
}

std::vector<std::string_view> Arguments::Values(std::string_view option) const {
  std::vector<std::string_view> values;
  for (const auto& [given, value] : options_) {
    if (given->name == option) values.push_back(value);
  }
  return values;
}

CommandLine ParseWords(const Program& program, const std::vector<std::string_view>& words) {
  return Parser(program, words).Run();
}

}  // namespace instar::command_line
