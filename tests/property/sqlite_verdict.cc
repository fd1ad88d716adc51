#include "tests/property/sqlite_verdict.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <vector>

#include "tests/property/spec.h"

namespace instar::compiler::property {
namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string PrepareError(const Scratch& db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int rc = sqlite3_prepare_v2(db.get(), sql.c_str(), -1, &statement, nullptr);
  sqlite3_finalize(statement);
  return rc == SQLITE_OK ? "" : sql + ": " + sqlite3_errmsg(db.get());
}

// "x" is a name, whatever else SQLite may take it for.
void QuotesAreNames(const Scratch& db) {
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

}  // namespace

bool IsPlainSql(std::string_view statements) {
  static constexpr std::string_view kOurs[] = {
      "alter column", "add constraint",  "add check",         "add unique",  "add foreign",
      "add primary",  "drop constraint", "rename constraint", "create type", "alter type",
      "drop type",    "alter index",     "identity",
  };
  return std::ranges::none_of(kOurs, [&](std::string_view ours) { return Contains(statements, ours); });
}

std::string Refusal(const Scratch& db, const std::string& statements) {
  QuotesAreNames(db);
  sqlite3_exec(db.get(), "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  const std::string all = "BEGIN; " + statements + " COMMIT;";
  if (sqlite3_exec(db.get(), all.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    std::string error = sqlite3_errmsg(db.get());
    sqlite3_exec(db.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    return error;
  }
  std::string wrong = Unsoundness(db);
  return wrong.empty() ? Unusable(db) : wrong;
}

std::string Unsoundness(const Scratch& db) {
  // In a table without rowids SQLite (3.40) may look for a NULL in the wrong column.
  const std::string integrity = db.Ask(
      "SELECT * FROM pragma_integrity_check WHERE integrity_check NOT LIKE 'NULL value in %' OR NOT EXISTS "
      "(SELECT 1 FROM pragma_table_list WHERE wr AND integrity_check LIKE 'NULL value in ' || name || "
      "'.%')");
  if (!integrity.empty() && integrity != "ok\n") return "integrity_check: " + integrity;
  const std::string keys = db.Ask("PRAGMA foreign_key_check");
  return keys.empty() ? "" : "foreign_key_check: " + keys;
}

std::string Unusable(const Scratch& db) {
  QuotesAreNames(db);
  sqlite3_exec(db.get(), "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  const std::string where = " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'instar%'";
  for (const std::string& name :
       Lines(db.Ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')" + where))) {
    const std::string error = PrepareError(db, "SELECT * FROM " + Written(name));
    if (!error.empty()) return error;
  }
  for (const std::string& name :
       Lines(db.Ask("SELECT name FROM sqlite_schema WHERE type = 'table'" + where))) {
    const std::string column =
        Lines(db.Ask("SELECT name FROM pragma_table_xinfo('" + name + "') WHERE hidden = 0 LIMIT 1"))[0];
    for (const std::string& sql :
         {"INSERT INTO " + Written(name) + " DEFAULT VALUES", "DELETE FROM " + Written(name),
          "UPDATE " + Written(name) + " SET " + Written(column) + " = " + Written(column)}) {
      const std::string error = PrepareError(db, sql);
      if (!error.empty()) return error;
    }
  }
  return "";
}

bool IsOfRows(std::string_view refusal) {
  static constexpr std::string_view kOfRows[] = {
      "constraint failed", "foreign key",    "datatype mismatch", "cannot store",    "integer overflow",
      "Cannot add a",      "malformed JSON", "promised now",      "refers to a row", "non-deterministic use",
  };
  return std::ranges::any_of(kOfRows, [&](std::string_view words) { return Contains(refusal, words); });
}

}  // namespace instar::compiler::property
