// Diagnostics for programs: JSON, one object a line, so that a reader finds them between whatever else a
// build prints.
//
//   {"severity":"error","name":"missing-parent","message":"no revision 'usrs'; did you mean 'users'?",
//    "location":{"file":"b.migration","line":2,"column":10,"end_line":2,"end_column":14},
//    "notes":[{"message":"...","location":{...}}],
//    "fix_its":[{"location":{...},"replacement":"users"}]}
//
// `severity` is "error" or "warning". A warning that -Werror made an error of has `"promoted":true`. Lines
// and columns count from 1, columns in bytes; `end_column` is the first column behind. `location` is missing
// where there is no place to show; `notes` and `fix_its` are always there. The fix-its of one diagnostic
// belong together; the text at each location is to be replaced, an empty location is a place to insert at.
// Names and meanings of members stay; others may be added.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_JSON_PRINTER_H_
#define INSTAR_COMPILER_DIAGNOSTICS_JSON_PRINTER_H_

#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

std::string PrintJson(const SourceSet& sources, const Diagnostics& diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_JSON_PRINTER_H_
