// What all scripts begin with.
#ifndef INSTAR_RUNTIME_SQLITE_SCRIPT_TEXT_H_
#define INSTAR_RUNTIME_SQLITE_SCRIPT_TEXT_H_

#include <string>
#include <string_view>

#include "instar/script.h"
#include "instar/table.h"
#include "runtime/planning/plan.h"

namespace instar::sqlite {

// The rows of a database that is where the script begins: one identifier, or several joined by ','.
Status FindBeginning(const Table& table, const ScriptOptions& options, Revisions* rows);

// What the script is, and a check that the database has exactly these rows. `verb`: "upgrade".
std::string ScriptHead(const Table& table, std::string_view verb, const ScriptOptions& options,
                       const Revisions& rows);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_SCRIPT_TEXT_H_
