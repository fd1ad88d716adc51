// Virtual tables that no table of the schema keeps, because their text names none (RawObject).
#ifndef INSTAR_COMPILER_REPLAY_LOOSE_TABLES_H_
#define INSTAR_COMPILER_REPLAY_LOOSE_TABLES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/schema/ancestry.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct LooseTable {
  std::string name;
  std::string text;  // empty: dropped
};

class LooseTables {
 public:
  LooseTables(const SourceSet& sources, const Chain& chain, const std::vector<RevisionSchema>& schemas);

  bool empty() const { return changes_.empty(); }
  // Those that are there before the revision, of these names' keys; each once.
  std::vector<LooseTable> Before(std::uint32_t revision, const std::vector<std::string>& keys) const;

 private:
  struct Change {
    std::uint32_t revision;
    LooseTable after;
  };

  void Read(const SourceSet& sources, std::uint32_t revision, const Operation& operation);

  // By key, in the order of application.
  std::map<std::string, std::vector<Change>, std::less<>> changes_;
  std::optional<Ancestry> ancestry_;  // where there is anything to ask
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_LOOSE_TABLES_H_
