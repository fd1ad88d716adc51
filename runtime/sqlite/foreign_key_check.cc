#include "runtime/sqlite/foreign_key_check.h"

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

int CountViolationsOf(sqlite3* db, std::string_view table, std::int64_t weight, Violations* violations) {
  Statement check;
  int rc = check.Prepare(db, Concat({"PRAGMA main.foreign_key_check(", QuotedName(table), ")"}));
  while (rc == SQLITE_OK && (rc = check.Step()) == SQLITE_ROW) {
    (*violations)[Sentence(check)] += weight;
    rc = SQLITE_OK;
  }
  if (rc == SQLITE_DONE) return SQLITE_OK;
  if (rc != SQLITE_ERROR) return rc;
  // A key that cannot be enforced, whatever the rows are: its parent is not unique.
  (*violations)[sqlite3_errmsg(db)] += weight;
  return SQLITE_OK;
}

// Much less work than listing it.
int AnyViolation(sqlite3* db, bool* any) {
  Statement check;
  int rc = check.Prepare(db, "PRAGMA main.foreign_key_check");
  if (rc == SQLITE_OK) rc = check.Step();
  *any = rc == SQLITE_ROW || rc == SQLITE_ERROR;
  return *any || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

// Adds `weight` to the count of each: 1 for what is broken now, -1 for what was before.
int CountViolations(sqlite3* db, std::int64_t weight, Violations* violations) {
  Statement tables;
  int rc = tables.Prepare(db, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0");
  while (rc == SQLITE_OK && (rc = tables.Step()) == SQLITE_ROW) {
    rc = CountViolationsOf(db, tables.Column(0), weight, violations);
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

// Those whose count is above 0.
std::string NewViolations(const Violations& violations) {
  std::string text;
  std::int64_t count = 0;
  for (const auto& [sentence, times] : violations) {
    if (times <= 0) continue;
    if (count == 0) text = sentence;
    count += times;
  }
  return count > 1 ? Message("%, and % more", {text, Decimal(count - 1)}) : text;
}

}  // namespace

int ForeignKeyAudit::Begin(sqlite3* db) {
  violations_.clear();
  undecided_ = false;
  return lists_ ? CountViolations(db, -1, &violations_) : SQLITE_OK;
}

int ForeignKeyAudit::End(sqlite3* db, std::string* broken) {
  bool any = false;
  int rc = AnyViolation(db, &any);
  if (rc != SQLITE_OK || !any) return rc;
  if (!lists_) {
    lists_ = undecided_ = true;
    return rc;
  }
  rc = CountViolations(db, 1, &violations_);
  if (rc == SQLITE_OK) *broken = NewViolations(violations_);
  return rc;
}

}  // namespace instar::sqlite
