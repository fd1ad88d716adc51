#include "compiler/source/utf8.h"

namespace instar::compiler {
namespace {

struct Form {
  std::size_t size;
  unsigned least_second;
  unsigned most_second;
};

// How long a character is that begins with this byte, and what its second byte may be (that keeps out
// overlong forms, surrogates and what lies beyond Unicode). Size 0: no character begins so.
Form FormOf(unsigned char first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first < 0xF0) return {3, first == 0xE0 ? 0xA0u : 0x80u, first == 0xED ? 0x9Fu : 0xBFu};
  if (first < 0xF5) return {4, first == 0xF0 ? 0x90u : 0x80u, first == 0xF4 ? 0x8Fu : 0xBFu};
  return {0, 0, 0};
}

}  // namespace

std::size_t CharacterSize(std::string_view text) {
  Form form = FormOf(static_cast<unsigned char>(text[0]));
  if (form.size > text.size()) return 0;
  for (std::size_t i = 1; i < form.size; ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    unsigned least = i == 1 ? form.least_second : 0x80;
    unsigned most = i == 1 ? form.most_second : 0xBF;
    if (byte < least || byte > most) return 0;
  }
  return form.size;
}

char32_t DecodeCharacter(std::string_view text, std::size_t size) {
  constexpr unsigned char kFirstBits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t character = static_cast<unsigned char>(text[0]) & kFirstBits[size];
  for (std::size_t i = 1; i < size; ++i) {
    character = (character << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
  }
  return character;
}

}  // namespace instar::compiler
