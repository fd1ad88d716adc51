#include "runtime/command_line/help.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "runtime/command_line/text.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

constexpr char kRevisions[] =
    "A revision is named by its id, by the first characters of it (4 or more, if no other begins so), or by "
    "a "
    "label; 'head' is the newest, 'heads' are all that nothing is built on, 'base' is the place before the "
    "first, "
    "'current' is where the database is. '+2' counts up from there and '-1' down; so do 'ID+2' and 'ID-1'. "
    "'LABEL@head' and 'LABEL@+1' keep to the branch of that label. 'A:B' is the range from A up to B.\n\n"
    "  % upgrade\n"
    "  % upgrade auth@head\n"
    "  % downgrade -1\n"
    "  % history -r 5f7a:head";

constexpr char kExitCodes[] =
    "0 done; 1 the answer is no, or the work failed; 2 wrong usage. What went wrong is said on the standard "
    "error.";

class Manual {
 public:
  explicit Manual(Output& output) : output_(output) {
    const std::size_t width = output.screen().width;
    width_ = std::min<std::size_t>(width == 0 ? 80 : width, 100);
  }

  void Heading(std::string_view text) {
    if (!first_) output_.PrintLine("");
    first_ = false;
    output_.PrintLine(output_.Styled(text, Style::kStrong));
  }

  void Paragraphs(std::string_view text, std::size_t indent = 2) {
    const std::string margin(indent, ' ');
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (!line.empty() && line[0] == ' ') {
        Example(line, indent);
        continue;
      }
      for (const std::string& part : Wrap(line, width_ - indent)) output_.PrintLine(margin + part);
    }
  }

  // A term and what it means: beside it where there is room.
  void Entry(std::string_view term, std::string_view meaning, std::size_t column) {
    std::string line("  ");
    line.append(output_.Styled(term, Style::kStrong));
    if (width_ < column + 30) {
      output_.PrintLine(line);
      return Paragraphs(meaning, 6);
    }
    const std::vector<std::string> parts = Wrap(meaning, width_ - column);
    std::size_t next = 0;
    if (2 + WidthOf(term) + 2 <= column) line.append(column - 2 - WidthOf(term), ' ').append(parts[next++]);
    output_.PrintLine(line);
    for (; next < parts.size(); ++next) output_.PrintLine(std::string(column, ' ') + parts[next]);
  }

 private:
  // Examples are copied, so they are not wrapped; what stands beside one goes below it where there is no
  // room.
  void Example(std::string_view line, std::size_t indent) {
    const std::string margin(indent, ' ');
    const std::size_t begin = line.find_first_not_of(' ');
    const std::size_t gap = line.find("  ", begin);
    if (indent + WidthOf(line) <= width_ || gap == std::string_view::npos) {
      return output_.PrintLine(std::string(margin).append(line));
    }
    output_.PrintLine(std::string(margin).append(line.substr(0, gap)));
    Paragraphs(line.substr(line.find_first_not_of(' ', gap)), indent + begin + 4);
  }

  Output& output_;
  std::size_t width_;
  bool first_ = true;
};

std::string TermOf(const Option& option) {
  std::string term = option.letter == 0 ? "" : std::string("-") + option.letter + ", ";
  term.append("--").append(option.name);
  if (!option.value.empty()) term.append(" ").append(option.value);
  return term;
}

void PrintOptions(Manual& manual, const std::vector<Option>& options) {
  for (const Option& option : options) {
    manual.Entry(TermOf(option),
                 std::string(option.help).append(option.repeatable ? ". May be repeated." : "."), 26);
  }
}

void PrintOverview(const Program& program, Output& output) {
  Manual manual(output);
  manual.Heading("USAGE");
  manual.Paragraphs(Message("% [OPTION...] VERB [ARGUMENT...]\n% help VERB", {program.name, program.name}));
  manual.Heading("WHAT IT IS");
  manual.Paragraphs(program.summary);
  std::string_view group;
  std::size_t column = 0;
  for (const Verb& verb : program.verbs) column = std::max(column, 2 + WidthOf(verb.name) + 2);
  for (const Verb& verb : program.verbs) {
    if (verb.group != group) manual.Heading(group = verb.group);
    manual.Entry(verb.name, verb.summary, column);
  }
  manual.Heading("OPTIONS OF EVERY VERB");
  PrintOptions(manual, program.options);
  manual.Heading("REVISIONS");
  manual.Paragraphs(Message(kRevisions, {program.name, program.name, program.name, program.name}));
  manual.Heading("EXIT CODES");
  manual.Paragraphs(kExitCodes);
}

void PrintVerb(const Program& program, const Verb& verb, Output& output) {
  Manual manual(output);
  manual.Heading("NAME");
  manual.Paragraphs(Message("% %: %", {program.name, verb.name, verb.summary}));
  manual.Heading("USAGE");
  manual.Paragraphs(Message(
      "% % %%", {program.name, verb.name, verb.options.empty() ? "" : "[OPTION...] ", verb.arguments}));
  manual.Heading("DESCRIPTION");
  manual.Paragraphs(verb.description);
  if (!verb.options.empty()) manual.Heading("OPTIONS");
  PrintOptions(manual, verb.options);
  manual.Heading("OPTIONS OF EVERY VERB");
  PrintOptions(manual, program.options);
}

}  // namespace

void PrintHelp(const Program& program, const Verb* verb, Output& output) {
  verb == nullptr ? PrintOverview(program, output) : PrintVerb(program, *verb, output);
}

}  // namespace instar::command_line
