// Where in a statement stands what SQLite complains about.
#ifndef INSTAR_COMPILER_REPLAY_NAMED_PLACE_H_
#define INSTAR_COMPILER_REPLAY_NAMED_PLACE_H_

#include <string_view>

#include "compiler/source/source.h"

namespace instar::compiler {

// The name in "no such column: t.a" and its like, or the word in 'near "x": syntax error', if it stands in
// the statement exactly once; else the whole statement.
SourceRange NamedPlace(const SourceSet& sources, SourceRange statement, std::string_view complaint);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_NAMED_PLACE_H_
