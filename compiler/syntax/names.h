// The names of the language, and which texts are ids, lints, functions and dates.
#ifndef INSTAR_COMPILER_SYNTAX_NAMES_H_
#define INSTAR_COMPILER_SYNTAX_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

#include "instar/table.h"

namespace instar::compiler {

// What is wrong with an id or a label: "'a-b' is not an id: ..."; nothing when it is one.
std::optional<std::string> ProblemOfId(std::string_view text);

// Letters, digits, `_` and `.`.
bool IsIdPart(char c);

// Words that name places in a history and so cannot be ids: base, head, heads, current.
bool IsReservedId(std::string_view text);

// Lower case or not, with `-`: drop-table.
bool IsLintName(std::string_view text);

// ISO 8601 as people write it: '2025-10-06', '2025-10-06 15:00', '2025-10-06T15:00:30.5+02:00'. Nothing when
// it is a date that exists.
std::optional<std::string> ProblemOfDate(std::string_view text);

// The words that a clause or a block outside of blocks begins with.
bool IsTopLevelWord(std::string_view word);
// The one of them that `word` was meant to be, or empty; `depends on` for Alembic's `depends_on`.
std::string ClosestTopLevelWord(std::string_view word);

struct DialectName {
  std::string_view name;
  Dialect dialect;
};
inline constexpr DialectName kDialectNames[] = {{"sqlite", Dialect::kSqlite},
                                                {"postgresql", Dialect::kPostgresql}};
std::optional<Dialect> FindDialect(std::string_view name);
std::string_view NameOf(Dialect dialect);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SYNTAX_NAMES_H_
