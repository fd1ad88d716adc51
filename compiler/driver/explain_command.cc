#include "compiler/driver/explain_command.h"

#include <optional>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/explain.h"
#include "compiler/diagnostics/suggest.h"

namespace instar::compiler {

Explanation ExplainName(const std::string& name) {
  if (name.empty() || name == "list") return {ListKinds(), ""};
  const std::optional<DiagnosticKind> kind = FindDiagnostic(name);
  if (kind) return {Explain(*kind), ""};
  std::vector<std::string> names;
  for (DiagnosticKind known : AllDiagnosticKinds()) names.emplace_back(DiagnosticName(known));
  Suggester suggester(std::move(names));
  return {"", "no diagnostic is called '" + name + "'" + DidYouMean(suggester.Closest(name))};
}

}  // namespace instar::compiler
