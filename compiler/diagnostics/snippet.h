// One source line with what is said about it beneath.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_SNIPPET_H_
#define INSTAR_COMPILER_DIAGNOSTICS_SNIPPET_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace instar::compiler {

// The text with what is invisible or no text made visible: a name in a message may hold anything, the bytes
// that steer a terminal as well.
std::string Visible(std::string_view text);

// A line as a terminal shows it: tabs become spaces, what is invisible or no text becomes visible, and of a
// long line only the part around one place is left.
class Snippet {
 public:
  // The line that holds the beginning of `range`; of a longer one about so many columns are shown.
  Snippet(const SourceSet& sources, SourceRange range, std::size_t columns);

  // Nothing on the line: showing it helps nobody.
  bool blank() const { return line_.empty(); }
  const std::string& text() const { return text_; }
  // Whether a place of the file lies on the part that is shown.
  bool Shows(std::uint32_t offset) const;
  // Where a place of the file is shown, from 0; the nearest column for one outside.
  std::size_t ColumnOf(std::uint32_t offset) const;
  // "     ^~~~"
  std::string Underline(SourceRange range) const;

 private:
  void Render(std::string_view shown);
  void AddCharacter(std::string_view character);
  void Append(std::string_view text, std::size_t columns);

  std::string_view line_;
  std::uint32_t line_begin_ = 0;
  std::size_t shown_begin_ = 0;  // bytes of the line
  std::string text_;
  std::vector<std::size_t> columns_;  // of each shown byte, and of the end
  std::size_t width_ = 0;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_SNIPPET_H_
