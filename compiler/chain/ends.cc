#include <algorithm>

#include "absl/strings/str_cat.h"
#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

std::string ListIds(const Graph& graph, const std::vector<std::uint32_t>& nodes, const char* quote) {
  std::string list;
  for (std::size_t i = 0; i < nodes.size() && i < kMaxNotes; ++i) {
    absl::StrAppend(&list, i == 0 ? "" : ", ", quote, graph.nodes[nodes[i]].id(), quote);
  }
  if (nodes.size() > kMaxNotes) list += ", ...";
  return list;
}

// One error, at the last of them by file: most often the newest. `place` gives what to point at.
template <typename Place>
Diagnostic& Report(const Graph& graph, const std::vector<std::uint32_t>& nodes, DiagnosticKind kind,
                   const char* what, Place place, Diagnostics* diagnostics) {
  Diagnostic& error = diagnostics->Add(
      kind, place(graph.nodes[nodes.back()]),
      absl::StrCat("the history has ", nodes.size(), " ", what, "s: ", ListIds(graph, nodes, "'")));
  for (std::size_t i = 0; i + 1 < nodes.size() && i < kMaxNotes; ++i) {
    const Node& node = graph.nodes[nodes[i]];
    error.AddNote(place(node), absl::StrCat(Quoted(node.id()), " is a ", what, " too"));
  }
  return error;
}

void CheckHeads(const Graph& graph, Diagnostics* diagnostics) {
  std::vector<std::uint32_t> heads;
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    if (!graph.nodes[i].revised && !graph.nodes[i].duplicated) heads.push_back(i);
  }
  if (heads.size() <= 1 + graph.lost_parents) return;
  const auto place = [](const Node& node) { return node.name->range; };
  Report(graph, heads, DiagnosticKind::kMultipleHeads, "head", place, diagnostics)
      .AddNote({}, absl::StrCat("merge them: add a revision with 'revises ", ListIds(graph, heads, ""),
                                ";', or let one of them revise the other"));
}

void CheckBases(const Graph& graph, Diagnostics* diagnostics) {
  std::vector<std::uint32_t> bases;
  for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].tree->header.revises_base && !graph.nodes[i].duplicated) bases.push_back(i);
  }
  if (bases.size() <= 1) return;
  const auto place = [](const Node& node) { return node.tree->header.revises; };
  Report(graph, bases, DiagnosticKind::kMultipleBases, "base", place, diagnostics);
}

}  // namespace

void CheckEnds(const Graph& graph, const ChainOptions& options, Diagnostics* diagnostics) {
  if (graph.has_unread_id) return;
  if (!options.allow_multiple_heads) CheckHeads(graph, diagnostics);
  if (!options.allow_multiple_bases) CheckBases(graph, diagnostics);
}

}  // namespace instar::compiler
