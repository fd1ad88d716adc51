// One parser for each statement. The cursor stands behind the words that tell which one it is, and in the
// end behind the last token of the statement: what follows is the caller's trouble.
#ifndef INSTAR_COMPILER_SYNTAX_SQL_STATEMENTS_H_
#define INSTAR_COMPILER_SYNTAX_SQL_STATEMENTS_H_

#include "compiler/syntax/sql/token_cursor.h"
#include "compiler/syntax/sql_tree.h"

namespace instar::compiler::sql {

[[nodiscard]] bool ParseCreateTable(TokenCursor& cursor, CreateTable* table);
[[nodiscard]] bool ParseAlterTable(TokenCursor& cursor, AlterTable* alter);
[[nodiscard]] bool ParseDropTable(TokenCursor& cursor, DropTable* drop);

[[nodiscard]] bool ParseCreateIndex(TokenCursor& cursor, CreateIndex* index);
[[nodiscard]] bool ParseRenameIndex(TokenCursor& cursor, RenameIndex* rename);
[[nodiscard]] bool ParseDropIndex(TokenCursor& cursor, DropIndex* drop);

[[nodiscard]] bool ParseCreateView(TokenCursor& cursor, CreateView* view);
[[nodiscard]] bool ParseDropView(TokenCursor& cursor, DropView* drop);

[[nodiscard]] bool ParseCreateEnum(TokenCursor& cursor, CreateEnum* type);
[[nodiscard]] bool ParseAlterEnum(TokenCursor& cursor, AlterEnum* alter);
[[nodiscard]] bool ParseDropType(TokenCursor& cursor, DropType* drop);

// From its first word on, which may be `with`.
[[nodiscard]] bool ParseData(TokenCursor& cursor, DataStatement* data);

}  // namespace instar::compiler::sql

#endif  // INSTAR_COMPILER_SYNTAX_SQL_STATEMENTS_H_
