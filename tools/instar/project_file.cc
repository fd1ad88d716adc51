#include "tools/instar/project_file.h"

#include <string>

// Errors as values: nothing here throws.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "runtime/command_line/similar.h"
#include "runtime/message.h"

namespace instar::tool {
namespace {

std::string PlaceOf(const std::string& path, const toml::source_region& region) {
  return path + ":" + std::to_string(region.begin.line) + ":" + std::to_string(region.begin.column);
}

class Reader {
 public:
  Reader(const std::string& path, ProjectFile* project) : path_(path), project_(*project) {}

  Status Read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      ReadKey(key.str(), node);
      if (!status_.ok()) break;
    }
    return status_;
  }

 private:
  void ReadKey(std::string_view key, const toml::node& node) {
    if (key == "migrations") return ReadText(key, node, &project_.migrations);
    if (key == "build") return ReadText(key, node, &project_.build);
    if (key == "target") return ReadText(key, node, &project_.target);
    if (key == "database") return ReadText(key, node, &project_.database);
    if (key == "file_name") return ReadText(key, node, &project_.file_name);
    if (key == "template") return ReadText(key, node, &project_.migration_template);
    if (key == "timezone") return ReadText(key, node, &project_.timezone);
    if (key == "slug_length") return ReadNumber(key, node);
    if (key == "options") return ReadOptions(key, node);
    Fail(node, "there is no setting '%'%",
         {key, command_line::DidYouMean(key, {"migrations", "build", "target", "database", "file_name",
                                              "template", "timezone", "slug_length", "options"})});
  }

  void ReadText(std::string_view key, const toml::node& node, std::optional<std::string>* value) {
    *value = node.value_exact<std::string>();
    if (!value->has_value()) return Fail(node, "'%' must be a text in quotes", {key});
    if ((*value)->empty()) Fail(node, "'%' is empty; remove it, or give it a value", {key});
  }

  void ReadNumber(std::string_view key, const toml::node& node) {
    project_.slug_length = node.value_exact<std::int64_t>();
    const std::int64_t length = project_.slug_length.value_or(0);
    if (length < 1 || length > 200) Fail(node, "'%' must be a number from 1 to 200", {key});
  }

  void ReadOptions(std::string_view key, const toml::node& node) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return Fail(node, "'%' must be a list of texts, as in [\"-Wall\"]", {key});
    for (const toml::node& element : *array) {
      const std::optional<std::string> option = element.value_exact<std::string>();
      if (!option.has_value()) return Fail(element, "'%' must be a list of texts, as in [\"-Wall\"]", {key});
      project_.options.push_back(*option);
    }
  }

  void Fail(const toml::node& node, const char* text, std::initializer_list<std::string_view> arguments) {
    status_ =
        Status(StatusCode::kInvalidArgument, PlaceOf(path_, node.source()) + ": " + Message(text, arguments));
  }

  const std::string& path_;
  ProjectFile& project_;
  Status status_;
};

}  // namespace

Status ParseProjectFile(const std::string& path, std::string_view text, ProjectFile* project) {
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    const toml::parse_error& error = result.error();
    return Status(StatusCode::kInvalidArgument,
                  PlaceOf(path, error.source()) + ": " + std::string(error.description()));
  }
  return Reader(path, project).Read(result.table());
}

}  // namespace instar::tool
