#include "runtime/applying/fields.h"

#include <cstddef>

namespace instar {

constexpr std::size_t kNumberSize = 4;

std::string NumberField(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((value >> shift) & 0xFF));
  return bytes;
}

std::uint32_t NumberIn(std::string_view bytes) {
  if (bytes.size() != kNumberSize) return 0;
  std::uint32_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

bool TakeField(std::string_view* text, unsigned char* tag, std::string_view* bytes) {
  constexpr std::size_t kHeader = 1 + kNumberSize;
  if (text->size() < kHeader) return false;
  const std::size_t size = NumberIn(text->substr(1, kNumberSize));
  if (size > text->size() - kHeader) return false;
  *tag = static_cast<unsigned char>(text->front());
  *bytes = text->substr(kHeader, size);
  text->remove_prefix(kHeader + size);
  return true;
}

}  // namespace instar
