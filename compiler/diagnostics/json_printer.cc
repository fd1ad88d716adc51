#include "compiler/diagnostics/json_printer.h"

#include <nlohmann/json.hpp>

namespace instar::compiler {
namespace {

using Json = nlohmann::ordered_json;

Json Location(const SourceSet& sources, SourceRange range) {
  const LineColumn begin = sources.Position(range.file, range.begin);
  const LineColumn end = sources.Position(range.file, range.end);
  return {{"file", sources.file(range.file).path},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column}};
}

Json ToJson(const SourceSet& sources, const Diagnostic& diagnostic) {
  Json json = {{"severity", diagnostic.severity() == Severity::kError ? "error" : "warning"},
               {"name", DiagnosticName(diagnostic.kind)}};
  if (diagnostic.promoted) json["promoted"] = true;
  json["message"] = diagnostic.message;
  if (diagnostic.range.valid()) json["location"] = Location(sources, diagnostic.range);
  json["notes"] = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json& added = json["notes"].emplace_back(Json{{"message", note.message}});
    if (note.range.valid()) added["location"] = Location(sources, note.range);
  }
  json["fix_its"] = Json::array();
  for (const FixIt& fix_it : diagnostic.fix_its) {
    json["fix_its"].push_back(
        {{"location", Location(sources, fix_it.range)}, {"replacement", fix_it.replacement}});
  }
  return json;
}

}  // namespace

std::string PrintJson(const SourceSet& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    // Paths and what users wrote may be anything; JSON is UTF-8.
    text += ToJson(sources, diagnostic).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return text;
}

}  // namespace instar::compiler
