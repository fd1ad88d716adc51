// Where a command writes to, and what can be shown there.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_OUTPUT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_OUTPUT_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace instar::command_line {

enum class Stream { kOutput, kError };

// What a text is, not what colour it has.
enum class Style { kPlain, kStrong, kDim, kGood, kWarning, kBad, kName };

// What a stream can show.
struct Screen {
  bool color = false;
  bool unicode = false;
  // Columns, 40 to 200 on a terminal. 0: no terminal, so nothing is cut or wrapped.
  std::size_t width = 0;
};

// Writes bytes to a stream; no bytes: writes out what it kept back. False when that failed.
using Writer = std::function<bool(Stream, std::string_view)>;

class Output {
 public:
  Output(Writer writer, Screen output, Screen error)
      : writer_(std::move(writer)), output_(output), error_(error) {}

  const Screen& screen(Stream stream = Stream::kOutput) const {
    return stream == Stream::kOutput ? output_ : error_;
  }
  void SetColor(bool color) { output_.color = error_.color = color; }
  // From now on nothing is written to the standard output.
  void SetQuiet() { quiet_ = true; }
  bool quiet() const { return quiet_; }

  void Print(std::string_view text) { Write(Stream::kOutput, text); }
  // Without the line's end.
  void PrintLine(std::string_view line);
  // The same, over as many lines as it takes on a terminal. Colours end with their word.
  void PrintWrapped(std::string_view text);
  // "error: ...", in red on a terminal and wrapped there; likewise "warning: ..." and "note: ...".
  void PrintError(std::string_view message);
  void PrintWarning(std::string_view message);
  void PrintNote(std::string_view message);
  void Write(Stream stream, std::string_view text);

  // The text in its colour, if the stream has colours.
  std::string Styled(std::string_view text, Style style, Stream stream = Stream::kOutput) const;

  // Writes out what was kept back; false when something could not be written.
  bool Finish();

 private:
  void PrintMessage(std::string_view label, Style style, std::string_view message);

  Writer writer_;
  Screen output_;
  Screen error_;
  bool quiet_ = false;
  bool failed_ = false;
};

// Columns of text, each as wide as its longest cell. Where the screen ends a row is cut, or goes on below in
// its last column.
class Columns {
 public:
  struct Cell {
    std::string text;
    Style style = Style::kPlain;
  };
  void Add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  enum class Overflow { kCut, kWrap };
  void Print(Output& output, std::string_view indent, Overflow overflow = Overflow::kCut) const;

 private:
  static void PrintRow(const std::vector<Cell>& row, const std::vector<std::size_t>& widths,
                       std::string_view indent, Overflow overflow, Output& output);

  std::vector<std::vector<Cell>> rows_;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_OUTPUT_H_
