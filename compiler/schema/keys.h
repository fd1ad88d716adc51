// Keys and constraints of a table, and what to call them.
#ifndef INSTAR_COMPILER_SCHEMA_KEYS_H_
#define INSTAR_COMPILER_SCHEMA_KEYS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/objects.h"

namespace instar::compiler {

// A constraint of a table, of whatever kind: one of these is set.
struct ConstraintPointer {
  const PrimaryKey* primary_key = nullptr;
  const Unique* unique = nullptr;
  const Check* check = nullptr;
  const ForeignKey* foreign_key = nullptr;

  explicit operator bool() const;
  const std::optional<Identifier>& name() const;
  const Origin& origin() const;
  // "a check", "the primary key"
  std::string_view kind() const;
};

std::vector<ConstraintPointer> ConstraintsOf(const Table& table);

// The name it was given, or else the one that PostgreSQL makes up: t_pkey, t_a_b_key, t_a_check, t_a_fkey. By
// that name constraints without one can be dropped.
std::string NameOf(const Table& table, const ConstraintPointer& constraint);
ConstraintPointer FindConstraint(const Table& table, std::string_view key);

// The columns that an expression names, each once.
std::vector<ObjectId> ColumnsOf(const Expression& expression);
std::vector<ObjectId> ColumnsOf(const std::vector<KeyColumn>& columns);

// Whether a foreign key can lead there: exactly its columns of the parent, in any order, are the primary key,
// a unique constraint, or a unique index on plain columns without a condition, and compared there as the
// columns themselves are. `references t` means the primary key, however that compares.
bool LeadsToUniqueKey(const ForeignKey& key, const Table& parent);

// Gives a key that waited for a table its parent. Where that lacks a column, nothing is changed, and its name
// is returned: that of the key.
const Identifier* LinkToParent(const Table& parent, ForeignKey* key);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_KEYS_H_
