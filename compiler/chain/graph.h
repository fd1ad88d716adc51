// The revisions and what they name, before it is known whether they make a sound history. Internal to this
// folder.
#ifndef INSTAR_COMPILER_CHAIN_GRAPH_H_
#define INSTAR_COMPILER_CHAIN_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

// A name after `revises` or `depends on`, and the revision it stands for.
struct Link {
  std::uint32_t target = 0;
  const Name* name = nullptr;
};

struct Node {
  const SyntaxTree* tree = nullptr;
  const Name* name = nullptr;  // after `revision`
  // Only what is certain: a name that is missing, written twice, the revision's own, or shared by several
  // files is left out. So no rule stumbles over what another one has reported.
  std::vector<Link> parents;
  std::vector<Link> dependencies;
  bool duplicated = false;  // several files have this id
  bool revised = false;     // some revision names it as a parent

  const std::string& id() const { return name->text; }
};

struct Graph {
  std::vector<Node> nodes;  // one per file that has an id, in the order of the files
  // Some file's id could not be read: what seems to be missing may be there.
  bool has_unread_id = false;
  // Parents that are not known. Each may explain why one revision seems to be a head.
  std::size_t lost_parents = 0;
};

// Ids and labels share one namespace.
struct Names {
  struct Label {
    std::uint32_t node = 0;
    const Name* name = nullptr;
    bool ambiguous = false;  // another label or an id is called the same
  };
  absl::flat_hash_map<std::string_view, std::uint32_t> ids;  // to the first of the files that have it
  absl::flat_hash_map<std::string_view, Label> labels;
};

// How many places one diagnostic shows.
inline constexpr std::size_t kMaxNotes = 16;

inline std::string Quoted(std::string_view text) {
  std::string quoted("'");
  quoted.append(text);
  quoted.push_back('\'');
  return quoted;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_CHAIN_GRAPH_H_
