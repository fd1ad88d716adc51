// What a schema is made of. All values, never changed once made: a change makes a new Table. Ids are given
// once, in the order of application, and stay through renames: the same column before and after has the same
// id.
#ifndef INSTAR_COMPILER_SCHEMA_OBJECTS_H_
#define INSTAR_COMPILER_SCHEMA_OBJECTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/schema/type.h"
#include "compiler/source/source.h"
#include "compiler/syntax/sql_tree.h"
#include "compiler/syntax/token.h"

namespace instar::compiler {

using ObjectId = std::uint32_t;
inline constexpr ObjectId kNoObject = 0;

// A name as written. Databases compare its key: SQLite folds ASCII case, quoted or not.
struct Identifier {
  std::string text;
  bool quoted = false;
};

std::string KeyOf(std::string_view name);

// Where a thing was defined: for notes.
struct Origin {
  SourceRange range;
  std::uint32_t revision = 0;  // index in the chain
};

// Tokens of their own, so that an expression outlives renames of what it mentions.
struct ExpressionToken {
  TokenKind kind = TokenKind::kWord;
  std::string text;  // as written; of a column: ignored, its present name is written
  bool space_before = false;
  ObjectId column = kNoObject;  // the column that this token names
};

struct Expression {
  std::vector<ExpressionToken> tokens;

  bool Mentions(ObjectId column) const;
};

enum class IdentityKind { kNone, kAlways, kByDefault };

struct Generated {
  Expression expression;
  bool stored = false;
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
};

struct KeyColumn {
  ObjectId column = kNoObject;
  bool descending = false;
  std::optional<Identifier> collation;
};

struct PrimaryKey {
  std::optional<Identifier> name;
  std::vector<KeyColumn> columns;
  bool autoincrement = false;
  Origin origin;
};

struct Unique {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  std::vector<KeyColumn> columns;
  Origin origin;
};

struct Check {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  Expression expression;
  Origin origin;
};

struct ForeignKey {
  ObjectId id = kNoObject;
  std::optional<Identifier> name;
  std::vector<ObjectId> columns;
  ObjectId parent_table =
      kNoObject;           // kNoObject: accepted (`allow fk-parent-missing`) though it does not exist
  Identifier parent_name;  // as written, for that case
  std::vector<ObjectId> parent_columns;  // never empty when the parent exists
  bool parent_columns_written = true;    // false: `references t`, which means the primary key
  sql::ReferentialAction on_delete = sql::ReferentialAction::kNoAction;
  sql::ReferentialAction on_update = sql::ReferentialAction::kNoAction;
  bool deferrable = false;
  bool initially_deferred = false;
  Origin origin;
};

struct IndexTerm {
  ObjectId column = kNoObject;  // or else the expression
  Expression expression;
  std::optional<Identifier> collation;
  bool descending = false;
};

struct Index {
  ObjectId id = kNoObject;
  Identifier name;
  bool unique = false;
  std::vector<IndexTerm> terms;
  std::optional<Expression> where;
  Origin origin;
};

// What raw SQL made: kept by name and text, so that a rebuild makes it again.
struct RawObject {
  ObjectId id = kNoObject;
  std::string kind;  // "trigger", "virtual table", "index"
  Identifier name;
  ObjectId table = kNoObject;
  std::string text;
  std::vector<std::string>
      words;  // keys of all names in the text: what must not be renamed or dropped meanwhile
  Origin origin;
};

struct Table {
  ObjectId id = kNoObject;
  Identifier name;
  std::vector<Column> columns;
  std::optional<PrimaryKey> primary_key;
  std::vector<Unique> uniques;
  std::vector<Check> checks;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;  // in the order of their making
  std::vector<RawObject> raw;  // triggers and raw indexes on it
  bool without_rowid = false;
  bool strict = false;
  Origin origin;

  const Column* Find(ObjectId column) const;
  const Column* FindColumn(std::string_view key) const;
};

struct View {
  ObjectId id = kNoObject;
  Identifier name;
  std::vector<Identifier> columns;
  Expression query;                // columns are not resolved in it
  std::vector<std::string> words;  // keys of all names in the query
  Origin origin;
};

struct Enum {
  ObjectId id = kNoObject;
  Identifier name;
  std::vector<std::string> values;
  Origin origin;
};

using TablePointer = std::shared_ptr<const Table>;
using ViewPointer = std::shared_ptr<const View>;
using EnumPointer = std::shared_ptr<const Enum>;

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_OBJECTS_H_
