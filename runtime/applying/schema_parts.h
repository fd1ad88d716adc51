// A schema taken apart, so that two can be compared whichever way they came about: a table made by CREATE and
// one made by CREATE and ten ALTERs have the same parts. Space, comments, quotes, the case of names and the
// order of columns make no difference.
#ifndef INSTAR_RUNTIME_APPLYING_SCHEMA_PARTS_H_
#define INSTAR_RUNTIME_APPLYING_SCHEMA_PARTS_H_

#include <map>
#include <string>
#include <string_view>

namespace instar {

// Never renumber: stored in tables.
enum class PartKind : unsigned char {
  kTable = 1,
  kColumn = 2,
  kPrimaryKey = 3,
  kConstraint = 4,  // UNIQUE, CHECK, FOREIGN KEY
  kIndex = 5,
  kTrigger = 6,
  kView = 7,
  kVirtualTable = 8,
};

// "primary key"
const char* PartKindName(PartKind kind);

struct SchemaPart {
  PartKind kind = PartKind::kTable;
  std::string table;  // that it stands on; of a table, a view, a virtual table: itself
  std::string name;   // empty: a primary key, or a constraint without a name, which is called what it says
  std::string text;   // what it is; equal texts are equal parts
};

// By KeyOf: all parts of one table together.
using SchemaParts = std::map<std::string, SchemaPart>;
// Of one part among all; and what the keys of all parts of a table begin with.
std::string KeyOf(const SchemaPart& part);
std::string KeyOfTable(std::string_view table);

// Adds what a CREATE statement makes. Any text is read to its end, in linear time; what is not understood
// stands in the parts' texts as it is.
void AddParts(std::string_view sql, SchemaParts* parts);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_SCHEMA_PARTS_H_
