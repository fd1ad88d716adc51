// The keys of a table: what makes its rows differ.
#ifndef INSTAR_COMPILER_SCHEMA_LINTS_UNIQUE_KEYS_H_
#define INSTAR_COMPILER_SCHEMA_LINTS_UNIQUE_KEYS_H_

#include <optional>
#include <string>
#include <vector>

#include "compiler/schema/objects.h"

namespace instar::compiler {

struct UniqueKey {
  // A column, and the collation by which its values are told apart.
  struct Part {
    ObjectId column = kNoObject;
    std::string collation;

    friend auto operator<=>(const Part&, const Part&) = default;
  };

  std::vector<Part> parts;  // plain columns only
  bool whole = true;        // no expressions beside them
  bool partial = false;     // an index with a condition
  // What decides it beside the parts: columns in expressions and in the condition.
  std::vector<ObjectId> mentioned = {};
  std::optional<Identifier> name;
  Origin origin;

  std::vector<ObjectId> Columns() const;
};

UniqueKey KeyOf(const Table& table, const PrimaryKey& key);
UniqueKey KeyOf(const Table& table, const Unique& unique);
UniqueKey KeyOf(const Table& table, const Index& index);

// Whether rows that `table` accepts differ in the new key, whatever they are.
bool IsImplied(const UniqueKey& key, const Table& table);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_LINTS_UNIQUE_KEYS_H_
