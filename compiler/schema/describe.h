// Parts of a schema as one canonical text each: equal texts, equal parts. Names stand in it, not ids;
// unquoted words are in lower case, spaces as the formatter puts them.
#ifndef INSTAR_COMPILER_SCHEMA_DESCRIBE_H_
#define INSTAR_COMPILER_SCHEMA_DESCRIBE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/type.h"

namespace instar::compiler {

// "varchar(20)", "timestamp with time zone"; of an enum or a database's own type its name.
std::string Describe(const Type& type);
std::string Describe(const View& view);
std::string Describe(const Enum& type);
std::string Describe(const RawObject& raw);

class TableDescriber {
 public:
  // `catalog`: where parents of foreign keys are found. Both must outlive this.
  TableDescriber(const Table& table, const Catalog& catalog);

  // "strict, without rowid", or nothing.
  std::string Options() const;
  // All but the name: "integer not null default 0".
  std::string Describe(const Column& column) const;
  std::string Describe(const PrimaryKey& key) const;
  std::string Describe(const Unique& unique) const;
  std::string Describe(const Check& check) const;
  std::string Describe(const ForeignKey& key) const;
  std::string Describe(const Index& index) const;
  std::string Describe(const Expression& expression) const;

 private:
  std::string Describe(const KeyColumn& column) const;
  std::string NameOf(ObjectId column) const;

  const Table& table_;
  const Catalog& catalog_;
  absl::flat_hash_map<ObjectId, std::string> names_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_DESCRIBE_H_
