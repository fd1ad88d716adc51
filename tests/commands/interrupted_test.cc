// Processes that are killed in the middle of a revision without a transaction, and what a person does then.
#include <sqlite3.h>

#include <csignal>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

// Looks into the journal from the outside, and stays in its transaction once it has found what it looked for:
// from then on nobody can end a VACUUM.
class Witness {
 public:
  explicit Witness(const std::string& path) : path_(path) {}
  ~Witness() { sqlite3_close(db_); }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  bool Sees(const std::string& condition) {
    if (db_ == nullptr && sqlite3_open_v2(path_.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
      sqlite3_close(db_);
      db_ = nullptr;
      return false;
    }
    sqlite3_exec(db_, "begin", nullptr, nullptr, nullptr);
    bool found = false;
    const auto note = [](void* flag, int, char**, char**) {
      *static_cast<bool*>(flag) = true;
      return 0;
    };
    sqlite3_exec(db_, ("select 1 from instar_journal where " + condition).c_str(), note, &found, nullptr);
    if (!found) sqlite3_exec(db_, "rollback", nullptr, nullptr, nullptr);
    return found;
  }

 private:
  std::string path_;
  sqlite3* db_ = nullptr;
};

class Interrupted : public CommandTest {
 protected:
  Interrupted() {
    // Enough that a VACUUM takes longer than a look.
    Write(
        "migrations/rev_a.migration",
        "revision rev_a;\nrevises base;\nupgrade {\n  create table big (x blob);\n  insert into big (x) with "
        "recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) select zeroblob(10000) "
        "from n;\n}\ndowngrade { drop table big; }\n");
    Write(
        "migrations/rev_b.migration",
        "revision rev_b;\nrevises rev_a;\ntransaction none;\nupgrade {\n  create table t (x integer);\n  on "
        "sqlite { vacuum; }\n  create index i on t (x);\n}\ndowngrade { drop index i; drop table t; }\n");
  }

  void KillInsideOfTheVacuum() {
    ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
    Witness witness(folder_ / "x.db");
    const auto has_begun = [&] { return witness.Sees("state = 'begun'"); };
    ASSERT_EQ(RunAndSignal({"--database", "x.db", "upgrade"}, SIGKILL, has_begun), -SIGKILL)
        << out() << err();
  }

  void ExpectToBeHalfWay() {
    ASSERT_EQ(Run("--database x.db status"), 0) << err();
    EXPECT_TRUE(Says("half-way through revision rev_b")) << out();
    for (const char* words :
         {"current", "history -i", "show current", "upgrade --dry-run", "status --json"}) {
      EXPECT_EQ(Run(std::string("--database x.db ") + words), 0) << words << "\n" << err();
    }
    EXPECT_EQ(Run("--database x.db stamp head"), 2);
    EXPECT_TRUE(Complains("half-way through revision 'rev_b'")) << err();
    EXPECT_EQ(Query("x.db", "select count(*) from sqlite_schema where name = 'i'"), "0");
  }

  void ExpectToBeFinished() {
    EXPECT_EQ(Query("x.db", "select revision from instar_version"), "rev_b");
    EXPECT_EQ(Query("x.db", "select count(*) from sqlite_schema where name in ('t', 'i')"), "2");
    EXPECT_EQ(Query("x.db", "select count(*) from instar_journal"), "0");
    EXPECT_EQ(Query("x.db", "pragma integrity_check"), "ok");
    EXPECT_EQ(Query("x.db", "select count(*) from big"), "3000");
    EXPECT_EQ(Run("--database x.db verify"), 0) << err();
  }
};

// Twice is as good as once, so nobody is asked.
TEST_F(Interrupted, AVacuumIsRunAgain) {
  KillInsideOfTheVacuum();
  ExpectToBeHalfWay();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_TRUE(Says("applied  rev_b")) << out();
  ExpectToBeFinished();
}

TEST_F(Interrupted, AVacuumIsRunAgainOnRequest) {
  KillInsideOfTheVacuum();
  ExpectToBeHalfWay();
  ASSERT_EQ(Run("--database x.db resolve retry"), 0) << err();
  EXPECT_EQ(out(), "noted: the next upgrade or downgrade runs it again\n");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_TRUE(Says("applied  rev_b")) << out();
  ExpectToBeFinished();
  EXPECT_EQ(Run("--database x.db resolve retry"), 2);
  EXPECT_TRUE(Complains("nothing")) << err();
}

TEST_F(Interrupted, AVacuumIsTakenForDone) {
  KillInsideOfTheVacuum();
  ExpectToBeHalfWay();
  ASSERT_EQ(Run("--database x.db resolve done --json"), 0) << err();
  EXPECT_TRUE(Says("\"resolution\": \"done\"")) << out();
  ASSERT_EQ(Run("--database x.db status"), 0) << err();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  ExpectToBeFinished();
}

TEST_F(Interrupted, AVacuumIsForgottenByAPurge) {
  KillInsideOfTheVacuum();
  ASSERT_EQ(Run("--database x.db stamp --purge rev_a"), 0) << err();
  Query("x.db", "drop table t");
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  ExpectToBeFinished();
}

// A statement that can stand in a transaction is known to be done or not: nobody is asked.
TEST_F(Interrupted, AnythingElseGoesOnByItself) {
  Write(
      "migrations/rev_b.migration",
      "revision rev_b;\nrevises rev_a;\ntransaction none;\nupgrade {\n  create table t (x integer);\n  "
      "insert "
      "into t (x) with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select i "
      "from n;\n  create index i on t (x);\n}\ndowngrade { drop index i; drop table t; }\n");
  ASSERT_EQ(Run("--database x.db upgrade rev_a"), 0) << err();
  Query("x.db", "pragma journal_mode = wal");
  {
    Witness witness(folder_ / "x.db");
    const auto has_begun = [&] { return witness.Sees("state = 'done'"); };
    ASSERT_EQ(RunAndSignal({"--database", "x.db", "upgrade"}, SIGKILL, has_begun), -SIGKILL)
        << out() << err();
  }
  EXPECT_EQ(Query("x.db", "select count(*) from t"), "0");
  ASSERT_EQ(Run("--database x.db status"), 0) << err();
  ASSERT_EQ(Run("--database x.db upgrade"), 0) << err();
  EXPECT_EQ(Query("x.db", "select count(*) from t"), "1000000");
  ExpectToBeFinished();
}

}  // namespace
}  // namespace instar
