#include "compiler/replay/sqlite_version.h"

#include <sqlite3.h>

#include <array>
#include <charconv>

namespace instar::compiler {

std::optional<std::uint32_t> ParseSqliteVersion(std::string_view text) {
  std::array<std::uint32_t, 3> parts = {0, 0, 0};
  std::size_t count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    if (count == parts.size()) return std::nullopt;
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc() || parts[count] > 999) return std::nullopt;
    ++count;
    at = next;
    if (at == end) break;
    if (*at++ != '.') return std::nullopt;
  }
  if (count < 2 || parts[0] != 3) return std::nullopt;
  return parts[0] * 1000000 + parts[1] * 1000 + parts[2];
}

std::string SqliteVersionText(std::uint32_t number) {
  return std::to_string(number / 1000000) + "." + std::to_string(number / 1000 % 1000) + "." +
         std::to_string(number % 1000);
}

std::uint32_t OwnSqliteVersion() { return static_cast<std::uint32_t>(sqlite3_libversion_number()); }

}  // namespace instar::compiler
