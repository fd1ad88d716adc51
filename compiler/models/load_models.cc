#include "compiler/models/load_models.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "absl/status/statusor.h"

namespace instar::compiler {
namespace {

// Stands for a header that cannot be read, up to this many lines.
constexpr std::uint32_t kMostLines = 100'000;

std::uint32_t LastLine(const Model& model) {
  std::uint32_t last = model.place.line;
  for (const ModelText& option : model.options) last = std::max(last, option.place.line);
  for (const ModelField& field : model.fields) {
    last = std::max({last, field.place.line, field.annotation.place.line});
  }
  return std::min(last, kMostLines);
}

// A relative path counts from the folder of models.json.
std::string ResolvePath(const std::string& header, const std::string& models) {
  const std::filesystem::path path(header);
  if (path.is_absolute()) return header;
  return (std::filesystem::path(models).parent_path() / path).lexically_normal().string();
}

}  // namespace

std::optional<Models> LoadModels(const std::string& path, const FileSystem& files, SourceSet* sources,
                                 Diagnostics* diagnostics) {
  const absl::StatusOr<std::string> text = files.Read(path);
  if (!text.ok()) {
    diagnostics->Add(DiagnosticKind::kCannotRead, {}, std::string(text.status().message()));
    return std::nullopt;
  }
  Models models;
  if (const std::optional<std::string> problem = ReadModels(*text, &models.set)) {
    diagnostics->Add(DiagnosticKind::kBadModels, {},
                     "'" + path + "' holds no models: " + *problem + "; build again, or run instar-models");
    return std::nullopt;
  }
  std::map<std::string, std::uint32_t> lines;
  for (const Model& model : models.set.models) {
    std::uint32_t& last = lines[model.file];
    last = std::max(last, LastLine(model));
  }
  std::map<std::string, FileId> known;
  for (const Model& model : models.set.models) {
    const auto [found, is_new] = known.emplace(model.file, kNoFile);
    if (is_new) {
      const std::string resolved = ResolvePath(model.file, path);
      absl::StatusOr<std::string> header = files.Read(resolved);
      found->second =
          sources->Add({resolved, header.ok() ? *std::move(header) : std::string(lines[model.file], '\n')});
    }
    models.headers.push_back(found->second);
  }
  return models;
}

}  // namespace instar::compiler
