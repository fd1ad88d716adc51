// What of a table is about one column alone. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_COLUMN_PARTS_H_
#define INSTAR_COMPILER_MODELS_COLUMN_PARTS_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

class ColumnParts {
 public:
  struct Parts {
    // All of them.
    std::vector<const Check*> checks;
    std::vector<const ForeignKey*> foreign_keys;
    // Those that are written beside the column: without a name, and the first of their kind there.
    bool primary_key = false;
    bool unique = false;
    std::vector<const Check*> checks_beside;
    const ForeignKey* foreign_key_beside = nullptr;
  };

  // The table must outlive it. Linear in its size but for the sorting of the columns of an expression.
  explicit ColumnParts(const Table& table);

  const Parts& Of(ObjectId column) const;
  bool IsPrimaryKeyBeside() const { return primary_key_beside_; }
  // Whether a unique constraint, check or foreign key is written beside its column.
  bool IsBeside(ObjectId constraint) const { return beside_.contains(constraint); }

 private:
  absl::flat_hash_map<ObjectId, Parts> parts_;
  absl::flat_hash_set<ObjectId> beside_;
  bool primary_key_beside_ = false;
};

// kNoObject: it is about more columns than one, or in another order or collation than theirs.
ObjectId OnlyColumn(const Unique& unique);
ObjectId OnlyColumn(const Check& check);
ObjectId OnlyColumn(const ForeignKey& key);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_COLUMN_PARTS_H_
