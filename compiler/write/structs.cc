#include "compiler/write/structs.h"

#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "compiler/models/models_of.h"
#include "compiler/models/sql_name.h"
#include "compiler/write/cpp_names.h"

namespace instar::compiler {
namespace {

struct Header {
  std::string_view word;  // in a type
  std::string_view name;
};
constexpr Header kHeaders[] = {{"std::array", "array"},       {"std::chrono", "chrono"},
                               {"std::byte", "cstddef"},      {"std::int", "cstdint"},
                               {"std::optional", "optional"}, {"std::string", "string"},
                               {"std::vector", "vector"}};

// order_state -> OrderState
std::string Pascal(std::string_view name) {
  std::string pascal;
  bool begins = true;
  for (const char c : name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      begins = true;
      continue;
    }
    pascal += begins ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c;
    begins = false;
  }
  return pascal;
}

std::string Singular(std::string word) {
  const auto ends = [&](std::string_view end) {
    return absl::EndsWithIgnoreCase(word, {end.data(), end.size()});
  };
  if (ends("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  for (const char* end : {"sses", "shes", "ches", "xes", "zes"}) {
    if (ends(end)) return word.substr(0, word.size() - 2);
  }
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is") && word.size() > 2) word.pop_back();
  return word;
}

class Writer {
 public:
  Writer(const Catalog& schema, const std::string& name_space)
      : models_(ModelsOf(schema)), name_space_(name_space) {}

  std::string Write() {
    NameStructs();
    for (std::size_t i = 0; i < models_.models.size(); ++i) WriteStruct(models_.models[i], struct_names_[i]);
    return absl::StrCat("// The program's structs. 'instar models --from-schema' wrote the first version.\n",
                        "#pragma once\n\n", Includes(),
                        name_space_.empty() ? "" : absl::StrCat("namespace ", name_space_, " {\n\n"), enums_,
                        structs_,
                        name_space_.empty() ? "" : absl::StrCat("}  // namespace ", name_space_, "\n"));
  }

 private:
  void NameStructs() {
    std::vector<std::string> wanted;
    for (const Model& model : models_.models) wanted.push_back(StructName(model.table));
    const std::vector<std::string_view> views(wanted.begin(), wanted.end());
    struct_names_ = CppNames(views, "");
    taken_.insert(struct_names_.begin(), struct_names_.end());
  }

  std::string Includes() const {
    std::string text;
    for (const Header& header : kHeaders) {
      if (types_.find(header.word) != std::string::npos)
        absl::StrAppend(&text, "#include <", std::string(header.name), ">\n");
    }
    return absl::StrCat("#include <instar/model.h>\n\n", text, text.empty() ? "" : "\n");
  }

  void WriteStruct(const Model& model, const std::string& name) {
    absl::StrAppend(&structs_, "struct INSTAR_TABLE(", SqlName(model.table));
    for (const ModelText& option : model.options) absl::StrAppend(&structs_, ", ", option.text);
    absl::StrAppend(&structs_, ") ", name, " {\n");
    std::vector<std::string_view> columns;
    for (const ModelField& field : model.fields) columns.push_back(field.column);
    const std::vector<std::string> members = CppNames(columns, name);
    for (std::size_t i = 0; i < members.size(); ++i) WriteField(model.fields[i], members[i]);
    absl::StrAppend(&structs_, "};\n\n");
  }

  void WriteField(const ModelField& field, const std::string& member) {
    std::string type = field.enumeration ? EnumName(*field.enumeration) : field.cpp_type;
    if (field.nullable) type = absl::StrCat("std::optional<", type, ">");
    absl::StrAppend(&types_, type, " ");
    std::string words = field.annotation.text;
    if (member != field.column) {
      words = absl::StrCat("column \"", field.column, "\"", words.empty() ? "" : ", ", words);
    }
    absl::StrAppend(&structs_, "  ", type, " ", member);
    if (!words.empty()) absl::StrAppend(&structs_, " INSTAR_COL(", words, ")");
    absl::StrAppend(&structs_, ";\n");
  }

  // Declared at its first use.
  std::string EnumName(const ModelEnum& type) {
    const auto found = enum_names_.find(type.name);
    if (found != enum_names_.end()) return found->second;
    std::string name = CppNames({Pascal(type.name)}, "")[0];
    while (!taken_.insert(name).second) name += "Type";
    enum_names_.emplace(type.name, name);
    std::vector<std::string_view> values(type.values.begin(), type.values.end());
    absl::StrAppend(&enums_, "enum class ", name, " { ", absl::StrJoin(CppNames(values, ""), ", "),
                    " };\n\n");
    return name;
  }

  ModelSet models_;
  const std::string& name_space_;
  std::vector<std::string> struct_names_;
  std::set<std::string> taken_;
  std::map<std::string, std::string> enum_names_;
  std::string types_;  // all that are used
  std::string enums_;
  std::string structs_;
};

}  // namespace

std::string StructName(std::string_view table) {
  const std::string name = Singular(Pascal(table));
  return name.empty() ? "Table" : name;
}

std::string WriteStructs(const Catalog& schema, const std::string& name_space) {
  return Writer(schema, name_space).Write();
}

}  // namespace instar::compiler
