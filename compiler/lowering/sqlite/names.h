// Names and literals as SQLite reads them.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_NAMES_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_NAMES_H_

#include <string>
#include <string_view>

namespace instar::compiler::sqlite {

// In double quotes where SQLite would not read it as a name otherwise: users, "order", "two words".
std::string Quoted(std::string_view name);

// 'it''s'
std::string StringLiteral(std::string_view value);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_NAMES_H_
