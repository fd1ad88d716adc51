// Types of columns, as the language knows them: each database has its own names for them (lowering).
#ifndef INSTAR_COMPILER_SCHEMA_TYPE_H_
#define INSTAR_COMPILER_SCHEMA_TYPE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/sql_tree.h"
#include "instar/table.h"

namespace instar::compiler {

enum class TypeKind {
  kNone,  // no type was written: SQLite only
  kSmallint,
  kInteger,
  kBigint,
  kBoolean,
  kReal,
  kDouble,
  kDecimal,
  kChar,
  kVarchar,
  kText,
  kBlob,
  kDate,
  kTime,
  kTimestamp,
  kTimestampWithTimeZone,
  kUuid,
  kJson,
  kEnum,    // of the enum type `name`
  kNative,  // a database's own type `name`, accepted where every enabled dialect has it
};

struct Type {
  TypeKind kind = TypeKind::kNone;
  int length = -1;      // char(n), varchar(n); decimal(p), time(p), timestamp(p): p
  int scale = -1;       // decimal(p, s)
  std::string name;     // kEnum: the enum's key; kNative: in lower case
  std::string written;  // words and arguments as the user wrote them, in lower case

  // SQLite keeps the spelling, and only an INTEGER PRIMARY KEY is the rowid. An enum type may have been
  // renamed since.
  friend bool operator==(const Type& a, const Type& b) {
    return a.kind == b.kind && a.length == b.length && a.scale == b.scale && a.name == b.name &&
           (a.kind == TypeKind::kEnum || a.written == b.written);
  }
};

// How SQLite stores a column: https://www.sqlite.org/datatype3.html section 3.1.
enum class Affinity { kInteger, kText, kBlob, kReal, kNumeric };

Affinity AffinityOfSqliteName(std::string_view written);
// Of the portable type's row in the design's table.
Affinity AffinityOf(const Type& type);

// The portable type for the words, or nothing: then it is an enum's name or a database's own type.
std::optional<Type> PortableType(const sql::TypeName& type);
// Whether the database has a type of that name, which is in lower case. SQLite has any.
bool HasNativeType(Dialect dialect, std::string_view words);
// For suggestions.
std::vector<std::string> PortableTypeNames();

// In lower case, as written: "decimal(10, 2)".
std::string WrittenType(const sql::TypeName& type);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_TYPE_H_
