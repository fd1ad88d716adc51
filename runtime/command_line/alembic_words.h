// What Alembic has and this has not, for those whose fingers know it.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_ALEMBIC_WORDS_H_
#define INSTAR_RUNTIME_COMMAND_LINE_ALEMBIC_WORDS_H_

#include <string_view>

namespace instar::command_line {

// "; unlike in Alembic ..." for a verb, an option ("--package") or a letter ("-x") of Alembic's that has no
// meaning here, or nothing. docs/from-alembic.md has all of them.
std::string_view UnlikeAlembic(std::string_view word);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_ALEMBIC_WORDS_H_
