// Models written in a test, without Clang: a header in a small language of its own, read the way that
// instar-models reads C++.
#ifndef INSTAR_COMPILER_MODELS_TEST_MODELS_H_
#define INSTAR_COMPILER_MODELS_TEST_MODELS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/models/model_set.h"

namespace instar::compiler {

// Each line is one of
//
//   table users User | unique (tenant, email) | index (email)
//   std::string email | unique, length 320
//   std::optional<std::int64_t> boss | references users.id
//   Role{admin,guest} role | as enum
//
// and places are those of the header, so diagnostics can be read.
inline ModelSet TestModels(std::string_view header, const std::string& file = "models.h") {
  struct CppType {
    std::string_view cpp;
    const char* type;
  };
  static constexpr CppType kTypes[] = {{"std::int16_t", "smallint"},
                                       {"std::int32_t", "integer"},
                                       {"std::int64_t", "bigint"},
                                       {"bool", "boolean"},
                                       {"float", "real"},
                                       {"double", "double"},
                                       {"std::string", "text"},
                                       {"Bytes", "blob"},
                                       {"Date", "date"},
                                       {"Time", "timestamp"},
                                       {"Uuid", "uuid"}};
  ModelSet models;
  std::uint32_t line_number = 0;
  const auto trimmed = [](std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
  };
  while (!header.empty()) {
    const std::string_view line = header.substr(0, header.find('\n'));
    header.remove_prefix(std::min(header.size(), line.size() + 1));
    ++line_number;
    const auto place = [&](std::string_view part) {
      return ModelPlace{line_number, static_cast<std::uint32_t>(part.data() - line.data() + 1)};
    };
    std::string_view head = trimmed(line.substr(0, line.find('|')));
    std::string_view rest = head.size() < line.size() && line.find('|') != std::string_view::npos
                                ? line.substr(line.find('|') + 1)
                                : std::string_view();
    if (head.empty() || head.substr(0, 2) == "//") continue;
    const std::string_view name = head.substr(head.rfind(' ') + 1);
    if (head.substr(0, 6) == "table ") {
      Model model;
      model.table = std::string(head.substr(6, head.find(' ', 6) - 6));
      model.struct_name = std::string(name);
      model.file = file;
      model.place = place(name);
      while (!trimmed(rest).empty()) {
        const std::string_view option = trimmed(rest.substr(0, rest.find('|')));
        model.options.push_back({std::string(option), place(option)});
        rest =
            rest.find('|') == std::string_view::npos ? std::string_view() : rest.substr(rest.find('|') + 1);
      }
      models.models.push_back(std::move(model));
      continue;
    }
    ModelField field;
    field.column = std::string(name);
    field.member = field.column;
    field.place = place(name);
    std::string_view cpp = trimmed(head.substr(0, head.rfind(' ')));
    field.cpp_type = std::string(cpp);
    constexpr std::string_view kOptional = "std::optional<";
    if (cpp.substr(0, kOptional.size()) == kOptional) {
      field.nullable = true;
      cpp = cpp.substr(kOptional.size(), cpp.size() - kOptional.size() - 1);
    }
    for (const CppType& type : kTypes) {
      if (type.cpp == cpp) field.type = type.type;
    }
    if (const std::size_t brace = cpp.find('{'); brace != std::string_view::npos) {
      field.enumeration = ModelEnum{std::string(cpp.substr(0, brace)), "text", {}};
      std::string_view values = cpp.substr(brace + 1, cpp.size() - brace - 2);
      while (!values.empty()) {
        const std::string_view value = values.substr(0, values.find(','));
        field.enumeration->values.emplace_back(value);
        values.remove_prefix(std::min(values.size(), value.size() + 1));
      }
    }
    if (const std::string_view annotation = trimmed(rest); !annotation.empty()) {
      field.annotation = {std::string(annotation), place(annotation)};
    }
    models.models.back().fields.push_back(std::move(field));
  }
  return models;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_TEST_MODELS_H_
