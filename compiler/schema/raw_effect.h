// What a raw statement does, as far as its first words tell (DESIGN 3, `on DIALECT`).
#ifndef INSTAR_COMPILER_SCHEMA_RAW_EFFECT_H_
#define INSTAR_COMPILER_SCHEMA_RAW_EFFECT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/source/source.h"
#include "instar/table.h"

namespace instar::compiler {

enum class RawEffectKind {
  kNone,         // changes rows, or what the compiler does not keep
  kCreate,       // a trigger, an index, a view, a virtual table, a function
  kDrop,         // those, or a table or type
  kAlter,        // a table, an index, a view or a type
  kCreateTable,  // one that belongs into a portable statement
  kCreateEnum,   // likewise
};

// A name in the text.
struct RawName {
  SourceRange range;
  Identifier name;
};

struct RawEffect {
  RawEffectKind kind = RawEffectKind::kNone;
  std::string verb;              // "create", "drop", "alter"
  std::string object;            // "trigger", "index", "view", "virtual table", "function", "table", "type"
  bool replaces = false;         // `or replace`
  bool if_exists = false;        // or `if not exists`
  std::vector<RawName> names;    // not empty, unless kNone; several only for kDrop
  std::optional<RawName> table;  // what a trigger or an index is on
  std::string action;            // kAlter: its first word: "add", "rename"
};

RawEffect RawEffectOf(const SourceSet& sources, SourceRange statement, Dialect dialect);

// Keys of all names in a text, quoted or not, keywords among them, each once, in their order; strings and
// numbers left out, but for PostgreSQL's function bodies.
std::vector<std::string> WordsOf(std::string_view text, Dialect dialect);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_RAW_EFFECT_H_
