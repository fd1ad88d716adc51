#include "compiler/replay/stored_catalog.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "compiler/chain/chain.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/schema/parents_first.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kOwnPrefix = "instar_";
constexpr std::string_view kSqlitePrefix = "sqlite_";
constexpr std::string_view kVirtual = "CREATE VIRTUAL ";

// Keys of what raw SQL made of these tables: known by name and text alone.
std::set<std::string> RawNames(const std::vector<TablePointer>& tables) {
  std::set<std::string> names;
  for (const TablePointer& table : tables) {
    for (const RawObject& raw : table->raw) names.insert(KeyOf(raw.name.text));
  }
  return names;
}

}  // namespace

StoredCatalog ReadStoredCatalog(ScratchDatabase& database, const std::vector<TablePointer>& expected) {
  StoredCatalog stored;
  // By the keys of their names.
  std::map<std::string, std::string> tables;
  std::map<std::string, std::string> indexes;
  std::map<std::string, std::string> views;
  // "NAME_" for each virtual table: its module may keep what it needs in tables whose names begin so.
  std::vector<std::string> shadows;
  const std::set<std::string> raw = RawNames(expected);
  for (std::vector<std::string>& row : database.Rows("SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                                     "WHERE sql IS NOT NULL ORDER BY rowid")) {
    std::string key = KeyOf(row[1]);
    if (key.starts_with(kSqlitePrefix) || KeyOf(row[2]).starts_with(kOwnPrefix)) continue;
    stored.names.insert(key);
    if (row[3].starts_with(kVirtual)) {
      shadows.push_back(key + "_");
    } else if (row[0] == "table") {
      tables[std::move(key)] = std::move(row[3]);
    } else if (row[0] == "index" && !raw.contains(key)) {
      indexes[std::move(key)] = std::move(row[3]);
    } else if (row[0] == "view") {
      views[std::move(key)] = std::move(row[3]);
    }
  }
  for (const TablePointer& table : ParentsFirst(expected)) {
    const auto found = tables.find(KeyOf(table->name.text));
    if (found == tables.end()) continue;
    stored.statements.push_back(found->second);
    tables.erase(found);
  }
  for (const auto& [name, statement] : tables) {
    const auto is_prefix = [&name = name](const std::string& prefix) { return name.starts_with(prefix); };
    if (std::ranges::none_of(shadows, is_prefix)) stored.statements.push_back(statement);
  }
  // Views last: they may mention any table.
  for (const auto& [name, statement] : indexes) stored.statements.push_back(statement);
  for (const auto& [name, statement] : views) stored.statements.push_back(statement);
  return stored;
}

std::string MissingRawObject(const StoredCatalog& stored, const std::vector<TablePointer>& expected) {
  for (const TablePointer& table : expected) {
    for (const RawObject& raw : table->raw) {
      const bool ours = std::ranges::find(raw.dialects, Dialect::kSqlite) != raw.dialects.end();
      if (ours && !stored.names.contains(KeyOf(raw.name.text))) {
        return raw.kind + " '" + raw.name.text + "' is missing";
      }
    }
  }
  return "";
}

ReadCatalog CatalogOf(const std::vector<std::string>& statements) {
  // Everything that a table of a released history may have had allowed.
  std::string text =
      "revision stored; revises base; allow fk-parent-missing, fk-parent-not-unique, fk-type-mismatch, "
      "strict-default \"stored\"; "
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
