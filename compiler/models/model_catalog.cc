#include "compiler/models/model_catalog.h"

#include <optional>
#include <utility>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {

ModelCatalog BuildModelCatalog(const ModelSet& models, const Catalog& head) {
  ModelCatalog result;
  result.source = MakeModelSource(models, head);
  if (result.source.diagnostics.errors() > 0) return result;
  SourceSet sources;
  const FileId file = sources.Add({"models", result.source.text});
  const std::vector<SyntaxTree> trees = {Parse(sources, file, &result.diagnostics)};
  const std::optional<Chain> chain = BuildChain(sources, trees, {}, &result.diagnostics);
  if (!chain) return result;
  result.catalog = BuildSchemas(sources, *chain, {}, &result.diagnostics)[0].after;
  return result;
}

void ReportModelErrors(const ModelCatalog& catalog, const ModelPlaces& places, Diagnostics* diagnostics) {
  const auto report = [&](const Diagnostic& found, const auto& place_of) {
    if (found.severity() != Severity::kError) return;
    Diagnostic& added = diagnostics->Add(found.kind, place_of(found.range), found.message);
    for (const Note& note : found.notes) added.AddNote(place_of(note.range), note.message);
    // What was put round the user's words cannot be mended there.
    for (const FixIt& fix : found.fix_its) {
      const SourceRange place = place_of(fix.range);
      if (place.size() == fix.range.size()) added.AddFixIt(place, fix.replacement);
    }
  };
  for (const Diagnostic& found : catalog.source.diagnostics.all()) {
    report(found, [&](SourceRange range) { return places.OfText(range); });
  }
  for (const Diagnostic& found : catalog.diagnostics.all()) {
    report(found, [&](SourceRange range) { return places.OfMigration(range); });
  }
}

}  // namespace instar::compiler
