#include "compiler/schema/heads.h"

#include <cstdint>
#include <optional>

#include "compiler/schema/change.h"

namespace instar::compiler {

Catalog SchemaAtHeads(const Chain& chain, const std::vector<RevisionSchema>& schemas) {
  if (schemas.empty()) return {};
  // The last revision is a head: nothing comes after it.
  const std::size_t last = schemas.size() - 1;
  std::vector<bool> known(schemas.size());
  known[last] = true;
  for (std::size_t r = schemas.size(); r-- > 0;) {
    if (!known[r]) continue;
    for (const std::uint32_t parent : chain.revisions[r].parents) known[parent] = true;
    for (const std::uint32_t dependency : chain.revisions[r].dependencies) known[dependency] = true;
  }
  Catalog catalog = schemas[last].after;
  for (std::size_t r = 0; r < last; ++r) {
    if (known[r]) continue;
    for (const Operation& operation : schemas[r].upgrade) {
      if (std::optional<Operation> rebased = Rebase(operation, catalog)) catalog = rebased->after;
    }
  }
  return catalog;
}

}  // namespace instar::compiler
