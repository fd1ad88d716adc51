// `instar import alembic`: a folder of Alembic's migrations as migrations of Instar.
#ifndef INSTAR_TOOLS_IMPORT_ALEMBIC_IMPORT_ALEMBIC_H_
#define INSTAR_TOOLS_IMPORT_ALEMBIC_IMPORT_ALEMBIC_H_

#include <string>
#include <vector>

#include "compiler/source/source.h"
#include "tools/import_alembic/offline_sql.h"

namespace instar::tools {

struct Imported {
  // Named as the Python files, with `.migration`, in their order.
  std::vector<compiler::SourceFile> migrations;
  std::vector<std::string> stubs;     // ids of those whose body is still to be written
  std::vector<std::string> problems;  // "path:line: message"; what has one is not imported
};

// Takes over ids, parents, dependencies, labels, messages and dates. The files are read, never run: bodies
// come from Alembic's own offline SQL. A revision for which there is none becomes a stub: a `todo` statement,
// which is an error of the build until somebody writes what the Python says. What a release of Alembic's
// program has already done to databases needs no reasons any more: lints that would stop the build are
// allowed in the header.
Imported ImportAlembic(const std::vector<compiler::SourceFile>& python_files, const OfflineSql& sql);

}  // namespace instar::tools

#endif  // INSTAR_TOOLS_IMPORT_ALEMBIC_IMPORT_ALEMBIC_H_
