#include "tools/instar/build_description.h"

#include <nlohmann/json.hpp>

namespace instar::tool {
namespace {

using nlohmann::json;

bool ReadString(const json& object, const char* key, std::string* value) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_string()) return false;
  *value = found->get<std::string>();
  return true;
}

bool ReadStrings(const json& object, const char* key, std::vector<std::string>* values) {
  const auto found = object.find(key);
  if (found == object.end()) return true;
  if (!found->is_array()) return false;
  for (const json& element : *found) {
    if (!element.is_string()) return false;
    values->push_back(element.get<std::string>());
  }
  return true;
}

bool ReadModels(const json& entry, ModelsCommand* models) {
  const auto found = entry.find("models");
  if (found == entry.end()) return true;
  return found->is_object() && ReadString(*found, "directory", &models->directory) &&
         ReadStrings(*found, "command", &models->command);
}

}  // namespace

Status ReadBuildDescription(const std::string& path, std::string_view text,
                            std::vector<BuildTarget>* targets) {
  const auto wrong = [&](const char* what) {
    return Status(
        StatusCode::kInvalidArgument,
        "'" + path + "' " + what + "; configure the build folder again: add_migrations() writes it");
  };
  const json document = json::parse(text.begin(), text.end(), nullptr, false);
  if (document.is_discarded() || !document.is_array()) return wrong("is damaged");
  for (const json& entry : document) {
    BuildTarget target;
    if (!entry.is_object() || !ReadString(entry, "target", &target.name) ||
        !ReadString(entry, "directory", &target.directory) || !ReadStrings(entry, "files", &target.files) ||
        !ReadStrings(entry, "options", &target.options) || !ReadModels(entry, &target.models) ||
        target.name.empty()) {
      return wrong("is damaged");
    }
    targets->push_back(std::move(target));
  }
  return targets->empty() ? wrong("names no migrations") : OkStatus();
}

}  // namespace instar::tool
