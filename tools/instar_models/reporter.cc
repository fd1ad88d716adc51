#include "tools/instar_models/reporter.h"

#include <clang/Basic/SourceManager.h>

namespace instar::models {

using clang::DiagnosticsEngine;
using clang::SourceLocation;

Reporter::Reporter(DiagnosticsEngine& engine)
    : engine_(engine),
      error_(engine.getCustomDiagID(DiagnosticsEngine::Error, "%0")),
      warning_(engine.getCustomDiagID(DiagnosticsEngine::Warning, "%0")),
      note_(engine.getCustomDiagID(DiagnosticsEngine::Note, "%0")) {}

void Reporter::Error(SourceLocation location, const std::string& message) {
  ++errors_;
  Say(location, error_, message);
}

void Reporter::Warning(SourceLocation location, const std::string& message) {
  Say(location, warning_, message);
}

void Reporter::Note(SourceLocation location, const std::string& message) {
  if (said_last_) engine_.Report(PlaceOf(location), note_) << message;
}

void Reporter::Repeat(const clang::StoredDiagnostic& diagnostic) {
  if (diagnostic.getLevel() >= DiagnosticsEngine::Error) ++errors_;
  engine_.Report(diagnostic);
}

void Reporter::Say(SourceLocation location, unsigned kind, const std::string& message) {
  location = PlaceOf(location);
  said_last_ = said_.emplace(location, message).second;
  if (said_last_) engine_.Report(location, kind) << message;
}

SourceLocation Reporter::PlaceOf(SourceLocation location) const {
  return location.isMacroID() ? engine_.getSourceManager().getExpansionLoc(location) : location;
}

}  // namespace instar::models
