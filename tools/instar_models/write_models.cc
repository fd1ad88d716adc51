#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdint>
#include <string>

#include "tools/instar_models/models.h"

namespace instar::models {
namespace {

using llvm::json::OStream;

// Headers may hold any bytes; JSON is UTF-8.
std::string Utf8(const std::string& text) { return llvm::json::fixUTF8(text); }

void WritePlace(OStream& json, const Place& place) {
  json.attribute("line", std::int64_t{place.line});
  json.attribute("column", std::int64_t{place.column});
}

void WriteOption(OStream& json, const Text& option) {
  json.object([&] {
    json.attribute("text", Utf8(option.text));
    WritePlace(json, option.place);
    if (!option.is_verbatim) json.attribute("verbatim", false);
  });
}

void WriteEnum(OStream& json, const Enum& enumeration) {
  json.attribute("name", Utf8(enumeration.name));
  json.attribute("as", enumeration.stored_as);
  json.attributeArray("values", [&] {
    for (const EnumValue& value : enumeration.values) {
      json.object([&] {
        json.attribute("name", Utf8(value.name));
        // A number of 64 bits with or without sign, as it is.
        json.attributeBegin("value");
        json.rawValue(value.number);
        json.attributeEnd();
      });
    }
  });
}

void WriteField(OStream& json, const Field& field) {
  json.attribute("column", Utf8(field.column));
  json.attribute("member", Utf8(field.member));
  json.attribute("cpp_type", Utf8(field.cpp_type));
  if (!field.type.empty()) json.attribute("type", Utf8(field.type));
  json.attribute("nullable", field.nullable);
  if (field.enumeration) json.attributeObject("enum", [&] { WriteEnum(json, *field.enumeration); });
  json.attribute("annotation", Utf8(field.annotation.text));
  json.attribute("annotation_line", std::int64_t{field.annotation.place.line});
  json.attribute("annotation_column", std::int64_t{field.annotation.place.column});
  if (!field.annotation.is_verbatim) json.attribute("verbatim", false);
  if (!field.cpp_default.empty()) json.attribute("cpp_default", Utf8(field.cpp_default));
  json.attribute("line", std::int64_t{field.place.line});
  json.attribute("column_number", std::int64_t{field.place.column});
}

void WriteModel(OStream& json, const Model& model) {
  json.attribute("table", Utf8(model.table));
  json.attribute("struct", Utf8(model.struct_name));
  json.attribute("file", Utf8(model.file));
  WritePlace(json, model.place);
  json.attributeArray("options", [&] {
    for (const Text& option : model.options) WriteOption(json, option);
  });
  json.attributeArray("fields", [&] {
    for (const Field& field : model.fields) json.object([&] { WriteField(json, field); });
  });
}

}  // namespace

std::string WriteModels(const std::vector<Model>& models) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  OStream json(stream, 1);
  json.object([&] {
    json.attribute("format", 1);
    json.attributeArray("models", [&] {
      for (const Model& model : models) json.object([&] { WriteModel(json, model); });
    });
  });
  stream << '\n';
  return text;
}

}  // namespace instar::models
