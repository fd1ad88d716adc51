#include <algorithm>

#include "absl/strings/str_cat.h"
#include "compiler/chain/components.h"
#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

struct Step {
  std::uint32_t from = kNoComponent;
  const Link* link = nullptr;
  bool is_dependency = false;
};

// Finds a shortest way from a node back to itself inside its component. Each component is searched once, so
// all searches together are linear.
class CycleFinder {
 public:
  CycleFinder(const Links& links, const std::vector<std::uint32_t>& component)
      : links_(links), component_(component), came_by_(links.nodes()) {}

  std::vector<Step> Find(std::uint32_t start) {
    std::vector<std::uint32_t> queue{start};
    for (std::size_t next = 0; next < queue.size() && came_by_[start].link == nullptr; ++next) {
      const std::uint32_t node = queue[next];
      for (std::size_t i = 0; i < links_.Count(node); ++i) {
        const Link& link = links_.At(node, i);
        Step& step = came_by_[link.target];
        if (component_[link.target] != component_[start] || step.link != nullptr) continue;
        step = {node, &link, links_.IsDependency(node, i)};
        queue.push_back(link.target);
      }
    }
    std::vector<Step> cycle;
    std::uint32_t node = start;
    do {
      cycle.push_back(came_by_[node]);
      node = came_by_[node].from;
    } while (node != start);
    std::reverse(cycle.begin(), cycle.end());
    return cycle;
  }

 private:
  const Links& links_;
  const std::vector<std::uint32_t>& component_;
  std::vector<Step> came_by_;
};

std::string Describe(const Graph& graph, const Step& step) {
  const std::string& target = graph.nodes[step.link->target].id();
  const std::string& written = step.link->name->text;
  std::string text = absl::StrCat(Quoted(graph.nodes[step.from].id()),
                                  step.is_dependency ? " depends on " : " revises ", Quoted(written));
  if (written != target) text += absl::StrCat(", a label of ", Quoted(target));
  return text;
}

void Report(const Graph& graph, DiagnosticKind kind, std::vector<Step> cycle, Diagnostics* diagnostics) {
  // Of a cycle by both, the dependency is more likely the mistake.
  const auto dependency =
      std::find_if(cycle.begin(), cycle.end(), [](const Step& step) { return step.is_dependency; });
  if (dependency != cycle.end()) std::rotate(cycle.begin(), dependency, cycle.end());
  const Step& first = cycle.front();
  Diagnostic& error = diagnostics->Add(
      kind, first.link->name->range,
      absl::StrCat(Describe(graph, first), ", which leads back to ", Quoted(graph.nodes[first.from].id())));
  const std::size_t shown = std::min(cycle.size(), kMaxNotes + 1);
  for (std::size_t i = 1; i < shown; ++i) {
    error.AddNote(cycle[i].link->name->range, absl::StrCat(Describe(graph, cycle[i]), " here"));
  }
  if (shown < cycle.size()) {
    error.AddNote({}, absl::StrCat("and so on: the cycle has ", cycle.size(), " revisions"));
  }
}

// The component of every node, each reported once at its smallest id.
std::vector<std::uint32_t> CheckComponents(const Graph& graph, const Links& links, DiagnosticKind kind,
                                           Diagnostics* diagnostics) {
  std::vector<std::uint32_t> component = FindComponents(links);
  std::vector<std::uint32_t> smallest;
  for (std::uint32_t i = 0; i < component.size(); ++i) {
    if (component[i] == kNoComponent) continue;
    if (component[i] >= smallest.size()) smallest.resize(component[i] + 1, kNoComponent);
    std::uint32_t& least = smallest[component[i]];
    if (least == kNoComponent || graph.nodes[i].id() < graph.nodes[least].id()) least = i;
  }
  CycleFinder finder(links, component);
  for (const std::uint32_t start : smallest) Report(graph, kind, finder.Find(start), diagnostics);
  return component;
}

}  // namespace

void CheckCycles(Graph* graph, Diagnostics* diagnostics) {
  const std::size_t errors = static_cast<std::size_t>(diagnostics->errors());
  const Links parents(*graph, false, std::vector<bool>(graph->nodes.size(), false));
  const std::vector<std::uint32_t> component =
      CheckComponents(*graph, parents, DiagnosticKind::kCycle, diagnostics);
  graph->lost_parents += static_cast<std::size_t>(diagnostics->errors()) - errors;

  // A way through a cycle of parents may be gone when that is mended: it proves nothing.
  std::vector<bool> in_cycle(graph->nodes.size());
  for (std::size_t i = 0; i < component.size(); ++i) in_cycle[i] = component[i] != kNoComponent;
  const Links all(*graph, true, std::move(in_cycle));
  CheckComponents(*graph, all, DiagnosticKind::kDependencyCycle, diagnostics);
}

}  // namespace instar::compiler
