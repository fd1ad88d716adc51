#include <algorithm>

#include "absl/strings/str_cat.h"
#include "compiler/chain/rules.h"

namespace instar::compiler {
namespace {

// Merges are looked at 64 at a time, one bit each, in one sweep over the revisions below them. So a history
// of nothing but merges is no worse than one sweep for every 64 of them.
constexpr std::size_t kBatch = 64;

class RedundantParents {
 public:
  RedundantParents(const Graph& graph, const std::vector<std::uint32_t>& order, Diagnostics* diagnostics)
      : graph_(graph), order_(order), diagnostics_(*diagnostics), place_(graph.nodes.size()) {
    for (std::uint32_t i = 0; i < order.size(); ++i) place_[order[i]] = i;
  }

  void Check() {
    std::vector<std::uint32_t> merges;
    for (const std::uint32_t node : order_) {
      if (graph_.nodes[node].parents.size() < 2) continue;
      merges.push_back(node);
      if (merges.size() < kBatch) continue;
      CheckBatch(merges);
      merges.clear();
    }
    if (!merges.empty()) CheckBatch(merges);
  }

 private:
  using Bits = std::uint64_t;

  // Below, all is numbered by place in the order, so that parents have lower numbers.
  void CheckBatch(const std::vector<std::uint32_t>& merges) {
    const std::uint32_t end = place_[merges.back()];
    std::uint32_t begin = end;
    for (const std::uint32_t merge : merges) {
      for (const Link& parent : graph_.nodes[merge].parents) begin = std::min(begin, place_[parent.target]);
    }
    // Bit m of is_parent: a parent of merge m. Bit m of is_below: an ancestor of one of its parents.
    std::vector<Bits> is_parent(end - begin, 0), is_below(end - begin, 0);
    for (std::size_t m = 0; m < merges.size(); ++m) {
      for (const Link& parent : graph_.nodes[merges[m]].parents) {
        is_parent[place_[parent.target] - begin] |= Bits{1} << m;
      }
    }
    for (std::uint32_t i = end; i-- > begin;) {
      const Bits bits = is_parent[i - begin] | is_below[i - begin];
      if (bits == 0) continue;
      for (const Link& parent : graph_.nodes[order_[i]].parents) {
        if (place_[parent.target] >= begin) is_below[place_[parent.target] - begin] |= bits;
      }
    }
    for (std::size_t m = 0; m < merges.size(); ++m) {
      const auto is_redundant = [&](const Link& parent) {
        return (is_below[place_[parent.target] - begin] >> m & 1) != 0;
      };
      ReportMerge(graph_.nodes[merges[m]], is_redundant);
    }
  }

  template <typename Predicate>
  void ReportMerge(const Node& merge, Predicate is_redundant) {
    const auto& parents = merge.parents;
    const auto redundant = std::count_if(parents.begin(), parents.end(), is_redundant);
    if (redundant == 0) return;
    // With one parent left, that one comes after all others.
    const bool one_left = static_cast<std::size_t>(redundant) + 1 == parents.size();
    const Link& left = *std::find_if_not(parents.begin(), parents.end(), is_redundant);
    const std::string after = one_left ? Quoted(left.name->text) : std::string("another of its parents");
    for (const Link& parent : parents) {
      if (!is_redundant(parent)) continue;
      diagnostics_
          .Add(DiagnosticKind::kRedundantParent, parent.name->range,
               absl::StrCat(Quoted(merge.id()), " need not revise ", Quoted(parent.name->text), ": ", after,
                            " comes after it"))
          .AddNote(graph_.nodes[parent.target].name->range,
                   absl::StrCat(Quoted(parent.name->text), " is here"));
    }
  }

  const Graph& graph_;
  const std::vector<std::uint32_t>& order_;
  Diagnostics& diagnostics_;
  std::vector<std::uint32_t> place_;  // of each node in order_
};

}  // namespace

void CheckRedundantParents(const Graph& graph, const std::vector<std::uint32_t>& order,
                           Diagnostics* diagnostics) {
  RedundantParents(graph, order, diagnostics).Check();
}

}  // namespace instar::compiler
