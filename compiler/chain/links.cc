#include <algorithm>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/chain/rules.h"
#include "compiler/chain/similar_names.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// A name that stands for nothing, with all places that use it: one lost file is one mistake.
struct Missing {
  struct Use {
    std::uint32_t node = 0;
    const Name* name = nullptr;
  };
  bool is_parent = false;
  std::vector<Use> uses;
};

class Resolver {
 public:
  Resolver(const SourceSet& sources, const Names& names, const ChainOptions& options, Graph* graph,
           Diagnostics* diagnostics)
      : sources_(sources), names_(names), options_(options), graph_(*graph), diagnostics_(*diagnostics) {}

  void Run() {
    for (std::uint32_t i = 0; i < graph_.nodes.size(); ++i) {
      ResolveParents(i);
      ResolveDependencies(i);
    }
    if (graph_.has_unread_id) return;
    for (const Missing& missing : missing_) ReportMissing(missing);
  }

 private:
  void ResolveParents(std::uint32_t index) {
    Node& node = graph_.nodes[index];
    const Header& header = node.tree->header;
    if (!IsClauseWhole(header)) ++graph_.lost_parents;
    absl::flat_hash_map<std::string_view, const Name*> seen;
    for (std::size_t i = 0; i < header.parents.size(); ++i) {
      const Name& name = header.parents[i];
      const auto [first, is_new] = seen.emplace(name.text, &name);
      if (is_new) {
        ResolveParent(index, name);
      } else {
        ReportDuplicateParent(node, i, *first->second);
      }
    }
  }

  // Otherwise the parser has reported it, and there may be parents that it could not read.
  bool IsClauseWhole(const Header& header) const {
    if (!header.revises.valid() || (!header.revises_base && header.parents.empty())) return false;
    const std::string_view clause = sources_.Text(header.revises);
    return !clause.empty() && clause.back() == ';';
  }

  void ResolveParent(std::uint32_t index, const Name& name) {
    Node& node = graph_.nodes[index];
    const auto found = names_.ids.find(name.text);
    if (found == names_.ids.end()) {
      AddMissing(true, index, name);
      return;
    }
    Node& target = graph_.nodes[found->second];
    // Which of the files is meant is not known.
    if (target.duplicated) return;
    if (found->second == index) {
      ++graph_.lost_parents;
      diagnostics_.Add(DiagnosticKind::kSelfLoop, name.range,
                       absl::StrCat(Quoted(node.id()), " revises itself"));
      return;
    }
    target.revised = true;
    node.parents.push_back({found->second, &name});
  }

  void ResolveDependencies(std::uint32_t index) {
    Node& node = graph_.nodes[index];
    absl::flat_hash_set<std::uint32_t> seen;
    for (const Name& name : node.tree->header.dependencies) {
      const auto label = names_.labels.find(name.text);
      const bool is_label = label != names_.labels.end();
      if (is_label && label->second.ambiguous) continue;
      const auto id = names_.ids.find(name.text);
      if (!is_label && id == names_.ids.end()) {
        AddMissing(false, index, name);
        continue;
      }
      const std::uint32_t target = is_label ? label->second.node : id->second;
      if (graph_.nodes[target].duplicated) continue;
      if (target == index) {
        ReportDependencyOnItself(node, name, is_label ? label->second.name : nullptr);
      } else if (seen.insert(target).second) {
        node.dependencies.push_back({target, &name});
      }
    }
  }

  void ReportDuplicateParent(const Node& node, std::size_t i, const Name& first) {
    const std::vector<Name>& parents = node.tree->header.parents;
    const Name& name = parents[i];
    // From the end of the parent before, so that the comma goes as well.
    diagnostics_
        .Add(DiagnosticKind::kDuplicateParent, name.range,
             absl::StrCat(Quoted(node.id()), " revises ", Quoted(name.text), " twice"))
        .AddNote(first.range, absl::StrCat("the first ", Quoted(name.text), " is here"))
        .AddFixIt({name.range.file, parents[i - 1].range.end, name.range.end}, "");
  }

  void ReportDependencyOnItself(const Node& node, const Name& name, const Name* label) {
    std::string message = absl::StrCat(Quoted(node.id()), " depends on itself");
    if (label != nullptr) message += absl::StrCat(", by its own label ", Quoted(name.text));
    Diagnostic& error = diagnostics_.Add(DiagnosticKind::kDependencySelfLoop, name.range, std::move(message));
    if (label != nullptr) error.AddNote(label->range, "the label is here");
  }

  void AddMissing(bool is_parent, std::uint32_t node, const Name& name) {
    // Reported as an illegal id, or as removed.
    if (ProblemOfId(name.text) || options_.removed.contains(name.text)) {
      if (is_parent) ++graph_.lost_parents;
      return;
    }
    auto& index = is_parent ? missing_parents_ : missing_dependencies_;
    const auto [found, is_new] = index.emplace(name.text, missing_.size());
    if (is_new) missing_.push_back({is_parent, {}});
    missing_[found->second].uses.push_back({node, &name});
  }

