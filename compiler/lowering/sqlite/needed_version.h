// Which SQLite a statement needs.
#ifndef INSTAR_COMPILER_LOWERING_SQLITE_NEEDED_VERSION_H_
#define INSTAR_COMPILER_LOWERING_SQLITE_NEEDED_VERSION_H_

#include <cstdint>
#include <string_view>

namespace instar::compiler::sqlite {

// As SQLite numbers itself (3037000), by the syntax and the built-in functions in the statement; 0 when
// nothing in it is newer than 3.25. What a library may have been built without is not looked for.
std::uint32_t NeededVersion(std::string_view statement);

}  // namespace instar::compiler::sqlite

#endif  // INSTAR_COMPILER_LOWERING_SQLITE_NEEDED_VERSION_H_
