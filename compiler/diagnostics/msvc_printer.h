// Diagnostics as Visual Studio and MSBuild read them, a line each:
//
//   b.migration(2,10): error missing-parent: no revision 'usrs'; did you mean 'users'?
//   a.migration(1,10): note: ...
//   instarc: warning no-migrations: ...
#ifndef INSTAR_COMPILER_DIAGNOSTICS_MSVC_PRINTER_H_
#define INSTAR_COMPILER_DIAGNOSTICS_MSVC_PRINTER_H_

#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Columns count bytes. Fix-its are left out.
std::string PrintMsvc(const SourceSet& sources, const Diagnostics& diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_MSVC_PRINTER_H_