  struct Candidate {
    const Name* name = nullptr;
    std::uint32_t node = 0;
    bool certain = false;
  };

  // As Alembic writes it.
  static bool MeansBase(const Missing& missing) {
    return missing.is_parent && IsWord(missing.uses.front().name->text, "none");
  }

  void ReportNone(const Missing& missing) {
    for (const Missing::Use& use : missing.uses) {
      ++graph_.lost_parents;
      Diagnostic& error = diagnostics_.Add(
          DiagnosticKind::kMissingParent, use.name->range,
          absl::StrCat(Quoted(graph_.nodes[use.node].id()), " revises ", Quoted(use.name->text),
                       ", which does not exist; the first revision says 'revises base;'"));
      if (graph_.nodes[use.node].tree->header.parents.size() == 1) error.AddFixIt(use.name->range, "base");
    }
  }

  void ReportMissing(const Missing& missing) {
    if (MeansBase(missing)) return ReportNone(missing);
    const std::optional<Candidate> candidate = FindCandidate(missing);
    const bool certain = candidate && candidate->certain;
    Report(missing, candidate, certain);
    if (!missing.is_parent) return;
    if (certain) {
      graph_.nodes[candidate->node].revised = true;
    } else {
      ++graph_.lost_parents;
    }
  }

  void Report(const Missing& missing, const std::optional<Candidate>& candidate, bool certain) {
    const char* const verb = missing.is_parent ? " revises " : " depends on ";
    const auto kind = missing.is_parent ? DiagnosticKind::kMissingParent : DiagnosticKind::kMissingDependency;
    const Missing::Use& first = missing.uses.front();
    const bool is_label = names_.labels.contains(first.name->text);
    std::string message =
        absl::StrCat(Quoted(graph_.nodes[first.node].id()), verb, Quoted(first.name->text),
                     is_label ? ", which is a label and not a revision" : ", which does not exist");
    if (candidate) message += DidYouMean(candidate->name->text);
    Diagnostic& error = diagnostics_.Add(kind, first.name->range, std::move(message));
    if (candidate) {
      error.AddNote(candidate->name->range, absl::StrCat(Quoted(candidate->name->text), " is here"));
    }
    for (std::size_t i = 1; i < missing.uses.size() && i <= kMaxNotes; ++i) {
      const Missing::Use& use = missing.uses[i];
      error.AddNote(use.name->range, absl::StrCat(Quoted(graph_.nodes[use.node].id()), verb,
                                                  Quoted(use.name->text), " as well"));
    }
    if (!certain) return;
    for (const Missing::Use& use : missing.uses) error.AddFixIt(use.name->range, candidate->name->text);
  }

  std::optional<Candidate> FindCandidate(const Missing& missing) {
    const std::string& wanted = missing.uses.front().name->text;
    // A dependency may be a label, so a label that is missing is a parent's name.
    const auto label = names_.labels.find(wanted);
    if (label != names_.labels.end()) {
      return Candidate{graph_.nodes[label->second.node].name, label->second.node};
    }
    std::optional<SimilarNames>& known = missing.is_parent ? known_parents_ : known_dependencies_;
    if (!known) known.emplace(KnownNames(!missing.is_parent));
    const auto found = known->Find(wanted, graph_.nodes[missing.uses.front().node].id());
    if (!found) return std::nullopt;
    const auto id = names_.ids.find(found->name);
    if (id != names_.ids.end()) {
      return Candidate{graph_.nodes[id->second].name, id->second, found->certain};
    }
    const Names::Label& similar = names_.labels.at(found->name);
    return Candidate{similar.name, similar.node, found->certain};
  }

  // Sorted, so that what is suggested does not depend on the order of the files.
  std::vector<std::string> KnownNames(bool with_labels) const {
    std::vector<std::string> known;
    for (const Node& node : graph_.nodes) {
      known.push_back(node.id());
      if (!with_labels) continue;
      for (const Name& label : node.tree->header.labels) known.push_back(label.text);
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    return known;
  }

  const SourceSet& sources_;
  const Names& names_;
  const ChainOptions& options_;
  Graph& graph_;
  Diagnostics& diagnostics_;
  std::vector<Missing> missing_;
  absl::flat_hash_map<std::string_view, std::size_t> missing_parents_;  // into missing_
  absl::flat_hash_map<std::string_view, std::size_t> missing_dependencies_;
  std::optional<SimilarNames> known_parents_;
  std::optional<SimilarNames> known_dependencies_;
};

}  // namespace

void ResolveLinks(const SourceSet& sources, const Names& names, const ChainOptions& options, Graph* graph,
                  Diagnostics* diagnostics) {
  Resolver(sources, names, options, graph, diagnostics).Run();
}

}  // namespace instar::compiler
