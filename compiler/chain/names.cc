#include "compiler/syntax/names.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

void CollectIds(const std::vector<SyntaxTree>& trees, Graph* graph, Names* names, Diagnostics* diagnostics) {
  for (const SyntaxTree& tree : trees) {
    if (tree.hides_revisions) graph->has_unread_id = true;
    // A revision called 'base' is as good as unread: `revises base` does not mean it.
    if (!tree.header.revision || IsReservedId(tree.header.revision->text)) {
      graph->has_unread_id = true;
      continue;
    }
    Node node;
    node.tree = &tree;
    node.name = &*tree.header.revision;
    const auto index = static_cast<std::uint32_t>(graph->nodes.size());
    const auto [found, is_new] = names->ids.emplace(node.id(), index);
    if (!is_new) {
      Node& first = graph->nodes[found->second];
      first.duplicated = node.duplicated = true;
      diagnostics
          ->Add(DiagnosticKind::kDuplicateRevision, node.name->range,
                absl::StrCat("two migrations have the id ", Quoted(node.id())))
          .AddNote(first.name->range, absl::StrCat("the first ", Quoted(node.id()), " is here"));
    }
    graph->nodes.push_back(std::move(node));
  }
}

void CollectLabel(const Graph& graph, std::uint32_t index, const Name& label, Names* names,
                  Diagnostics* diagnostics) {
  const Node& node = graph.nodes[index];
  const auto [found, is_new] = names->labels.emplace(label.text, Names::Label{index, &label});
  Names::Label& entry = found->second;
  if (!is_new) {
    // A file that is there twice has all its labels twice: that was reported.
    if (entry.node != index && graph.nodes[entry.node].id() == node.id()) return;
    entry.ambiguous = true;
    diagnostics
        ->Add(DiagnosticKind::kDuplicateLabel, label.range,
              absl::StrCat("label ", Quoted(label.text), " of ", Quoted(node.id()), " is already a label of ",
                           Quoted(graph.nodes[entry.node].id())))
        .AddNote(entry.name->range, absl::StrCat("the first label ", Quoted(label.text), " is here"));
    return;
  }
  const auto id = names->ids.find(label.text);
  if (id == names->ids.end()) return;
  entry.ambiguous = true;
  diagnostics
      ->Add(DiagnosticKind::kDuplicateLabel, label.range,
            absl::StrCat("label ", Quoted(label.text), " of ", Quoted(node.id()),
                         " is also the id of a revision"))
      .AddNote(graph.nodes[id->second].name->range,
               absl::StrCat("revision ", Quoted(label.text), " is here"));
}

// On some file systems and in some databases such names are one.
void CheckCase(const Graph& graph, Diagnostics* diagnostics) {
  absl::flat_hash_map<std::string, const Name*> by_lower_case;
  absl::flat_hash_map<std::string_view, bool> seen;
  const auto check = [&](const Name& name) {
    if (!seen.emplace(name.text, true).second) return;
    const auto [found, is_new] = by_lower_case.emplace(absl::AsciiStrToLower(name.text), &name);
    if (is_new) return;
    const Name& first = *found->second;
    diagnostics
        ->Add(DiagnosticKind::kCaseOnlyDifference, name.range,
              absl::StrCat(Quoted(name.text), " and ", Quoted(first.text),
                           " differ in upper and lower case only"))
        .AddNote(first.range, absl::StrCat(Quoted(first.text), " is here"));
  };
  for (const Node& node : graph.nodes) check(*node.name);
  for (const Node& node : graph.nodes) {
    for (const Name& label : node.tree->header.labels) check(label);
  }
}

}  // namespace

Names CollectNames(const std::vector<SyntaxTree>& trees, Graph* graph, Diagnostics* diagnostics) {
  Names names;
  graph->nodes.reserve(trees.size());
  names.ids.reserve(trees.size());
  CollectIds(trees, graph, &names, diagnostics);
  for (std::uint32_t i = 0; i < graph->nodes.size(); ++i) {
    for (const Name& label : graph->nodes[i].tree->header.labels) {
      CollectLabel(*graph, i, label, &names, diagnostics);
    }
  }
  CheckCase(*graph, diagnostics);
  return names;
}

}  // namespace instar::compiler
