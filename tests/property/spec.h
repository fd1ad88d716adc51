// Definitions as a user writes them: each gives its text, and what it makes of a model. Whatever it mentions
// is named, so it means the same thing wherever it is applied.
#ifndef INSTAR_TESTS_PROPERTY_SPEC_H_
#define INSTAR_TESTS_PROPERTY_SPEC_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/syntax/sql_tree.h"
#include "tests/property/model.h"

namespace instar::compiler::property {

// As it stands in SQL: in quotes where it must be.
std::string Written(std::string_view name);

// An expression; names of columns stand in braces, the table's own name is {.}: "{.}.{a} > 5".
using Pattern = std::string;
std::string Text(const Pattern& pattern, std::string_view table);

struct KeyPart {
  std::string column;
  bool descending = false;
  std::string collation = {};
};

struct ReferencesSpec {
  std::string table;
  std::vector<std::string> columns;  // none: the primary key
  sql::ReferentialAction on_delete = sql::ReferentialAction::kNoAction;
  sql::ReferentialAction on_update = sql::ReferentialAction::kNoAction;
  bool deferrable = false;
  bool initially_deferred = false;
};

struct ConstraintSpec {
  enum Kind { kPrimaryKey, kUnique, kCheck, kForeignKey };
  Kind kind = kCheck;
  std::string name = {};
  std::vector<KeyPart> columns = {};  // none: it stands with its column
  bool autoincrement = false;
  Pattern check = {};
  ReferencesSpec references = {};
};

struct ColumnSpec {
  std::string name = {};
  std::string type = {};
  bool not_null = false;
  std::string default_text = {};  // with its parentheses, if any
  Pattern generated = {};
  bool stored = false;
  IdentityKind identity = IdentityKind::kNone;
  std::string collation = {};
  std::vector<ConstraintSpec> constraints = {};
};

struct TableSpec {
  std::string name = {};
  std::vector<ColumnSpec> columns;
  std::vector<ConstraintSpec> constraints = {};
  bool without_rowid = false;
  bool strict = false;
};

struct IndexSpec {
  struct Term {
    std::string column;  // or else the expression
    Pattern expression;
    std::string collation = {};
    bool descending = false;
  };
  std::string name = {};
  std::string table;
  bool unique = false;
  std::vector<Term> terms;
  Pattern where;
};

std::string Text(const ConstraintSpec& constraint, std::string_view table);
std::string Text(const ColumnSpec& column, std::string_view table);
std::string Text(const TableSpec& table);
std::string Text(const IndexSpec& index);

// The type that the words mean in this schema.
Type TypeOf(const Model& model, const std::string& written);

// All are false when a name is taken or does not resolve; the model may be half changed then.
bool Resolve(const Table& table, const Pattern& pattern, Expression* expression);
void SetDefault(const std::string& text, Column* column);
bool AddConstraint(Model* model, const ConstraintSpec& spec, ObjectId self, Table* table);
bool AddColumn(Model* model, const ColumnSpec& spec, Table* table);
bool AddTable(Model* model, const TableSpec& spec);
bool AddIndex(Model* model, const IndexSpec& spec);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_SPEC_H_
