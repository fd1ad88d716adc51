// Names in expressions become columns of the table.
#ifndef INSTAR_COMPILER_SCHEMA_EXPRESSIONS_H_
#define INSTAR_COMPILER_SCHEMA_EXPRESSIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/scope.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler {

// The columns of one table by key; the table must outlive it, and keep its columns. Most statements ask for
// one or two, which are looked for; who asks for more is answered from a map.
class ColumnNames {
 public:
  explicit ColumnNames(const Table& table) : table_(&table) {}

  const Table& table() const { return *table_; }
  // Reports an unknown column and gives kNoObject.
  ObjectId Find(Scope* scope, const sql::Name& name) const;
  // kNoObject when there is none.
  ObjectId Find(std::string_view key) const;

 private:
  const Table* table_;
  mutable int asked_ = 0;
  mutable absl::flat_hash_map<std::string, ObjectId> ids_;
};

// Where an expression stands decides what it may hold.
enum class ExpressionPlace { kCheck, kGenerated, kIndex, kPredicate, kConversion };

// Words that are no column, keyword, type or function are errors (subqueries never come this far). The
// table's own name before a column is left off, so that the expression outlives a rename.
Expression ResolveExpression(Scope* scope, const ColumnNames& columns, const sql::Expression& expression,
                             ExpressionPlace place);
// A default has no row to look at.
Expression ResolveDefault(Scope* scope, const Table& table, const sql::Expression& expression);
// Tokens as they are: of a view's query.
Expression UnresolvedExpression(const SourceSet& sources, const sql::Expression& expression);

bool IsNullLiteral(const Expression& expression);
// In SQLite-only projects only those that SQLite has itself, unless allowed.
void CheckCollation(Scope* scope, const sql::Name& name);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_EXPRESSIONS_H_
