#include "compiler/models/model_set.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"

namespace instar::compiler {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;
// No header has more; places beyond are taken for damage.
constexpr std::uint32_t kMostLines = 10'000'000;

// Reads values by key. The first problem stays, with the path to it: "models[2].fields[0].column".
class Reader {
 public:
  std::optional<std::string> Read(std::string_view text, ModelSet* models) {
    const json document = json::parse(text.begin(), text.end(), nullptr, false);
    if (document.is_discarded()) return "it is no JSON";
    if (!document.is_object()) return "it is no JSON object";
    const auto format = document.find("format");
    if (format == document.end() || !format->is_number_integer()) return "it has no 'format'";
    if (*format != kFormat) {
      return absl::StrCat("its format is ", format->dump(), ", and this compiler reads ", kFormat);
    }
    const json* const list = Array(document, "models", true);
    if (list == nullptr) return std::move(problem_);
    for (std::size_t i = 0; i < list->size() && !problem_; ++i) {
      path_ = absl::StrCat("models[", i, "]");
      models->models.push_back(ReadModel((*list)[i]));
    }
    return std::move(problem_);
  }

 private:
  Model ReadModel(const json& object) {
    Model model;
    if (!IsObject(object)) return model;
    model.table = Text(object, "table", true);
    model.struct_name = Text(object, "struct", true);
    model.file = Text(object, "file", true);
    model.place = Place(object, "line", "column");
    const std::string path = path_;
    const json* const options = Array(object, "options", false);
    for (std::size_t i = 0; options != nullptr && i < options->size() && !problem_; ++i) {
      path_ = absl::StrCat(path, ".options[", i, "]");
      const json& option = (*options)[i];
      if (IsObject(option)) {
        model.options.push_back(
            {Text(option, "text", true), Place(option, "line", "column"), Flag(option, "verbatim", true)});
      }
    }
    path_ = path;
    const json* const fields = Array(object, "fields", true);
    for (std::size_t i = 0; fields != nullptr && i < fields->size() && !problem_; ++i) {
      path_ = absl::StrCat(path, ".fields[", i, "]");
      model.fields.push_back(ReadField((*fields)[i]));
    }
    path_ = path;
    return model;
  }

  ModelField ReadField(const json& object) {
    ModelField field;
    if (!IsObject(object)) return field;
    field.column = Text(object, "column", true);
    field.member = Text(object, "member", false);
    if (field.member.empty()) field.member = field.column;
    field.cpp_type = Text(object, "cpp_type", false);
    field.type = Text(object, "type", false);
    field.nullable = Flag(object, "nullable", false);
    field.annotation.text = Text(object, "annotation", false);
    field.annotation.place = Place(object, "annotation_line", "annotation_column");
    field.annotation.verbatim = Flag(object, "verbatim", true);
    field.cpp_default = Text(object, "cpp_default", false);
    field.place = Place(object, "line", "column_number");
    if (const auto found = object.find("enum"); found != object.end() && !found->is_null()) {
      path_ += ".enum";
      if (IsObject(*found)) field.enumeration = ReadEnum(*found);
    }
    return field;
  }

  ModelEnum ReadEnum(const json& object) {
    ModelEnum type;
    type.name = Text(object, "name", true);
    type.as = Text(object, "as", false);
    if (type.as.empty()) type.as = "text";
    if (type.as != "text" && type.as != "integer" && type.as != "enum") {
      Wrong("as", "is not 'text', 'integer' or 'enum'");
    }
    const json* const values = Array(object, "values", false);
    const std::string path = path_;
    for (std::size_t i = 0; values != nullptr && i < values->size() && !problem_; ++i) {
      path_ = absl::StrCat(path, ".values[", i, "]");
      const json& value = (*values)[i];
      if (IsObject(value)) type.values.push_back(Text(value, "name", true));
    }
    return type;
  }

  bool IsObject(const json& value) {
    if (!value.is_object()) Wrong("", "is no object");
    return value.is_object();
  }

  const json* Array(const json& object, const char* key, bool required) {
    const auto found = object.find(key);
    if (found == object.end()) {
      if (required) Wrong(key, "is missing");
      return nullptr;
    }
    if (found->is_array()) return &*found;
    Wrong(key, "is no array");
    return nullptr;
  }

  std::string Text(const json& object, const char* key, bool required) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) {
      if (required) Wrong(key, "is missing");
      return "";
    }
    if (!found->is_string()) {
      Wrong(key, "is no string");
      return "";
    }
    std::string text = found->get<std::string>();
    if (text.find('\0') != std::string::npos) Wrong(key, "holds a NUL");
    if (required && text.empty()) Wrong(key, "is empty");
    return text;
  }

  bool Flag(const json& object, const char* key, bool otherwise) {
    const auto found = object.find(key);
    if (found == object.end()) return otherwise;
    if (!found->is_boolean()) Wrong(key, "is neither true nor false");
    return found->is_boolean() ? found->get<bool>() : otherwise;
  }

  ModelPlace Place(const json& object, const char* line, const char* column) {
    return {Number(object, line), Number(object, column)};
  }

  std::uint32_t Number(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return 0;
    if (!found->is_number_unsigned() || found->get<std::uint64_t>() > kMostLines) {
      Wrong(key, "is no line or column");
      return 0;
    }
    return found->get<std::uint32_t>();
  }

  void Wrong(std::string_view key, std::string_view what) {
    if (!problem_)
      problem_ = absl::StrCat("'", path_, key.empty() || path_.empty() ? "" : ".", std::string(key), "' ",
                              std::string(what));
  }

  std::string path_;
  std::optional<std::string> problem_;
};

json PlaceOf(json object, const char* line, const char* column, const ModelPlace& place) {
  object[line] = place.line;
  object[column] = place.column;
  return object;
}

json JsonOf(const ModelField& field) {
  json object = {{"column", field.column},
                 {"member", field.member},
                 {"cpp_type", field.cpp_type},
                 {"nullable", field.nullable},
                 {"annotation", field.annotation.text}};
  if (!field.type.empty()) object["type"] = field.type;
  if (!field.cpp_default.empty()) object["cpp_default"] = field.cpp_default;
  if (field.enumeration) {
    json values = json::array();
    for (const std::string& value : field.enumeration->values) values.push_back({{"name", value}});
    object["enum"] = {{"name", field.enumeration->name}, {"as", field.enumeration->as}, {"values", values}};
  }
  object = PlaceOf(std::move(object), "annotation_line", "annotation_column", field.annotation.place);
  return PlaceOf(std::move(object), "line", "column_number", field.place);
}

}  // namespace

std::optional<std::string> ReadModels(std::string_view json, ModelSet* models) {
  return Reader().Read(json, models);
}

std::string WriteModels(const ModelSet& models) {
  json list = json::array();
  for (const Model& model : models.models) {
    json object = {{"table", model.table}, {"struct", model.struct_name}, {"file", model.file}};
    object = PlaceOf(std::move(object), "line", "column", model.place);
    object["options"] = json::array();
    for (const ModelText& option : model.options) {
      object["options"].push_back(PlaceOf({{"text", option.text}}, "line", "column", option.place));
    }
    object["fields"] = json::array();
    for (const ModelField& field : model.fields) object["fields"].push_back(JsonOf(field));
    list.push_back(std::move(object));
  }
  const json document = {{"format", kFormat}, {"models", list}};
  return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace instar::compiler
