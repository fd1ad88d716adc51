// Writes JSON: what `--json` prints (docs/json.md).
#ifndef INSTAR_RUNTIME_COMMAND_LINE_JSON_H_
#define INSTAR_RUNTIME_COMMAND_LINE_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace instar::command_line {

//   Json json;
//   json.BeginObject();
//   json.Add("revision", "add_users");
//   json.BeginArray("parents");
//   json.Add("base_tables");
//   json.EndArray();
//   json.EndObject();
//
// The caller keeps the order: values with a key in objects, values without one in arrays.
class Json {
 public:
  void BeginObject() { Begin('{'); }
  void BeginObject(std::string_view key) { Key(key), Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray(std::string_view key) { Key(key), Begin('['); }
  void EndArray() { End(']'); }

  void Add(std::string_view key, std::string_view text) { Key(key), Text(text); }
  void Add(std::string_view key, const char* text) { Add(key, std::string_view(text)); }
  void Add(std::string_view key, const std::string& text) { Add(key, std::string_view(text)); }
  void Add(std::string_view key, std::int64_t number) { Key(key), Raw(std::to_string(number)); }
  void Add(std::string_view key, bool value) { Key(key), Raw(value ? "true" : "false"); }
  void AddNull(std::string_view key) { Key(key), Raw("null"); }
  template <typename Texts>
  void AddTexts(std::string_view key, const Texts& texts) {
    BeginArray(key);
    for (const std::string_view text : texts) Add(text);
    EndArray();
  }
  // An element of an array.
  void Add(std::string_view text) { NextElement(), Text(text); }
  void AddObject() { NextElement(), Begin('{'); }
  // Null where the text is empty: what is not there.
  void AddOrNull(std::string_view key, std::string_view text) {
    text.empty() ? AddNull(key) : Add(key, text);
  }

  // With a line's end.
  std::string Finish() { return text_ + "\n"; }

 private:
  void Key(std::string_view key);
  void NextElement();
  void Begin(char bracket);
  void End(char bracket);
  void Text(std::string_view text);
  void Raw(std::string_view text) { text_.append(text); }

  std::string text_;
  std::vector<bool> has_elements_;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_JSON_H_
