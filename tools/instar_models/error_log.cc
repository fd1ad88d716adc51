#include "tools/instar_models/error_log.h"

#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>
#include <set>
#include <string>

namespace instar::models {
namespace {

using clang::Decl;
using clang::SourceLocation;
using clang::SourceManager;

constexpr std::size_t kMostErrors = 20;

bool IsWithin(const SourceManager& sources, SourceLocation location, clang::SourceRange range) {
  const auto before = [&sources](SourceLocation left, SourceLocation right) {
    return sources.isBeforeInTranslationUnit(left, right);
  };
  return !before(location, sources.getExpansionLoc(range.getBegin())) &&
         !before(sources.getExpansionLoc(range.getEnd()), location);
}

// Errors in the bodies of functions say nothing about members.
bool IsAbout(const SourceManager& sources, const ErrorLog::Entry& entry, const Decl& declaration) {
  if (entry.error.getLocation().isInvalid()) return false;
  const SourceLocation location = sources.getExpansionLoc(entry.error.getLocation());
  if (!IsWithin(sources, location, declaration.getSourceRange())) return false;
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration);
  return record == nullptr ||
         std::none_of(record->method_begin(), record->method_end(), [&](const clang::CXXMethodDecl* method) {
           return IsWithin(sources, location, method->getSourceRange());
         });
}

bool IsAtEnd(const SourceManager& sources, const ErrorLog::Entry& entry) {
  const SourceLocation location = entry.error.getLocation();
  return location.isValid() && sources.isInMainFile(sources.getExpansionLoc(location));
}

void Repeat(const SourceManager& sources, const ErrorLog::Entry& entry, Reporter* reporter) {
  if (IsAtEnd(sources, entry)) {
    reporter->Error({}, "at the end of the headers: " + entry.error.getMessage().str());
  } else {
    reporter->Repeat(entry.error);
  }
  for (const clang::StoredDiagnostic& note : entry.notes) reporter->Repeat(note);
}

std::string NotThere(const MacroUses::Place& file) { return "'" + file.name + "' file not found"; }

}  // namespace

void ErrorLog::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info);
  if (level == clang::DiagnosticsEngine::Note) {
    if (keeps_notes_) entries_.back().notes.emplace_back(level, info);
    return;
  }
  keeps_notes_ = level >= clang::DiagnosticsEngine::Error;
  if (keeps_notes_) entries_.push_back({clang::StoredDiagnostic(level, info), {}});
}

bool HasErrorIn(const SourceManager& sources, const Decl& declaration, const ErrorLog& log) {
  return std::any_of(log.entries().begin(), log.entries().end(),
                     [&](const ErrorLog::Entry& entry) { return IsAbout(sources, entry, declaration); });
}

bool HasErrorAtEnd(const SourceManager& sources, const ErrorLog& log) {
  return std::any_of(log.entries().begin(), log.entries().end(),
                     [&](const ErrorLog::Entry& entry) { return IsAtEnd(sources, entry); });
}

void ErrorLog::TakeMisplaced(const SourceManager& sources, MacroUses* uses, Reporter* reporter) {
  const auto is_use = [&](const Entry& entry) {
    if (entry.error.getLocation().isInvalid()) return false;
    const SourceLocation location = sources.getExpansionLoc(entry.error.getLocation());
    const bool is_column = uses->columns.erase(location) > 0;
    if (!is_column && uses->tables.erase(location) == 0) return false;
    reporter->Error(location, is_column ? "INSTAR_COL stands behind the name of a member, before a ':' or '['"
                                        : "INSTAR_TABLE stands behind 'struct', before the name");
    return true;
  };
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(), is_use), entries_.end());
}

void ReportBroken(const SourceManager& sources, const std::vector<const Decl*>& broken, const ErrorLog& log,
                  const MacroUses& uses, Reporter* reporter) {
  for (const MacroUses::Place& file : uses.missing_files) reporter->Error(file.location, NotThere(file));
  std::set<const ErrorLog::Entry*> said;
  for (const Decl* declaration : broken) {
    for (const ErrorLog::Entry& entry : log.entries()) {
      if (said.size() < kMostErrors && IsAbout(sources, entry, *declaration) && said.insert(&entry).second) {
        Repeat(sources, entry, reporter);
      }
    }
  }
  if (!said.empty()) return;
  for (std::size_t at = 0; at < std::min(log.entries().size(), kMostErrors); ++at) {
    Repeat(sources, log.entries()[at], reporter);
  }
  if (!log.entries().empty() || broken.empty()) return;
  reporter->Error(broken[0]->getLocation(), "this does not compile");
}

void WarnOfUnread(const ErrorLog& log, const MacroUses& uses, Reporter* reporter) {
  const std::size_t count = uses.missing_files.size() + log.entries().size();
  if (count == 0) return;
  const bool is_file = !uses.missing_files.empty();
  const SourceLocation location =
      is_file ? uses.missing_files[0].location : log.entries()[0].error.getLocation();
  std::string message =
      "no model needs it, but Clang could not read this: " +
      (is_file ? NotThere(uses.missing_files[0]) : log.entries()[0].error.getMessage().str());
  if (count > 1) message += " (and " + std::to_string(count - 1) + " more)";
  reporter->Warning(location, message);
}

}  // namespace instar::models
