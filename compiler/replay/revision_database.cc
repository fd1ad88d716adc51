#include "compiler/replay/revision_database.h"

#include <algorithm>
#include <string>

#include "compiler/replay/stored_catalog.h"
#include "instar/sqlite.h"
#include "runtime/sqlite/migrator.h"

namespace instar::compiler {

bool RevisionDatabase::Build(const LeftRows& rows, Diagnostics* diagnostics) {
  const Neighbourhood& neighbourhood = context_.neighbourhood();
  for (const std::string& sql :
       SqliteStatements(neighbourhood.tables, neighbourhood.views, context_.schema().before)) {
    if (scratch_.Run(sql)) continue;
    diagnostics
        ->Add(DiagnosticKind::kReplayFailed, context_.name().range,
              "SQLite refuses what the compiler made of the schema before this revision: " + scratch_.error())
        .AddNote({}, "in: " + sql);
    return false;
  }
  rows.PutInto(scratch_, neighbourhood.tables);
  return true;
}

std::vector<TablePointer> RevisionDatabase::Seed(SeedKind kind) {
  return compiler::Seed(scratch_, context_.neighbourhood().tables, context_.schema().before, kind);
}

void RevisionDatabase::AddTriggers() {
  for (const TablePointer& table : context_.neighbourhood().tables) {
    for (const RawObject& raw : table->raw) {
      const bool ours = std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
      if (ours && !raw.text.empty()) scratch_.Run(raw.text);
    }
  }
}

instar::Report RevisionDatabase::Migrate(Direction direction, instar::sqlite::RebuildForm form) {
  instar::Options options;
  options.use_user_version = false;
  return instar::sqlite::Migrator(scratch_.get(), context_.table(), options, direction, form)
      .Run(Revisions{0});
}

}  // namespace instar::compiler
