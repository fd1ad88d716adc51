// What differs between two schemas, by name: ids do not matter, nor does the order of columns.
#ifndef INSTAR_COMPILER_SCHEMA_SCHEMA_DIFFERENCE_H_
#define INSTAR_COMPILER_SCHEMA_SCHEMA_DIFFERENCE_H_

#include <set>
#include <string>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"

namespace instar::compiler {

enum class DifferenceKind { kMissing, kLeftOver, kDifferent };

struct SchemaDifference {
  DifferenceKind kind = DifferenceKind::kDifferent;
  std::string object;    // "column 'a' of table 't'"
  std::string expected;  // "integer not null"; empty where there is nothing to tell
  std::string actual;
  // Where the object is defined: in `expected`, but for what is left over.
  Origin origin;

  // "column 'a' of table 't' is missing"
  std::string Message() const;
};

// Names of objects, as keys.
struct TouchedNames {
  std::set<std::string> tables;
  std::set<std::string> views;
  std::set<std::string> enums;

  void Add(const Operation& operation);
};

// In the order of names. Of a table that is missing or left over its parts are not told.
std::vector<SchemaDifference> DifferenceOf(const Catalog& expected, const Catalog& actual);
// Only these names are looked at.
std::vector<SchemaDifference> DifferenceOf(const Catalog& expected, const Catalog& actual,
                                           const TouchedNames& touched);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_SCHEMA_DIFFERENCE_H_
