// What a schema is made of. All values, never changed once made: a change makes a new Table. Ids are given
// once, in the order of application, and stay through renames: the same column before and after has the same
// id.
#ifndef INSTAR_COMPILER_SCHEMA_OBJECTS_H_
#define INSTAR_COMPILER_SCHEMA_OBJECTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/shared_vector.h"
#include "compiler/schema/type.h"
#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"
#include "compiler/syntax/token.h"
#include "instar/table.h"

namespace instar::compiler {

using ObjectId = std::uint32_t;
inline constexpr ObjectId kNoObject = 0;

// A name as written. Databases compare its key: SQLite folds ASCII case, quoted or not.
struct Identifier {
  std::string text;
  bool quoted = false;

  friend bool operator==(const Identifier&, const Identifier&) = default;
};

std::string KeyOf(std::string_view name);

// "set null", in lower case.
const char* ActionName(sql::ReferentialAction action);

// Where a thing was defined: for notes. No part of what the thing is, so all origins are equal.
struct Origin {
  SourceRange range;
  std::uint32_t revision = 0;  // index in the chain

  friend bool operator==(const Origin&, const Origin&) { return true; }
};

// Tokens of their own, so that an expression outlives renames of what it mentions.
struct ExpressionToken {
  TokenKind kind = TokenKind::kWord;
  std::string text;  // as written; of a column: ignored, its present name is written
  bool space_before = false;
  ObjectId column = kNoObject;  // the column that this token names

  // Space between tokens is no part of what they mean.
  friend bool operator==(const ExpressionToken& a, const ExpressionToken& b) {
    return a.column == b.column && (a.column != kNoObject || (a.kind == b.kind && a.text == b.text));
  }
};

struct Expression {
  std::vector<ExpressionToken> tokens;

  bool Mentions(ObjectId column) const;

  friend bool operator==(const Expression&, const Expression&) = default;
};

enum class IdentityKind { kNone, kAlways, kByDefault };

struct Generated {
  Expression expression;
  bool stored = false;

  friend bool operator==(const Generated&, const Generated&) = default;
};

struct Column {
  ObjectId id = kNoObject;
  Identifier name;
  Type type;
  bool not_null = false;
  std::optional<Expression> default_value;
  bool default_parenthesized = false;
  std::optional<Generated> generated;
  IdentityKind identity = IdentityKind::kNone;
  std::optional<Identifier> collation;
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

struct KeyColumn {
  ObjectId column = kNoObject;
  bool descending = false;
  std::optional<Identifier> collation;

  friend bool operator==(const KeyColumn&, const KeyColumn&) = default;
};

struct PrimaryKey {
  std::optional<Identifier> name;
  std::vector<KeyColumn> columns;
  bool autoincrement = false;
  Origin origin;

  friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  std::vector<KeyColumn> columns;
  Origin origin;

  friend bool operator==(const Unique&, const Unique&) = default;
};

struct Check {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  Expression expression;
  Origin origin;

  friend bool operator==(const Check&, const Check&) = default;
};

struct ForeignKey {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  std::vector<ObjectId> columns;
  // kNoObject: accepted (`allow fk-parent-missing`) though it does not exist. Then the key waits for a table
  // of that name, which the catalog makes its parent.
  ObjectId parent_table = kNoObject;
  // As written, for that case.
  Identifier parent_name;
  std::vector<Identifier> parent_column_names;
  std::vector<ObjectId> parent_columns;  // empty: the parent does not exist, or has no primary key
  bool parent_columns_written = true;    // false: `references t`, which means the primary key
  sql::ReferentialAction on_delete = sql::ReferentialAction::kNoAction;
  sql::ReferentialAction on_update = sql::ReferentialAction::kNoAction;
  bool deferrable = false;
  bool initially_deferred = false;
  Origin origin;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct IndexTerm {
  ObjectId column = kNoObject;  // or else the expression
  Expression expression;
  std::optional<Identifier> collation;
  bool descending = false;

  friend bool operator==(const IndexTerm&, const IndexTerm&) = default;
};

struct Index {
  ObjectId id = kNoObject;
  Identifier name;
  bool unique = false;
  std::vector<IndexTerm> terms;
  std::optional<Expression> where;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

// What raw SQL made: kept by name and text, so that a rebuild makes it again, if it is a trigger or an index.
// What stands on no table (a virtual table, a function) is kept with the first table that its text mentions.
struct RawObject {
  ObjectId id = kNoObject;
  std::string kind;               // "trigger", "index", "virtual table", "function"
  std::vector<Dialect> dialects;  // only these have it
  Identifier name;
  ObjectId table = kNoObject;
  std::string text;
  std::vector<std::string>
      words;  // keys of all names in the text: what must not be renamed or dropped meanwhile
  Origin origin;

  friend bool operator==(const RawObject&, const RawObject&) = default;
};

struct Table {
  ObjectId id = kNoObject;
  Identifier name;
  SharedVector<Column> columns;
  std::optional<PrimaryKey> primary_key;
  SharedVector<Unique> uniques;
  SharedVector<Check> checks;
  SharedVector<ForeignKey> foreign_keys;
  SharedVector<Index> indexes;  // in the order of their making
  SharedVector<RawObject> raw;  // triggers and raw indexes on it
  bool without_rowid = false;
  bool strict = false;
  Origin origin;

  const Column* Find(ObjectId column) const;
  const Column* FindColumn(std::string_view key) const;

  friend bool operator==(const Table&, const Table&) = default;
};

struct View {
  ObjectId id = kNoObject;
  Identifier name;
  std::vector<Identifier> columns;
  Expression query;                // columns are not resolved in it
  std::vector<std::string> words;  // keys of all names in the query
  Origin origin;

  friend bool operator==(const View&, const View&) = default;
};

struct Enum {
  ObjectId id = kNoObject;
  Identifier name;
  std::vector<std::string> values;
  Origin origin;

  friend bool operator==(const Enum&, const Enum&) = default;
};

using TablePointer = std::shared_ptr<const Table>;
using ViewPointer = std::shared_ptr<const View>;
using EnumPointer = std::shared_ptr<const Enum>;

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_OBJECTS_H_
