#include "runtime/command_line/json.h"

#include "runtime/command_line/utf8.h"

namespace instar::command_line {

void Json::NextElement() {
  if (has_elements_.empty()) return;
  if (has_elements_.back()) text_ += ',';
  has_elements_.back() = true;
  text_ += '\n';
  text_.append(2 * has_elements_.size(), ' ');
}

void Json::Key(std::string_view key) {
  NextElement();
  Text(key);
  text_ += ": ";
}

void Json::Begin(char bracket) {
  text_ += bracket;
  has_elements_.push_back(false);
}

void Json::End(char bracket) {
  const bool any = has_elements_.back();
  has_elements_.pop_back();
  if (any) {
    text_ += '\n';
    text_.append(2 * has_elements_.size(), ' ');
  }
  text_ += bracket;
}

void Json::Text(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  text_ += '"';
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    if (character.size == 0) {
      text_ += "\\ufffd";
    } else if (character.code == '"' || character.code == '\\') {
      text_ += '\\';
      text_ += text[0];
    } else if (character.code == '\n') {
      text_ += "\\n";
    } else if (character.code < 0x20 || character.code == 0x7F) {
      text_ += "\\u00";
      text_ += kDigits[character.code >> 4];
      text_ += kDigits[character.code & 0xF];
    } else {
      text_.append(text.substr(0, character.size));
    }
    text.remove_prefix(character.size == 0 ? 1 : character.size);
  }
  text_ += '"';
}

}  // namespace instar::command_line
