#include "tests/runtime/dump.h"

#include <string_view>
#include <vector>

namespace instar {
namespace {

using Row = std::vector<std::string>;

// An error is a row of its own.
std::vector<Row> Ask(sqlite3* db, const std::string& sql) {
  std::vector<Row> rows;
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
  while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
    Row& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const void* text = sqlite3_column_blob(statement, i);
      row.emplace_back(static_cast<const char*>(text),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    }
    code = SQLITE_OK;
  }
  if (code != SQLITE_DONE) rows.push_back({"error: " + std::string(sqlite3_errmsg(db)) + " in: " + sql});
  sqlite3_finalize(statement);
  return rows;
}

void Append(const std::vector<Row>& rows, std::string* text) {
  for (const Row& row : rows) {
    for (const std::string& value : row) *text += value + '|';
    *text += '\n';
  }
}

std::string Quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

// The values of a row with their types, as SQL writes them.
std::string Values(sqlite3* db, const std::string& table) {
  const bool history = table == "instar_history";
  std::string list;
  for (const Row& column : Ask(db, "PRAGMA table_xinfo(" + Quoted(table) + ")")) {
    if (column.size() < 2 || (history && (column[1] == "started_at" || column[1] == "duration"))) continue;
    list += (list.empty() ? "quote(" : ", quote(") + Quoted(column[1]) + ")";
  }
  return list;
}

void AppendTable(sqlite3* db, const std::string& table, bool without_rowid, std::string* text) {
  const std::string values = Values(db, table);
  *text += "-- " + table + '\n';
  const std::string rowid = without_rowid ? "" : "rowid, ";
  Append(Ask(db, "SELECT " + rowid + values + " FROM " + Quoted(table) + " ORDER BY " + rowid + values),
         text);
}

}  // namespace

std::string Dump(sqlite3* db) {
  std::string text;
  Append(Ask(db, "PRAGMA user_version"), &text);
  Append(Ask(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"), &text);
  const auto tables = Ask(db,
                          "SELECT s.name, l.wr FROM sqlite_schema s, pragma_table_list(s.name) l "
                          "WHERE s.type = 'table' AND s.rootpage > 0 AND l.schema = 'main' ORDER BY s.name");
  for (const Row& table : tables) {
    AppendTable(db, table[0], table.size() > 1 && table[1] == "1", &text);
  }
  return text;
}

std::string Damage(sqlite3* db) {
  std::string text;
  Append(Ask(db, "PRAGMA integrity_check"), &text);
  if (text == "ok|\n") text.clear();
  Append(Ask(db, "PRAGMA foreign_key_check"), &text);
  return text;
}

}  // namespace instar
