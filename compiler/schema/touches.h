// What an operation does to which objects, as far as other branches may mind. Internal to this folder.
#ifndef INSTAR_COMPILER_SCHEMA_TOUCHES_H_
#define INSTAR_COMPILER_SCHEMA_TOUCHES_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// What can be touched. Names are things of their own, so that two branches do not make two objects of one
// name.
enum class TouchedKind {
  kTableItself,   // that it is there, by its name
  kTableContent,  // columns, constraints, indexes, triggers
  kColumn,
  kUniqueKey,   // a unique constraint or index
  kPrimaryKey,  // of the table
  kView,
  kEnum,
  kRelationName,  // of tables, views, indexes and types
  kTriggerName,
  kColumnName,      // in the table `id`
  kConstraintName,  // likewise
};

struct TouchedThing {
  TouchedKind kind = TouchedKind::kTableItself;
  ObjectId id = kNoObject;
  std::string name;  // key

  friend bool operator==(const TouchedThing&, const TouchedThing&) = default;
  template <typename H>
  friend H AbslHashValue(H hash, const TouchedThing& thing) {
    return H::combine(std::move(hash), thing.kind, thing.id, thing.name);
  }
};

// Shared touches commute with each other; an exclusive one commutes with none.
struct Touch {
  TouchedThing thing;
  bool exclusive = false;
  std::string description;  // "drops column 't.a'"
};

// `sqlite_min_version`: what older ones cannot do in place makes the table anew.
std::vector<Touch> TouchesOf(const SourceSet& sources, const Operation& operation,
                             std::uint32_t sqlite_min_version);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TOUCHES_H_
