// The facts that SQLite tells.
#include <sqlite3.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/property/facts.h"

namespace instar::compiler::property {
namespace {

using Row = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(sqlite3* db) : db_(db) {}

  Facts Read() {
    for (const Row& row : Ask("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE "
                              "tbl_name NOT LIKE 'instar\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' "
                              "ESCAPE '\\'")) {
      if (row[0] == "table") {
        ReadTable(row[1], row[3]);
      } else if (row[0] == "index") {
        ReadIndexText(row[1], row[3]);
      } else {
        facts_.insert(row[0] + " " + Normalized(row[3]));
      }
    }
    return {facts_.begin(), facts_.end()};
  }

 private:
  std::vector<Row> Ask(const std::string& sql, const std::string& parameter = "") {
    std::vector<Row> rows;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
      if (!parameter.empty()) sqlite3_bind_text(statement, 1, parameter.c_str(), -1, SQLITE_STATIC);
      while (sqlite3_step(statement) == SQLITE_ROW) {
        Row& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
          const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
          row.emplace_back(text == nullptr ? "" : text);
        }
      }
    }
    if (sqlite3_finalize(statement) != SQLITE_OK) {
      facts_.insert("error " + sql + ": " + sqlite3_errmsg(db_));
    }
    return rows;
  }

  static std::string Key(const std::string& name) { return KeyOf(name); }

  void ReadTable(const std::string& name, const std::string& sql) {
    const std::string key = Key(name);
    for (const Row& row : Ask("SELECT wr, strict FROM pragma_table_list(?1) WHERE schema = 'main'", name)) {
      facts_.insert("table " + name + (row[0] == "1" ? " without rowid" : "") +
                    (row[1] == "1" ? " strict" : ""));
    }
    for (const Row& row : Ask("SELECT name, type, \"notnull\", pk, hidden, dflt_value, dflt_value IS NULL "
                              "FROM pragma_table_xinfo(?1)",
                              name)) {
      ReadColumn(name, row);
    }
    for (const Row& row : Ask("SELECT name, \"unique\", origin, partial FROM pragma_index_list(?1)", name)) {
      ReadIndex(key, row);
    }
    std::string id;
    std::string columns;
    std::string rest;
    const auto flush = [&] {
      if (!columns.empty()) facts_.insert("foreign key " + key + ":" + columns + rest);
      columns.clear();
    };
    for (const Row& row : Ask("SELECT id, \"table\", \"from\", \"to\", on_delete, on_update FROM "
                              "pragma_foreign_key_list(?1) ORDER BY id, seq",
                              name)) {
      if (row[0] != id) flush();
      id = row[0];
      columns += " " + Key(row[2]) + ">" + Key(row[3]);
      rest = " of " + Key(row[1]) + " delete " + Key(row[4]) + " update " + Key(row[5]);
    }
    flush();
    ReadText(key, TokensOf(sql));
  }

  void ReadColumn(const std::string& table, const Row& row) {
    const char* collation = nullptr;
    int autoincrement = 0;
    sqlite3_table_column_metadata(db_, "main", table.c_str(), row[0].c_str(), nullptr, &collation, nullptr,
                                  nullptr, &autoincrement);
    std::string fact = "column " + Key(table) + "." + row[0] + " type '" + Normalized(row[1]) + "'" +
                       (row[2] == "1" ? " not null" : "") + (autoincrement != 0 ? " autoincrement" : "");
    if (row[3] != "0") fact += " key " + row[3];
    fact += " collate " + Key(collation == nullptr ? "?" : collation);
    if (row[4] == "2") fact += " virtual";
    if (row[4] == "3") fact += " stored";
    if (row[6] == "0") fact += " default " + Normalized(row[5]);
    facts_.insert(fact);
  }

  void ReadIndex(const std::string& table, const Row& index) {
    const bool is_constraint = index[2] != "c";
    std::string fact = is_constraint
                           ? "unique " + table + ":"
                           : "index " + table + "." + index[0] + (index[1] == "1" ? " unique:" : ":");
    for (const Row& row :
         Ask("SELECT cid, name, coll, \"desc\" FROM pragma_index_xinfo(?1) WHERE key", index[0])) {
      fact += " " + (row[0] == "-2" ? "?" : Key(row[1])) + "/" + Key(row[2]);
      if (!is_constraint && row[3] == "1") fact += "/desc";
    }
    facts_.insert(fact + (index[3] == "1" ? " partial" : ""));
  }

  // What follows the table's name; the name of the index may be quoted, but holds no parenthesis.
  void ReadIndexText(const std::string& name, const std::string& sql) {
    const std::string text = Normalized(sql);
    facts_.insert("index text " + Key(name) + ": " + text.substr(text.find(" (") + 1));
  }

  // What no PRAGMA tells: checks, expressions of generated columns, names, what is deferrable.
  void ReadText(const std::string& table, const std::vector<std::string>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i] == "constraint") {
        const std::string& kind = tokens[i + 2];
        const bool one_word = kind == "unique" || kind == "check";
        const std::string what = one_word ? kind : kind == "primary" ? "primary key" : "foreign key";
        facts_.insert("constraint " + table + ": " + tokens[i + 1] + " " + what);
      } else if (tokens[i] == "check" && tokens[i + 1] == "(") {
        facts_.insert("check " + table + ": " + Inside(tokens, i + 1));
      } else if (tokens[i] == "as" && tokens[i + 1] == "(" && tokens[i - 1] == "always") {
        facts_.insert("generated " + table + ": " + Inside(tokens, i + 1));
      } else if (tokens[i] == "references") {
        ReadDeferrable(table, tokens, i + 1);
      }
    }
  }

  static std::string Inside(const std::vector<std::string>& tokens, std::size_t open) {
    std::string text;
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
      if (tokens[i] == ")" && --depth == 0) break;
      if (depth > 0) text += (text.empty() ? "" : " ") + tokens[i];
      if (tokens[i] == "(") ++depth;
    }
    return text;
  }

  void ReadDeferrable(const std::string& table, const std::vector<std::string>& tokens, std::size_t parent) {
    int depth = 0;
    for (std::size_t i = parent + 1; i < tokens.size(); ++i) {
      if (tokens[i] == "(") ++depth;
      if (tokens[i] == ")") --depth;
      const bool ends = depth < 0 || (depth == 0 && (tokens[i] == "," || tokens[i] == "constraint" ||
                                                     tokens[i] == "references" || tokens[i] == "check"));
      if (ends) return;
      if (tokens[i] != "deferrable") continue;
      const bool deferred = i + 2 < tokens.size() && tokens[i + 2] == "deferred";
      facts_.insert("deferrable " + table + ": " + tokens[parent] + (deferred ? " deferred" : ""));
      return;
    }
  }

  sqlite3* db_;
  std::multiset<std::string> facts_;
};

}  // namespace

Facts FactsOf(sqlite3* db) { return Reader(db).Read(); }

}  // namespace instar::compiler::property
