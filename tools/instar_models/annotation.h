// The words of an annotation, as far as the reader must know them. Their meaning is the compiler's business.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_ANNOTATION_H_
#define INSTAR_TOOLS_INSTAR_MODELS_ANNOTATION_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace instar::models {

// A word outside parentheses and literals: a name in lower case, or what stood between double quotes.
struct Word {
  std::string text;
  bool is_quoted = false;
};

std::vector<Word> TopLevelWords(std::string_view text);

// Bytes [begin, end) of a text.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A text without the space around it.
Piece TrimmedPiece(std::string_view text);

// The parts between the commas that stand outside parentheses and literals, without space around them.
std::vector<Piece> SplitAtCommas(std::string_view text);

// A text of the same size where parts between commas that are written as one string have spaces for its
// quotes. A string with a backslash stays as it is.
std::string WithoutQuotedParts(std::string_view cpp);

// A text of the same size where comments of C++ and line ends of other systems are blank.
std::string WithoutComments(std::string_view cpp);

// What the words of a column say that the reader acts upon.
struct ColumnWords {
  bool is_transient = false;
  bool says_more = false;   // something beside `transient`
  bool names_type = false;  // `type ...`, or a type of the language as the first word
  bool is_primary_key = false;
  std::string stored_as;  // text, integer or enum; empty when not said
  std::string column;     // another name for the column; empty when not said
};

ColumnWords ReadColumnWords(std::string_view annotation);

// A name as the language reads it whatever it is: in double quotes.
std::string QuotedName(std::string_view name);

// Whether it is read the same without them, unless it is a word of SQL.
bool IsPlainName(std::string_view name);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_ANNOTATION_H_
