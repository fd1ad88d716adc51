// The structs that the program believes in, as a tool has read them from its headers.
#ifndef INSTAR_COMPILER_MODELS_MODEL_SET_H_
#define INSTAR_COMPILER_MODELS_MODEL_SET_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace instar::compiler {

// A place in a model's header, both from 1; 0: none.
struct ModelPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// In the language's own words, and where it begins in the header.
struct ModelText {
  std::string text;
  ModelPlace place;
  // Whether the header has it byte for byte; else it was put together, and only the place is known.
  bool verbatim = true;
};

// A C++ enumeration.
struct ModelEnum {
  std::string name;  // "shop::Role"
  // How its values are stored where the annotation does not say: "text", "integer", "enum".
  std::string as;
  std::vector<std::string> values;
};

struct ModelField {
  std::string column;
  std::string member;    // the path in C++: "address.street"
  std::string cpp_type;  // for people
  std::string type;      // of the language; empty for an enumeration
  bool nullable = false;
  std::optional<ModelEnum> enumeration;
  ModelText annotation;
  std::string cpp_default;  // the member's initialiser; never a default in the database
  ModelPlace place;         // of the member's name
};

struct Model {
  std::string table;
  std::string struct_name;
  std::string file;  // the header
  ModelPlace place;  // of the struct's name
  std::vector<ModelText> options;
  std::vector<ModelField> fields;
};

struct ModelSet {
  std::vector<Model> models;
};

// From the text of a models.json, which is not trusted: what is wrong with it, or nothing. Keys that are not
// known are passed over.
std::optional<std::string> ReadModels(std::string_view json, ModelSet* models);

// The other way.
std::string WriteModels(const ModelSet& models);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MODEL_SET_H_
