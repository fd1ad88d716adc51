#include "compiler/replay/revision_database.h"

#include <algorithm>
#include <string>
#include <utility>

#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/orphans.h"
#include "compiler/replay/short_table.h"
#include "compiler/replay/stored_catalog.h"
#include "instar/sqlite.h"
#include "runtime/sqlite/migrator.h"

namespace instar::compiler {
namespace {

// The first rows are the most awkward ones, and those must have all columns.
constexpr SeedRows kNewRows = {0, 6};
constexpr SeedRows kOldRows = {6, 8};

}  // namespace

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

bool RevisionDatabase::BuildAged(const LeftRows& rows, std::vector<TablePointer>* unseeded) {
  const Neighbourhood& neighbourhood = context_.neighbourhood();
  const Catalog& catalog = context_.schema().before;
  std::vector<TablePointer> tables;
  std::vector<std::string> additions;
  for (const TablePointer& table : neighbourhood.tables) {
    ShortTable shortened = Shortened(table, catalog);
    tables.push_back(std::move(shortened.table));
    additions.insert(additions.end(), shortened.additions.begin(), shortened.additions.end());
  }
  if (additions.empty()) return false;
  const auto run = [&](const std::string& sql) { return scratch_.Run(sql); };
  if (!std::ranges::all_of(SqliteStatements(tables, {}, catalog), run)) return false;
  *unseeded = compiler::Seed(scratch_, tables, catalog, SeedKind::kAwkward, kOldRows);
  if (!std::ranges::all_of(additions, run) ||
      !std::ranges::all_of(SqliteStatements({}, neighbourhood.views, catalog), run)) {
    return false;
  }
  rows.PutInto(scratch_, neighbourhood.tables);
  // A row that an older one kept out may have children.
  if (FindOrphans(scratch_, OrphanKinds::kEnforceable).count > 0) return false;
  const std::vector<TablePointer> still =
      compiler::Seed(scratch_, neighbourhood.tables, catalog, SeedKind::kAwkward, kNewRows);
  std::erase_if(*unseeded, [&](const TablePointer& table) {
    return std::ranges::find(still, table->id, &Table::id) == still.end();
  });
  return true;
}

std::vector<TablePointer> RevisionDatabase::Seed(SeedKind kind, SeedRows rows) {
  return compiler::Seed(scratch_, context_.neighbourhood().tables, context_.schema().before, kind, rows);
}

void RevisionDatabase::AddTriggers() {
  for (const LooseTable& table : context_.loose_tables()) AddVirtualTable(table.name, table.text);
  for (const TablePointer& table : context_.neighbourhood().tables) {
    for (const RawObject& raw : table->raw) {
      const bool ours = std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
      if (!ours || raw.text.empty()) continue;
      if (raw.kind == "virtual table") {
        AddVirtualTable(raw.name.text, raw.text);
      } else {
        scratch_.Run(raw.text);
      }
    }
  }
}

void RevisionDatabase::AddVirtualTable(const std::string& name, const std::string& text) {
  scratch_.Run(text);
  // A search index over a table's rows does not know them yet, and calls itself damaged when one is deleted.
  // Where it keeps no such index, SQLite refuses this.
  const std::string quoted = sqlite::Quoted(name);
  scratch_.Run("INSERT INTO " + quoted + " (" + quoted + ") VALUES ('rebuild')");
}

instar::Report RevisionDatabase::Migrate(Direction direction, instar::sqlite::RebuildForm form) {
  if (!context_.meets_raw_sql()) scratch_.ReadQuotedAsNames();
  instar::Options options;
  options.use_user_version = false;
  return instar::sqlite::Migrator(scratch_.get(), context_.table(), options, direction, form)
      .Run(Revisions{0});
}

}  // namespace instar::compiler
