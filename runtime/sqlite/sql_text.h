// Pieces of SQL.
#ifndef INSTAR_RUNTIME_SQLITE_SQL_TEXT_H_
#define INSTAR_RUNTIME_SQLITE_SQL_TEXT_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "runtime/applying/sql_tokens.h"

namespace instar::sqlite {

// Unlike Message(), which is for people and cuts what is long.
std::string Concat(std::initializer_list<std::string_view> pieces);

// "x", whatever x is.
std::string QuotedName(std::string_view name);

// Whether a name as it stands in SQL, quoted or not, is this one.
inline bool Names(std::string_view sql, std::string_view name) { return SameName(PlainName(sql), name); }

// CREATE [UNIQUE] INDEX <name> ON <table> <rest>, or CREATE TRIGGER <name> <rest>, in the forms that SQLite
// understands.
struct ObjectText {
  bool unique = false;
  std::string_view name;       // as it stands there, without a schema
  std::string_view from_name;  // to the end: all that SQLite keeps of the text, besides "unique"
  std::string_view rest;       // of an index: what follows the table; else empty
  std::string_view schema;  // of a trigger: that of its table, as it stands there; empty when there is none
};
// False when it is another statement.
bool TakeApart(std::string_view sql, ObjectText* text);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_SQL_TEXT_H_
