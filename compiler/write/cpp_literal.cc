#include "compiler/write/cpp_literal.h"

namespace instar::compiler {
namespace {

// Of content, before escaping. Fewer and longer pieces compile faster; this stays far below MSVC's limit even
// when every byte is escaped.
constexpr std::size_t kPieceSize = 2000;

void AppendByte(unsigned char byte, std::string* out) {
  switch (byte) {
    case '"':
    case '\\':
    case '?':  // "??/" is a trigraph to old compilers
      *out += '\\';
      *out += static_cast<char>(byte);
      return;
    case '\n':
      *out += "\\n";
      return;
    default:
      break;
  }
  if (byte >= 0x20 && byte < 0x7F) {
    *out += static_cast<char>(byte);
    return;
  }
  // Always three digits: a digit that follows must not become part of the escape.
  *out += '\\';
  *out += static_cast<char>('0' + (byte >> 6));
  *out += static_cast<char>('0' + ((byte >> 3) & 7));
  *out += static_cast<char>('0' + (byte & 7));
}

}  // namespace

void AppendEscaped(std::string_view bytes, std::string* out) {
  for (const char byte : bytes) AppendByte(static_cast<unsigned char>(byte), out);
}

void AppendLiteral(std::string_view bytes, std::string* out) {
  do {
    const std::string_view piece = bytes.substr(0, kPieceSize);
    bytes.remove_prefix(piece.size());
    *out += "    \"";
    AppendEscaped(piece, out);
    *out += bytes.empty() ? "\"" : "\"\n";
  } while (!bytes.empty());
}

void AppendByteList(std::string_view bytes, std::string* out) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    *out += i % 24 == 0 ? "\n    " : " ";
    // Plain char may be signed: a value above 127 would be a narrowing error.
    *out += std::to_string(static_cast<int>(static_cast<signed char>(bytes[i])));
    *out += ',';
  }
}

}  // namespace instar::compiler
