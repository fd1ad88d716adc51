// What was read: the value that becomes models.json.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_MODELS_H_
#define INSTAR_TOOLS_INSTAR_MODELS_MODELS_H_

#include <optional>
#include <string>
#include <vector>

namespace instar::models {

// Both from 1, columns in bytes; 0 for nowhere.
struct Place {
  unsigned line = 0;
  unsigned column = 0;
};

// Words of the language, and where they begin.
struct Text {
  std::string text;
  Place place;
  // Whether the bytes stand there as they are here. Otherwise they were composed, and the place is that of
  // the whole.
  bool is_verbatim = true;
};

struct EnumValue {
  std::string name;
  std::string number;  // in decimal
};

struct Enum {
  std::string name;
  std::string stored_as;  // text, integer or enum
  std::vector<EnumValue> values;
};

struct Field {
  std::string column;
  std::string member;  // with dots where structs are nested
  std::string cpp_type;
  std::string type;  // empty: the annotation names it, or there is an enum
  bool nullable = false;
  std::optional<Enum> enumeration;
  Text annotation;
  std::string cpp_default;
  Place place;
};

struct Model {
  std::string table;
  std::string struct_name;
  std::string file;
  Place place;
  std::vector<Text> options;
  std::vector<Field> fields;
};

// The text of models.json.
std::string WriteModels(const std::vector<Model>& models);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_MODELS_H_
