#include "tests/runtime/untransacted_history.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "absl/strings/str_format.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"

namespace instar {
namespace {

constexpr std::size_t kSteps = 4;

HandStep InsertRow(int row, int work) {
  const std::string loop = absl::StrFormat(
      " where (with recursive n (i) as (select 1 union all select i + 1 from n where i < %d) "
      "select max(i) from n) > 0",
      work);
  return HandStep(StepKind::kSql,
                  absl::StrFormat("insert into t select %d%s", row, work == 0 ? std::string() : loop));
}

Options Impatient() {
  Options options;
  options.lock_timeout_ms = 5;
  return options;
}

}  // namespace

HandHistory MakeUntransacted(Known known, int work, int bytes) {
  const std::uint32_t flags = kStepAutocommit | (known == Known::kRepeatable ? kStepRepeatable : 0);
  return HandHistory(
      {{"create table t (x)", "create table big (x)",
        HandStep(StepKind::kSql, absl::StrFormat("insert into big values (zeroblob(%d))", bytes))},
       {InsertRow(1, work), InsertRow(2, work), HandStep("vacuum", flags), InsertRow(3, work)},
       {InsertRow(4, work)}});
}

void MakeUntransactedStart(const std::string& path, const HandHistory& history,
                           const std::string& journal_mode) {
  Database db(path);
  EXPECT_EQ(db.Ask("pragma journal_mode = " + journal_mode), journal_mode);
  Options options;
  options.target = "r0";
  EXPECT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  db.Run("create table kept as select * from big; delete from big");
}

std::size_t ExpectWholeSteps(const std::string& path) {
  Database db(path);
  EXPECT_EQ(Damage(db.get()), "");
  const std::string revision = db.Ask("select revision from instar_version");
  const bool journal_exists =
      db.Ask("select count(*) from sqlite_schema where name = 'instar_journal'") == "1";
  const std::string journal = journal_exists ? db.Ask("select state from instar_journal order by step") : "";
  const std::size_t done = revision != "r0" ? kSteps
                           : !journal_exists
                               ? 0
                               : std::stoul(db.Ask("select count(*) from instar_journal where state = "
                                                   "'done'"));
  const char* const expected[] = {"", "1", "1 2", "1 2", "1 2 3"};
  EXPECT_LE(done, kSteps);
  EXPECT_EQ(db.Ask("select x from t"), revision == "r2" ? "1 2 3 4" : expected[done])
      << revision << ", " << journal;
  if (revision != "r0") {
    EXPECT_EQ(journal, "");
  }
  // Half-way, it is not to be taken for a database at a revision.
  const std::string digest = "(select substr(chain_hash, 1, 8) from instar_version)";
  EXPECT_EQ(
      db.Ask("select printf('%08x', user_version & 0xffffffff) = " + digest + " from pragma_user_version"),
      journal == "" ? "1" : "0")
      << journal;
  return done;
}

bool ExpectFinishesSteps(const std::string& path, const HandHistory& history, Known known, bool say_done) {
  Report report = sqlite::Upgrade(path, history.table(), Impatient());
  const bool asked = report.status.code() == StatusCode::kInterrupted;
  if (asked) {
    EXPECT_EQ(known, Known::kNothing);
    const auto resolution = say_done ? sqlite::Resolution::kDone : sqlite::Resolution::kRetry;
    EXPECT_TRUE(sqlite::Resolve(path, history.table(), resolution).ok());
    report = sqlite::Upgrade(path, history.table(), Impatient());
  }
  EXPECT_TRUE(report.ok()) << report.status.message();
  Database db(path);
  EXPECT_EQ(db.Ask("select x from t"), "1 2 3 4");
  EXPECT_EQ(db.Ask("select revision from instar_history"), "r0 r1 r2");
  EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0");
  EXPECT_NE(db.Ask("pragma user_version"), "0");
  EXPECT_EQ(Damage(db.get()), "");
  return asked;
}

}  // namespace instar
