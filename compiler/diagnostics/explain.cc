#include "compiler/diagnostics/explain.h"

#include <algorithm>

#include "compiler/diagnostics/explain_pages.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kParagraph = "\n\n";

// Behind the next empty line, or at the end.
std::string_view AfterParagraph(std::string_view text) {
  const std::size_t end = text.find(kParagraph);
  return end == std::string_view::npos ? std::string_view() : text.substr(end + kParagraph.size());
}

std::string Rank(DiagnosticKind kind) {
  std::string rank = "Error.";
  if (DiagnosticSeverity(kind) == Severity::kWarning) {
    const WarningGroup group = DiagnosticGroup(kind);
    rank = group == WarningGroup::kDefault ? "Warning, on by default."
           : group == WarningGroup::kError
               ? "Error, until `-Wno-error=" + std::string(DiagnosticName(kind)) + "` makes it a warning."
           : group == WarningGroup::kAll ? "Warning, off by default; `-Wall` turns it on."
                                         : "Warning, off by default; `-Wextra` turns it on.";
  }
  if (IsAllowable(kind)) rank += " `allow` accepts it.";
  return rank;
}

}  // namespace

const ExplainPage* FindExplainPage(std::string_view name) {
  const ExplainPage* end = kExplainPages + kExplainPageCount;
  const ExplainPage* page =
      std::find_if(kExplainPages, end, [&](const ExplainPage& p) { return p.name == name; });
  return page == end ? nullptr : page;
}

std::string_view Summary(DiagnosticKind kind) {
  const ExplainPage* page = FindExplainPage(DiagnosticName(kind));
  if (page == nullptr) return "";
  const std::string_view rest = AfterParagraph(page->text);
  return rest.substr(0, rest.find('\n'));
}

std::string Description(DiagnosticKind kind) {
  const ExplainPage* page = FindExplainPage(DiagnosticName(kind));
  if (page == nullptr) return "";
  const std::string_view rest = AfterParagraph(AfterParagraph(page->text));
  std::string text(rest.substr(0, rest.find(kParagraph)));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string Explain(DiagnosticKind kind) {
  const ExplainPage* page = FindExplainPage(DiagnosticName(kind));
  if (page == nullptr) return "";
  const std::string_view rest = AfterParagraph(page->text);
  const std::string_view title = page->text.substr(0, page->text.size() - rest.size());
  return std::string(title) + Rank(kind) + "\n\n" + std::string(rest);
}

std::string ListKinds() {
  std::size_t width = 0;
  for (DiagnosticKind kind : AllDiagnosticKinds()) width = std::max(width, DiagnosticName(kind).size());
  std::string text;
  for (DiagnosticKind kind : AllDiagnosticKinds()) {
    std::string name(DiagnosticName(kind));
    name.resize(width + 2, ' ');
    text += name + std::string(Summary(kind)) + "\n";
  }
  return text;
}

}  // namespace instar::compiler
