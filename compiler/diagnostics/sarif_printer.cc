#include "compiler/diagnostics/sarif_printer.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "compiler/diagnostics/explain.h"
#include "compiler/source/utf8.h"

namespace instar::compiler {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kSchema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// RFC 3986. A colon in a relative path would end a scheme.
std::string Uri(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = !path.empty() && path[0] == '/' ? "file://" : "";
  for (char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 15];
  }
  return uri;
}

Json Text(std::string_view text) { return {{"text", text}}; }

class Log {
 public:
  Log(const SourceSet& sources, const Diagnostics& diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  Json Run(std::string_view version) {
    Json driver = {{"name", "instarc"}, {"version", version}, {"rules", Rules()}};
    Json results = Json::array();
    for (const Diagnostic& diagnostic : diagnostics_.all()) results.push_back(Result(diagnostic));
    return {{"tool", {{"driver", std::move(driver)}}},
            {"columnKind", "unicodeCodePoints"},
            {"results", std::move(results)}};
  }

 private:
  Json Rules() {
    std::set<DiagnosticKind> kinds;
    for (const Diagnostic& diagnostic : diagnostics_.all()) kinds.insert(diagnostic.kind);
    Json rules = Json::array();
    for (DiagnosticKind kind : kinds) {
      rule_indices_.emplace(kind, rules.size());
      rules.push_back(Rule(kind));
    }
    return rules;
  }

  static std::string_view Level(Severity severity) {
    return severity == Severity::kError ? "error" : "warning";
  }

  static Json Rule(DiagnosticKind kind) {
    const std::string page = Explain(kind);
    return {{"id", DiagnosticName(kind)},
            {"shortDescription", Text(Summary(kind))},
            {"fullDescription", Text(Description(kind))},
            {"help", {{"text", page}, {"markdown", page}}},
            {"defaultConfiguration", {{"level", Level(DiagnosticSeverity(kind))}}}};
  }

  Json Result(const Diagnostic& diagnostic) {
    Json result = {{"ruleId", DiagnosticName(diagnostic.kind)},
                   {"ruleIndex", rule_indices_.at(diagnostic.kind)},
                   {"level", Level(diagnostic.severity())},
                   {"message", Text(diagnostic.message)},
                   {"locations", Json::array()}};
    if (diagnostic.range.valid()) result["locations"].push_back(Location(diagnostic.range));
    for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
      const Note& note = diagnostic.notes[i];
      // No two may be equal.
      Json location = {{"id", i + 1}};
      if (note.range.valid()) location.update(Location(note.range));
      location["message"] = Text(note.message);
      result["relatedLocations"].push_back(std::move(location));
    }
    if (!diagnostic.fix_its.empty()) result["fixes"] = Json::array({Fix(diagnostic.fix_its)});
    return result;
  }

  Json Location(SourceRange range) {
    return {{"physicalLocation", {{"artifactLocation", Artifact(range.file)}, {"region", Region(range)}}}};
  }

  Json Artifact(FileId file) const { return {{"uri", Uri(sources_.file(file).path)}}; }

  Json Region(SourceRange range) const {
    const LineColumn begin = Position(range.file, range.begin);
    const LineColumn end = Position(range.file, std::max(range.begin, range.end));
    return {{"startLine", begin.line},
            {"startColumn", begin.column},
            {"endLine", end.line},
            {"endColumn", end.column}};
  }

  // With the column in characters. A byte that belongs to none counts as one.
  LineColumn Position(FileId file, std::uint32_t offset) const {
    LineColumn at = sources_.Position(file, offset);
    const std::uint32_t line_begin = offset - (at.column - 1);
    std::string_view before = sources_.Text({file, line_begin, offset});
    at.column = 1;
    while (!before.empty()) {
      before.remove_prefix(std::max<std::size_t>(1, CharacterSize(before)));
      ++at.column;
    }
    return at;
  }

  // They belong together: one fix, its replacements by file.
  Json Fix(const std::vector<FixIt>& fix_its) const {
    std::map<FileId, Json> replacements;
    for (const FixIt& fix_it : fix_its) {
      replacements[fix_it.range.file].push_back(
          {{"deletedRegion", Region(fix_it.range)}, {"insertedContent", Text(fix_it.replacement)}});
    }
    Json changes = Json::array();
    for (auto& [file, list] : replacements) {
      changes.push_back({{"artifactLocation", Artifact(file)}, {"replacements", std::move(list)}});
    }
    return {{"artifactChanges", std::move(changes)}};
  }

  const SourceSet& sources_;
  const Diagnostics& diagnostics_;
  std::map<DiagnosticKind, std::size_t> rule_indices_;
};

}  // namespace

std::string PrintSarif(const SourceSet& sources, const Diagnostics& diagnostics, std::string_view version) {
  Json log = {{"$schema", kSchema}, {"version", "2.1.0"}};
  log["runs"] = Json::array({Log(sources, diagnostics).Run(version)});
  // What users wrote may be anything; JSON is UTF-8.
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace instar::compiler
