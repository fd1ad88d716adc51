#include "compiler/diagnostics/warning_options.h"

#include "compiler/diagnostics/suggest.h"

namespace instar::compiler {
namespace {

// Moves behind the beginning, if the text has it.
bool Take(std::string_view* text, std::string_view beginning) {
  if (text->substr(0, beginning.size()) != beginning) return false;
  text->remove_prefix(beginning.size());
  return true;
}

std::optional<WarningGroup> FindGroup(std::string_view name) {
  if (name == "all") return WarningGroup::kAll;
  if (name == "extra") return WarningGroup::kExtra;
  return std::nullopt;
}

bool IsWarning(DiagnosticKind kind) { return DiagnosticSeverity(kind) == Severity::kWarning; }

std::string UnknownName(std::string_view name) {
  std::vector<std::string> names = {"all", "extra", "error"};
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    if (IsWarning(kind)) names.emplace_back(DiagnosticName(kind));
  }
  Suggester suggester(std::move(names));
  return "no warning is called '" + std::string(name) + "'" + DidYouMean(suggester.Closest(name));
}

std::string ErrorStaysOne(DiagnosticKind kind) {
  const std::string name(DiagnosticName(kind));
  std::string problem = "'" + name + "' is an error, and no -W option changes that";
  if (IsAllowable(kind)) problem += "; a migration that has a reason says 'allow " + name + " \"why\";'";
  return problem;
}

}  // namespace

WarningOptions::WarningOptions() {
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    const WarningGroup group = DiagnosticGroup(kind);
    const bool is_error = IsWarning(kind) && group == WarningGroup::kError;
    states_.push_back({is_error || (IsWarning(kind) && group == WarningGroup::kDefault),
                       is_error ? Promotion::kAlways : Promotion::kAsTheRest});
  }
}

std::optional<std::string> WarningOptions::Add(std::string_view option) {
  if (option == "error" || option == "no-error") {
    all_are_errors_ = option == "error";
    return std::nullopt;
  }
  if (Take(&option, "error=")) return Set(option, {true, Promotion::kAlways});
  if (Take(&option, "no-error=")) return Set(option, {std::nullopt, Promotion::kNever});
  // `no-primary-key` is a name.
  if (!FindDiagnostic(option) && Take(&option, "no-")) return Set(option, {false, std::nullopt});
  return Set(option, {true, std::nullopt});
}

std::optional<std::string> WarningOptions::Set(std::string_view name, Change change) {
  const std::optional<WarningGroup> group = FindGroup(name);
  const std::optional<DiagnosticKind> named = FindDiagnostic(name);
  if (!group && !named) return UnknownName(name);
  if (named && !IsWarning(*named)) {
    // Harmless, and true.
    if (IsAllowable(*named) && change.strengthens()) return std::nullopt;
    return ErrorStaysOne(*named);
  }
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    const bool meant = named ? kind == *named : IsWarning(kind) && DiagnosticGroup(kind) == *group;
    if (!meant) continue;
    State& state = states_[static_cast<std::size_t>(kind)];
    if (change.given) state.given = *change.given;
    if (change.promotion) state.promotion = *change.promotion;
  }
  return std::nullopt;
}

void WarningOptions::Apply(Diagnostics* diagnostics) const {
  diagnostics->Filter([this](Diagnostic& diagnostic) {
    if (!IsWarning(diagnostic.kind)) return true;
    const State& state = states_[static_cast<std::size_t>(diagnostic.kind)];
    diagnostic.promoted = state.promotion == Promotion::kAlways ||
                          (state.promotion == Promotion::kAsTheRest && all_are_errors_);
    return state.given;
  });
}

}  // namespace instar::compiler
