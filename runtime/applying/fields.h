// Texts made of fields: each a tag byte, a 4-byte big-endian length, and the bytes.
#ifndef INSTAR_RUNTIME_APPLYING_FIELDS_H_
#define INSTAR_RUNTIME_APPLYING_FIELDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace instar {

// 4 bytes, big-endian.
std::string NumberField(std::uint32_t value);
// Of four bytes; 0 of anything else.
std::uint32_t NumberIn(std::string_view bytes);

// Tags are an enum of bytes that each text defines. Never renumber them: texts are kept inside databases.
template <typename Tag>
class FieldWriter {
 public:
  void Add(Tag tag, std::string_view bytes) {
    text_.push_back(static_cast<char>(tag));
    text_.append(NumberField(static_cast<std::uint32_t>(bytes.size()))).append(bytes);
  }
  void AddAll(Tag tag, const std::vector<std::string_view>& list) {
    for (const std::string_view bytes : list) Add(tag, bytes);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

// Takes one field off the front. False when the text does not hold a whole one.
bool TakeField(std::string_view* text, unsigned char* tag, std::string_view* bytes);

// Views into the text, of which no length is trusted. After the first field that is not as it must be,
// nothing more is taken.
template <typename Tag>
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  bool At(Tag tag) const { return valid_ && !text_.empty() && text_[0] == static_cast<char>(tag); }
  bool AtEnd() const { return valid_ && text_.empty(); }
  bool valid() const { return valid_; }

  std::string_view Take(Tag tag) {
    std::string_view bytes;
    unsigned char found = 0;
    valid_ = At(tag) && TakeField(&text_, &found, &bytes);
    return valid_ ? bytes : std::string_view();
  }
  void TakeAll(Tag tag, std::vector<std::string_view>* list) {
    while (At(tag)) list->push_back(Take(tag));
  }

 private:
  std::string_view text_;
  bool valid_ = true;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_FIELDS_H_
