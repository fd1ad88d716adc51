// The SQL statements that the compiler understands, as trees: what was written, nothing concluded from it.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_TREE_H_
#define INSTAR_COMPILER_SYNTAX_SQL_TREE_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/source/source.h"
#include "compiler/syntax/token.h"

namespace instar::compiler::sql {

// The name of a table, column, constraint, index, view, type or collation.
struct Name {
  SourceRange range;
  std::string text;     // without quotes, "" undone
  bool quoted = false;  // quoted names keep their case in PostgreSQL
};

// Balanced tokens. The range goes from the first to the last; outer parentheses are left off.
struct Expression {
  SourceRange range;
  std::vector<Token> tokens;
};

// `varchar(20)`, `double precision`, `timestamp with time zone`.
struct TypeName {
  SourceRange range;
  std::string words;  // unquoted words in lower case, joined by one space; a quoted name without its quotes
  std::vector<std::string> arguments;  // as written: "20", "-2"
};

enum class ReferentialAction { kNoAction, kRestrict, kCascade, kSetNull, kSetDefault };

struct References {
  Name table;
  std::vector<Name> columns;  // empty: the parent's primary key
  ReferentialAction on_delete = ReferentialAction::kNoAction;
  ReferentialAction on_update = ReferentialAction::kNoAction;
  bool deferrable = false;
  bool initially_deferred = false;
  std::optional<Name> match;
};

enum class ConstraintKind {
  kNotNull,
  kNull,        // an explicit NULL
  kDefault,     // expression
  kPrimaryKey,  // columns (empty on a column: itself)
  kUnique,
  kCheck,       // expression
  kForeignKey,  // columns, references
  kCollate,     // collation
  kGenerated,   // generated always as (expression) [stored|virtual]
  kIdentity,    // generated {always | by default} as identity
};

// A constraint of a column or of a table. Only the fields of its kind are set.
struct Constraint {
  ConstraintKind kind = ConstraintKind::kNotNull;
  SourceRange range;
  std::optional<Name> name;  // constraint NAME
  Expression expression;
  bool parenthesized = false;  // kDefault: written as (expression)
  // Of a key: with their order, where written.
  struct KeyColumn {
    Name name;
    bool descending = false;
    std::optional<Name> collation;
  };
  std::vector<KeyColumn> columns;
  References references;
  Name collation;
  bool stored = false;         // kGenerated
  bool always = true;          // kIdentity
  bool autoincrement = false;  // kPrimaryKey: SQLite's own word
};

struct ColumnDefinition {
  Name name;
  SourceRange range;
  std::optional<TypeName> type;
  std::vector<Constraint> constraints;
};

struct CreateTable {
  Name table;
  bool if_not_exists = false;
  std::vector<ColumnDefinition> columns;
  std::vector<Constraint> constraints;
  bool without_rowid = false;
  bool strict = false;
};

struct DropTable {
  Name table;
  bool if_exists = false;
};

enum class AlterActionKind {
  kRenameTable,       // new_name
  kAddColumn,         // column, if_exists (= if not exists)
  kDropColumn,        // name, if_exists
  kRenameColumn,      // name, new_name
  kSetType,           // name, type, using_expression
  kSetNotNull,        // name
  kDropNotNull,       // name
  kSetDefault,        // name, constraint (kDefault)
  kDropDefault,       // name
  kAddConstraint,     // constraint
  kDropConstraint,    // name, if_exists
  kRenameConstraint,  // name, new_name
};

struct AlterAction {
  AlterActionKind kind = AlterActionKind::kRenameTable;
  SourceRange range;
  Name name;
  Name new_name;
  bool if_exists = false;
  ColumnDefinition column;
  TypeName type;
  std::optional<Expression> using_expression;
  Constraint constraint;
};

struct AlterTable {
  Name table;
  bool if_exists = false;
  std::vector<AlterAction> actions;
};

struct IndexTerm {
  Expression expression;
  std::optional<Name> column;  // set when the term is a plain column name
  std::optional<Name> collation;
  bool descending = false;
};

struct CreateIndex {
  Name index;
  Name table;
  bool unique = false;
  bool if_not_exists = false;
  std::vector<IndexTerm> terms;
  std::optional<Expression> where;
};

struct DropIndex {
  Name index;
  bool if_exists = false;
};

struct RenameIndex {
  Name index;
  Name new_name;
  bool if_exists = false;
};

struct CreateView {
  Name view;
  bool if_not_exists = false;
  std::vector<Name> columns;
  Expression query;
};

struct DropView {
  Name view;
  bool if_exists = false;
};

// A value is a string literal: its text is without quotes.
struct CreateEnum {
  Name type;
  std::vector<Name> values;
};

enum class AlterEnumKind { kAddValue, kRenameValue, kRenameType };

struct AlterEnum {
  AlterEnumKind kind = AlterEnumKind::kAddValue;
  Name type;
  Name value;     // kAddValue, kRenameValue
  Name new_name;  // kRenameValue, kRenameType
  bool if_not_exists = false;
  std::optional<Name> before;
  std::optional<Name> after;
};

struct DropType {
  Name type;
  bool if_exists = false;
};

enum class DataKind { kInsert, kUpdate, kDelete };

// insert, update, delete, also behind a `with`. What the rest of the text reads is not looked into.
struct DataStatement {
  DataKind kind = DataKind::kInsert;
  Name table;
  std::vector<Name> columns;    // INSERT's list (empty with `default values`), or what SET assigns
  bool has_column_list = true;  // false only with `default values`
};

using Statement = std::variant<CreateTable, DropTable, AlterTable, CreateIndex, DropIndex, RenameIndex,
                               CreateView, DropView, CreateEnum, AlterEnum, DropType, DataStatement>;

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_TREE_H_
