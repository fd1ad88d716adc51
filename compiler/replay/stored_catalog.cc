#include "compiler/replay/stored_catalog.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "compiler/chain/chain.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/replay/parents_first.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {

namespace {

// What SQLite keeps of one type of object, by the key of its name (of an index: with its table's first).
std::map<std::string, std::string> Stored(ScratchDatabase& database, const std::string& type) {
  const std::string where =
      " FROM sqlite_schema WHERE sql IS NOT NULL AND type = '" + type +
      "' AND tbl_name NOT LIKE 'instar\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
      "sql NOT LIKE 'create virtual %' ORDER BY rowid";
  const std::vector<std::string> names = database.Column("SELECT name" + where);
  const std::vector<std::string> statements = database.Column("SELECT sql" + where);
  std::map<std::string, std::string> stored;
  for (std::size_t i = 0; i < names.size(); ++i) stored[KeyOf(names[i])] = statements[i];
  return stored;
}

// "NAME_" for each virtual table: its module may keep what it needs in tables whose names begin so.
std::vector<std::string> ShadowPrefixes(ScratchDatabase& database) {
  return database.Column("SELECT lower(name) || '_' FROM sqlite_schema WHERE sql LIKE 'create virtual %'");
}

// Keys of what raw SQL made of these tables: known by name and text alone.
std::set<std::string> RawNames(const std::vector<TablePointer>& tables) {
  std::set<std::string> names;
  for (const TablePointer& table : tables) {
    for (const RawObject& raw : table->raw) names.insert(KeyOf(raw.name.text));
  }
  return names;
}

}  // namespace

std::vector<std::string> StoredStatements(ScratchDatabase& database,
                                          const std::vector<TablePointer>& expected) {
  std::vector<std::string> statements;
  std::map<std::string, std::string> tables = Stored(database, "table");
  for (const TablePointer& table : ParentsFirst(expected)) {
    const auto found = tables.find(KeyOf(table->name.text));
    if (found == tables.end()) continue;
    statements.push_back(found->second);
    tables.erase(found);
  }
  const std::vector<std::string> shadows = ShadowPrefixes(database);
  for (const auto& [name, statement] : tables) {
    const auto is_prefix = [&name = name](const std::string& prefix) { return name.starts_with(prefix); };
    if (std::ranges::none_of(shadows, is_prefix)) statements.push_back(statement);
  }
  // Views last: they may mention any table.
  const std::set<std::string> raw = RawNames(expected);
  for (const char* type : {"index", "view"}) {
    for (const auto& [name, statement] : Stored(database, type)) {
      if (!raw.contains(name)) statements.push_back(statement);
    }
  }
  return statements;
}

std::string MissingRawObject(ScratchDatabase& database, const std::vector<TablePointer>& expected) {
  std::set<std::string> stored;
  for (const std::string& name : database.Column("SELECT name FROM sqlite_schema"))
    stored.insert(KeyOf(name));
  for (const TablePointer& table : expected) {
    for (const RawObject& raw : table->raw) {
      const bool ours = std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
      if (ours && !stored.contains(KeyOf(raw.name.text))) {
        return raw.kind + " '" + raw.name.text + "' is missing";
      }
    }
  }
  return "";
}

ReadCatalog CatalogOf(const std::vector<std::string>& statements) {
  // Everything that a table of a released history may have had allowed.
  std::string text =
      "revision stored; revises base; allow fk-parent-missing, fk-parent-not-unique, fk-type-mismatch "
      "\"stored\"; "
      "upgrade {\n";
  for (const std::string& statement : statements) text += statement + ";\n";
  text += "}\n";

  SourceSet sources;
  Diagnostics diagnostics;
  const std::vector<SyntaxTree> trees = {
      Parse(sources, sources.Add({"stored", std::move(text)}), &diagnostics)};
  const std::optional<Chain> chain = BuildChain(sources, trees, {}, &diagnostics);
  ReadCatalog result;
  if (chain.has_value()) result.catalog = BuildSchemas(sources, *chain, {}, &diagnostics)[0].after;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (DiagnosticSeverity(diagnostic.kind) != Severity::kError) continue;
    result.error = diagnostic.message + ", in: " + std::string(sources.Line(0, diagnostic.range.begin));
    break;
  }
  return result;
}

std::vector<std::string> SqliteStatements(const std::vector<TablePointer>& tables,
                                          const std::vector<ViewPointer>& views, const Catalog& catalog) {
  std::vector<std::string> statements;
  const std::vector<TablePointer> ordered = ParentsFirst(tables);
  for (const TablePointer& table : ordered) statements.push_back(sqlite::CreateTable(*table, catalog));
  for (const TablePointer& table : ordered) {
    for (const Index& index : table->indexes) statements.push_back(sqlite::CreateIndex(index, *table));
  }
  for (const ViewPointer& view : views) statements.push_back(sqlite::CreateView(*view));
  return statements;
}

}  // namespace instar::compiler
