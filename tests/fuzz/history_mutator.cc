// Changes that keep most of a history sound: whole statements moved, copied and left out, and a name put
// where another one stood. libFuzzer's own changes of bytes seldom get past the parser.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace instar::compiler {
namespace {

using Random = std::minstd_rand;

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

template <typename Value>
const Value& Pick(const std::vector<Value>& values, Random& random) {
  return values[random() % values.size()];
}

// Statements, list items and what opens and closes a block, each with the byte that ends it.
std::vector<std::string_view> PiecesOf(std::string_view text) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(";{},\n"), text.size() - 1);
    pieces.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return pieces;
}

// Words, numbers and runs of what stands between them.
std::vector<std::string_view> WordsOf(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i < text.size() && IsWordByte(text[i]) == IsWordByte(text[begin])) continue;
    words.push_back(text.substr(begin, i - begin));
    begin = i;
  }
  return words;
}

std::string Joined(const std::vector<std::string_view>& parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string MovePieces(std::string_view text, Random& random) {
  std::vector<std::string_view> pieces = PiecesOf(text);
  const std::size_t from = random() % pieces.size();
  const std::size_t count = std::min<std::size_t>(1 + random() % 4, pieces.size() - from);
  const std::vector<std::string_view> some(pieces.begin() + from, pieces.begin() + from + count);
  const auto kind = random() % 3;
  // Left out, moved, or there twice.
  if (kind != 0) pieces.erase(pieces.begin() + from, pieces.begin() + from + count);
  if (kind != 1) pieces.insert(pieces.begin() + random() % (pieces.size() + 1), some.begin(), some.end());
  return Joined(pieces);
}

std::string ReplaceWord(std::string_view text, Random& random) {
  std::vector<std::string_view> words = WordsOf(text);
  const std::size_t first = IsWordByte(text[0]) ? 0 : 1;
  const std::size_t count = (words.size() - first + 1) / 2;
  if (count == 0) return std::string(text);
  words[first + 2 * (random() % count)] = words[first + 2 * (random() % count)];
  return Joined(words);
}

std::string Cross(std::string_view text, std::string_view other, Random& random) {
  std::vector<std::string_view> pieces = PiecesOf(text);
  const std::vector<std::string_view> others = PiecesOf(other);
  const std::size_t from = random() % others.size();
  const std::size_t count = std::min<std::size_t>(1 + random() % 8, others.size() - from);
  pieces.insert(pieces.begin() + random() % (pieces.size() + 1), others.begin() + from,
                others.begin() + from + count);
  return Joined(pieces);
}

std::string_view View(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

std::size_t Put(const std::string& text, std::uint8_t* out, std::size_t max_size) {
  const std::size_t size = std::min(text.size(), max_size);
  std::memcpy(out, text.data(), size);
  return size;
}

}  // namespace
}  // namespace instar::compiler

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  using namespace instar::compiler;
  Random random(seed);
  // What a golden case expects is not read.
  size = std::min(size, View(data, size).find("\n--- expected"));
  const auto kind = random() % 4;
  if (size == 0 || kind == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::string text(View(data, size));
  for (auto changes = 1 + random() % 3; changes > 0 && !text.empty(); --changes) {
    text = kind == 1 ? ReplaceWord(text, random) : MovePieces(text, random);
  }
  return Put(text, data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t max_out_size, unsigned seed) {
  using namespace instar::compiler;
  if (size == 0 || other_size == 0) return Put(std::string(View(data, size)), out, max_out_size);
  Random random(seed);
  return Put(Cross(View(data, size), View(other, other_size), random), out, max_out_size);
}
