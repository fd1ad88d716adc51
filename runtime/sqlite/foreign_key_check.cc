#include "runtime/sqlite/foreign_key_check.h"

#include <vector>

#include "runtime/message.h"
#include "runtime/sqlite/found_key.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

std::string Sentence(const FoundKey& key, const Statement& row) {
  // A table without rowids has no better name for its row.
  if (row.ColumnType(0) == SQLITE_NULL) {
    return Message("a row of table '%' refers to a row of '%' that is not there", {key.table, key.parent});
  }
  return Message("row % of table '%' refers to a row of '%' that is not there",
                 {row.Column(0), key.table, key.parent});
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

int AnyViolation(sqlite3* db, bool* any) {
  Statement check;
  int rc = check.Prepare(db, "PRAGMA main.foreign_key_check");
  if (rc == SQLITE_OK) rc = check.Step();
  *any = rc == SQLITE_ROW || rc == SQLITE_ERROR;
  return *any || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int CountViolations(sqlite3* db, bool with_unenforceable, std::int64_t weight, Violations* violations) {
  std::vector<FoundKey> keys;
  int rc = ReadForeignKeys(db, &keys);
  for (const FoundKey& key : keys) {
    if (rc != SQLITE_OK || (!key.enforceable && !with_unenforceable)) continue;
    Statement orphans;
    rc = orphans.Prepare(db, Concat({"SELECT ", key.row, " ", key.orphans}));
    while (rc == SQLITE_OK && (rc = orphans.Step()) == SQLITE_ROW) {
      (*violations)[Sentence(key, orphans)] += weight;
      rc = SQLITE_OK;
    }
    if (rc == SQLITE_DONE) rc = SQLITE_OK;
  }
  return rc;
}

int ViolationQuery(sqlite3* db, std::string* query) {
  std::vector<FoundKey> keys;
  const int rc = ReadForeignKeys(db, &keys);
  bool all = true;
  std::string sum = "SELECT 0";
  for (const FoundKey& key : keys) {
    all = all && key.enforceable;
    if (key.enforceable) sum += Concat({" + (SELECT count(*) ", key.orphans, ")"});
  }
  // Which is the same, and shorter.
  *query = all ? "SELECT count(*) FROM pragma_foreign_key_check" : sum;
  return rc;
}

int ForeignKeyAudit::Begin(sqlite3* db, bool lists) {
  violations_.clear();
  undecided_ = false;
  lists_ = lists_ || lists;
  return lists_ ? CountViolations(db, true, -1, &violations_) : SQLITE_OK;
}

int ForeignKeyAudit::End(sqlite3* db, std::string* broken) {
  bool any = false;
  int rc = AnyViolation(db, &any);
  if (rc != SQLITE_OK || !any) return rc;
  if (!lists_) {
    lists_ = undecided_ = true;
    return rc;
  }
  rc = CountViolations(db, false, 1, &violations_);
  if (rc == SQLITE_OK) *broken = NewViolations(violations_);
  return rc;
}

}  // namespace instar::sqlite
