// Versions of SQLite, as people write them and as SQLite numbers them.
#ifndef INSTAR_COMPILER_REPLAY_SQLITE_VERSION_H_
#define INSTAR_COMPILER_REPLAY_SQLITE_VERSION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace instar::compiler {

// 3037000 for "3.37" or "3.37.0"; nothing when it is no version of SQLite 3.
std::optional<std::uint32_t> ParseSqliteVersion(std::string_view text);
std::string SqliteVersionText(std::uint32_t number);
// Of the library that this compiler replays with.
std::uint32_t OwnSqliteVersion();

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SQLITE_VERSION_H_
