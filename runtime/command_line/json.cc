#include "runtime/command_line/json.h"

#include "runtime/report/utf8.h"

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
    const Utf8Piece piece = NextPiece(text);
    if (!piece.valid) {
      text_ += "\\ufffd";
    } else if (piece.code_point == '"' || piece.code_point == '\\') {
      text_ += '\\';
      text_ += text[0];
    } else if (piece.code_point == '\n') {
      text_ += "\\n";
    } else if (piece.code_point < 0x20 || piece.code_point == 0x7F) {
      text_ += "\\u00";
      text_ += kDigits[piece.code_point >> 4];
      text_ += kDigits[piece.code_point & 0xF];
    } else {
      text_.append(text.substr(0, piece.size));
    }
    text.remove_prefix(piece.size);
  }
  text_ += '"';
}

}  // namespace instar::command_line
