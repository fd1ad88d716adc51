// Which statement of a history last touched a thing.
#ifndef INSTAR_COMPILER_MODELS_LAST_CHANGES_H_
#define INSTAR_COMPILER_MODELS_LAST_CHANGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/chain/chain.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

struct LastChange {
  SourceRange place;  // of the statement, or of the action of an ALTER TABLE; invalid: nobody touched it
  std::uint32_t revision = 0;
};

class LastChanges {
 public:
  // Linear in the history; both must outlive this.
  LastChanges(const Chain& chain, const std::vector<RevisionSchema>& schemas);

  // Of a table, column, constraint, index or type.
  LastChange Of(ObjectId id) const;
  // Of a table's primary key, which has no id.
  LastChange OfPrimaryKey(ObjectId table) const;

 private:
  void Add(const Operation& operation, std::uint32_t revision);
  void AddTable(const Table& after, LastChange change);
  void AddChange(const Table& before, const Table& after, LastChange change);

  absl::flat_hash_map<ObjectId, LastChange> changes_;
  absl::flat_hash_map<ObjectId, LastChange> primary_keys_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_LAST_CHANGES_H_
