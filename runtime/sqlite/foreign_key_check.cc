#include "runtime/sqlite/foreign_key_check.h"

#include <set>
#include <vector>

#include "runtime/message.h"
#include "runtime/sqlite/found_key.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

int ReadTableNames(sqlite3* db, std::set<std::string>* names) {
  Statement read;
  int rc = read.Prepare(db, "SELECT name FROM main.sqlite_master WHERE type = 'table'");
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    names->emplace(read.Column(0));
    rc = SQLITE_OK;
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

}  // namespace

std::string SentenceOn(const Violation& violation) {
  if (violation.row.empty()) {
    return Message("a row of table '%' refers to a row of '%' that is not there",
                   {violation.table, violation.parent});
  }
  return Message("row % of table '%' refers to a row of '%' that is not there",
                 {violation.row, violation.table, violation.parent});
}

int AnyViolation(sqlite3* db, bool* any) {
  Statement check;
  int rc = check.Prepare(db, "PRAGMA main.foreign_key_check");
  if (rc == SQLITE_OK) rc = check.Step();
  *any = rc == SQLITE_ROW || rc == SQLITE_ERROR;
  return *any || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int CountViolations(sqlite3* db, bool with_unenforceable, Violations* violations) {
  std::vector<FoundKey> keys;
  int rc = ReadForeignKeys(db, &keys);
  for (const FoundKey& key : keys) {
    if (rc != SQLITE_OK || (!key.enforceable && !with_unenforceable)) continue;
    Statement orphans;
    rc = orphans.Prepare(db, Concat({"SELECT ", key.row, " ", key.orphans}));
    while (rc == SQLITE_OK && (rc = orphans.Step()) == SQLITE_ROW) {
      ++(*violations)[{key.table, std::string(orphans.Column(0)), key.parent}];
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
  tables_.clear();
  undecided_ = false;
  lists_ = lists_ || lists;
  if (!lists_) return SQLITE_OK;
  const int rc = ReadTableNames(db, &tables_);
  return rc == SQLITE_OK ? CountViolations(db, true, &violations_) : rc;
}

int ForeignKeyAudit::End(sqlite3* db, std::string* broken) {
  bool any = false;
  int rc = AnyViolation(db, &any);
  if (rc != SQLITE_OK || !any) return rc;
  if (!lists_) {
    lists_ = undecided_ = true;
    return rc;
  }
  Violations found;
  rc = CountViolations(db, false, &found);
  if (rc == SQLITE_OK) rc = TellNew(db, found, broken);
  return rc;
}

int ForeignKeyAudit::TellNew(sqlite3* db, const Violations& found, std::string* broken) const {
  std::set<std::string> now;
  const int rc = ReadTableNames(db, &now);
  // A table that is gone and one that is new may be the same: then its rows are, too.
  const auto lasting = [&](const std::string& table) {
    return (tables_.count(table) == now.count(table)) ? table : std::string();
  };
  const auto same = [&](const Violation& one) {
    return Violation{lasting(one.table), one.row, lasting(one.parent)};
  };
  Violations balance;
  for (const auto& [violation, times] : violations_) balance[same(violation)] -= times;
  std::int64_t count = 0;
  for (const auto& [violation, times] : found) {
    std::int64_t& left = balance[same(violation)];
    left += times;
    if (left <= 0) continue;
    if (count == 0) *broken = SentenceOn(violation);
    count += left < times ? left : times;
  }
  if (count > 1) *broken = Message("%, and % more", {*broken, Decimal(count - 1)});
  return rc;
}

}  // namespace instar::sqlite
