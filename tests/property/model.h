// The schema as the test believes it to be. It is made of the compiler's own value types, and changed by the
// test's own code alone.
#ifndef INSTAR_TESTS_PROPERTY_MODEL_H_
#define INSTAR_TESTS_PROPERTY_MODEL_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"

namespace instar::compiler::property {

struct Model {
  // By the key of the name.
  std::map<std::string, Table> tables;
  std::map<std::string, View> views;
  std::map<std::string, Enum> enums;
  ObjectId next_id = 1;

  // Null when there is none.
  Table* Find(std::string_view name);
  const Table* Find(std::string_view name) const;
  const Table* FindById(ObjectId id) const;
  Column* FindColumn(std::string_view table, std::string_view column);
  Enum* FindEnum(std::string_view name);
  // The enum type of the column, or null.
  const Enum* EnumOf(const Column& column) const;
  // Whether a table, view or index has the name: SQLite keeps them in one namespace.
  bool IsTaken(std::string_view name) const;

  void Rename(std::string_view table, const std::string& to);
};

Model ModelOf(const Catalog& catalog);

Column* FindColumn(Table* table, std::string_view name);

// Whether a foreign key may lead to these columns, or this one to where it does: `references t` means the
// primary key and no other.
bool IsParentKey(const Table& table, std::vector<ObjectId> columns);
bool LeadsToParentKey(const ForeignKey& key, const Table& table);

// What another object needs it for; all of them rules of the language, stated anew.
bool IsReferenced(const Model& model, const Table& table);                   // by another table
bool IsReferenced(const Model& model, const Table& table, ObjectId column);  // by any
bool IsInView(const Model& model, const Table& table);
bool IsInView(const Model& model, const Table& table, const Column& column);
bool IsInKey(const std::vector<KeyColumn>& key, ObjectId column);
bool IsIndexed(const Table& table, ObjectId column);
bool CanDrop(const Model& model, const Table& table, const Column& column);
// Whether all foreign keys to the table have a parent key in what it would become.
bool KeepsParentKeys(const Model& model, const Table& before, const Table& after);
// What `alter table ... drop constraint` calls a constraint that has no name of its own.
std::string NameOf(const Table& table, const Unique& unique);
std::string NameOf(const Table& table, const Check& check);
std::string NameOf(const Table& table, const ForeignKey& key);
std::string NameOf(const Table& table, const PrimaryKey& key);
// Of all constraints, the names above, as keys.
std::vector<std::string> ConstraintNames(const Table& table);

// The name of the type in SQLite, in lower case.
std::string SqliteType(const Table& table, const Column& column);
// The number of each row, rather than a column beside it.
bool IsRowid(const Table& table, const Column& column);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_MODEL_H_
