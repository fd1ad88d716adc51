#include "runtime/report/utf8.h"

namespace instar {
namespace {

// What may follow a first byte: the number of bytes, and the range of the second. It leaves out longer forms
// of shorter ones, surrogates, and what lies above U+10FFFF.
struct Lead {
  std::size_t size;
  unsigned char second_from;
  unsigned char second_to;
};

Lead LeadOf(unsigned char first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first < 0xF4) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Utf8Piece NextPiece(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const Lead lead = LeadOf(first);
  if (lead.size == 0) return {};
  std::uint32_t code_point = lead.size == 1 ? first : first & (0x7Fu >> lead.size);
  for (std::size_t i = 1; i < lead.size; ++i) {
    const auto byte = i < text.size() ? static_cast<unsigned char>(text[i]) : '\0';
    const unsigned char from = i == 1 ? lead.second_from : 0x80;
    const unsigned char to = i == 1 ? lead.second_to : 0xBF;
    if (byte < from || byte > to) return {i, false, 0};
    code_point = code_point << 6 | (byte & 0x3Fu);
  }
  return {lead.size, true, code_point};
}

}  // namespace instar
