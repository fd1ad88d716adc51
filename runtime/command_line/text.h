// Texts on a terminal: how wide they are, how to cut and how to wrap them.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_TEXT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace instar::command_line {

// Columns that a text takes: characters, not bytes; those of East Asian scripts and emoji take two, accents
// of their own none. Escape sequences for colour take none.
std::size_t WidthOf(std::string_view text);

// What may be shown as it is: control characters, which could steer the terminal, and bytes that are no UTF-8
// become '?'. Line ends become spaces.
std::string Printable(std::string_view text);

// At most `width` columns, the last of them an ellipsis where something was cut. 0: no limit.
std::string Cut(std::string_view text, std::size_t width, bool unicode);

// Lines of at most `width` columns, cut at spaces; a longer word has a line of its own. 0: one line. Never
// empty.
std::vector<std::string> Wrap(std::string_view text, std::size_t width);

// Adds spaces up to `width` columns.
std::string Pad(std::string_view text, std::size_t width);

std::string Join(const std::vector<std::string>& parts, std::string_view between);

// "1 revision", "3 revisions".
std::string Count(std::size_t number, std::string_view noun);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_TEXT_H_
