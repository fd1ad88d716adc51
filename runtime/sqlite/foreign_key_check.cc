#include "runtime/sqlite/foreign_key_check.h"

#include <algorithm>
#include <iterator>

#include "runtime/message.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

std::string Sentence(const Statement& row) {
  // A table without rowids has no better name for its row.
  if (row.ColumnType(1) == SQLITE_NULL) {
    return Message("a row of table '%' refers to a row of '%' that is not there",
                   {row.Column(0), row.Column(2)});
  }
  return Message("row % of table '%' refers to a row of '%' that is not there",
                 {row.Column(1), row.Column(0), row.Column(2)});
}

int FindViolationsOf(sqlite3* db, std::string_view table, Violations* violations) {
  Statement check;
  int rc = check.Prepare(db, Concat({"PRAGMA main.foreign_key_check(", QuotedName(table), ")"}));
  while (rc == SQLITE_OK && (rc = check.Step()) == SQLITE_ROW) {
    violations->push_back(Sentence(check));
    rc = SQLITE_OK;
  }
  if (rc == SQLITE_DONE) return SQLITE_OK;
  if (rc != SQLITE_ERROR) return rc;
  // A key that cannot be enforced, whatever the rows are: its parent is not unique.
  violations->emplace_back(sqlite3_errmsg(db));
  return SQLITE_OK;
}

}  // namespace

int AnyViolation(sqlite3* db, bool* any) {
  Statement check;
  int rc = check.Prepare(db, "PRAGMA main.foreign_key_check");
  if (rc == SQLITE_OK) rc = check.Step();
  *any = rc == SQLITE_ROW || rc == SQLITE_ERROR;
  return *any || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int FindViolations(sqlite3* db, Violations* violations) {
  Statement tables;
  int rc = tables.Prepare(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0");
  while (rc == SQLITE_OK && (rc = tables.Step()) == SQLITE_ROW) {
    rc = FindViolationsOf(db, tables.Column(0), violations);
  }
  std::sort(violations->begin(), violations->end());
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

std::string NewViolation(const Violations& before, const Violations& after, std::size_t* count) {
  Violations added;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  *count = added.size();
  return added.empty() ? std::string() : added.front();
}

}  // namespace instar::sqlite
