// Bytes as a C++ string literal.
#ifndef INSTAR_COMPILER_WRITE_CPP_LITERAL_H_
#define INSTAR_COMPILER_WRITE_CPP_LITERAL_H_

#include <string>
#include <string_view>

namespace instar::compiler {

// Appends "..." lines, each indented by four spaces and short enough for every compiler (MSVC: 16,380 bytes
// for one literal). Bytes that are not printable ASCII are octal escapes, so the file's encoding does not
// matter.
void AppendLiteral(std::string_view bytes, std::string* out);

// What stands between the quotes for these bytes.
void AppendEscaped(std::string_view bytes, std::string* out);

// The same bytes as numbers, for compilers that limit the length of a whole literal.
void AppendByteList(std::string_view bytes, std::string* out);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_WRITE_CPP_LITERAL_H_
