// What happens inside a revision: failures, foreign keys, C++ steps.
#include <gtest/gtest.h>

#include <stdexcept>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

TEST(Steps, AFailingStatementRollsItsRevisionBack) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x unique); }\ndowngrade { }",
       "revision b; revises a; upgrade { insert into a (x) values (1); insert into a (x) values (1); }\n"
       "downgrade { }"});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.revision, "b");
  EXPECT_EQ(report.failure.step, 1u);
  EXPECT_EQ(report.failure.reason, "UNIQUE constraint failed: a.x");
  EXPECT_NE(report.status.message().find("insert into a (x) values (1)"), std::string::npos);
  EXPECT_EQ(report.to, std::vector<std::string>{"a"});
  EXPECT_EQ(db.Ask("select count(*) from a"), "0");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
  EXPECT_EQ(db.Ask("select revision from instar_history"), "a");
}

TEST(Steps, ADeferredViolationFailsAtTheCommit) {
  const History history(
      {"revision a; revises base; upgrade { create table p (id integer primary key);\n"
       "create table c (p integer references p (id) deferrable initially deferred); insert into c (p) values "
       "(7); }\n"
       "downgrade { }"});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.step, 3u);
  EXPECT_NE(report.status.message().find("commit"), std::string::npos);
  EXPECT_EQ(db.Ask("select count(*) from sqlite_schema"), "0");
}

TEST(Steps, ForeignKeysAreEnforcedAndTheCallersSettingComesBack) {
  const History history(
      {"revision a; revises base; upgrade { create table p (id integer primary key);\n"
       "create table c (p integer references p (id)); }\ndowngrade { }",
       "revision b; revises a; upgrade { insert into c (p) values (7); }\ndowngrade { }"});
  for (const char* setting : {"0", "1"}) {
    Database db;
    db.Run(std::string("pragma foreign_keys = ") + setting);
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.failure.reason, "FOREIGN KEY constraint failed");
    EXPECT_EQ(report.failure.revision, "b");
    EXPECT_EQ(db.Ask("pragma foreign_keys"), setting);
    Options options;
    options.target = "base";
    EXPECT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
    EXPECT_EQ(db.Ask("pragma foreign_keys"), setting);
  }
}

TEST(Steps, AStatementThatRollsBackByItselfIsAFailure) {
  const History history({"revision a; revises base; upgrade { create table a (x unique); }\ndowngrade { }",
                         "revision b; revises a; upgrade { insert into a (x) values (1);\n"
                         "insert or rollback into a (x) values (1); }\ndowngrade { }"});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(db.Ask("select count(*) from a"), "0");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
}

const std::vector<std::string>& WithCall() {
  static const std::vector<std::string> migrations = {
      "revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
      "revision b; revises a; upgrade { insert into a (x) values (1); call test::Step; } downgrade { call "
      "test::Step; }"};
  return migrations;
}

TEST(Calls, RunInsideTheRevisionsTransaction) {
  History history(WithCall());
  history.SetStep([](Step& step) -> Status {
    if (sqlite3_get_autocommit(sqlite::Handle(step)) != 0)
      return Status(StatusCode::kInvalidArgument, "no transaction");
    const std::string sql = "insert into a (x) values ('" + std::string(step.revision()) +
                            (step.direction() == Direction::kUpgrade ? " up')" : " down')");
    sqlite3_exec(sqlite::Handle(step), sql.c_str(), nullptr, nullptr, nullptr);
    return OkStatus();
  });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select x from a"), "1 b up");
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
  EXPECT_EQ(db.Ask("select x from a"), "1 b up b down");
}

TEST(Calls, AnErrorRollsTheRevisionBack) {
  History history(WithCall());
  history.SetStep([](Step&) { return Status(StatusCode::kBusy, "the key server is away"); });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << "a step's code is its own business";
  EXPECT_EQ(report.failure.reason, "the key server is away");
  EXPECT_NE(report.status.message().find("test::Step"), std::string::npos);
  EXPECT_EQ(db.Ask("select count(*) from a"), "0");
}

TEST(Calls, MayNotChangeTheSchema) {
  History history(WithCall());
  for (const StepFunction function :
       {StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step), "create table sneaked_in (x)", nullptr, nullptr, nullptr);
          return OkStatus();
        }),
        StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step), "alter table a rename to sneaked_in", nullptr, nullptr, nullptr);
          return OkStatus();
        }),
        StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step),
                       "pragma writable_schema = on; update sqlite_schema set sql = 'create table a (x, y)' "
                       "where name = 'a'; pragma writable_schema = off",
                       nullptr, nullptr, nullptr);
          return OkStatus();
        }),
        StepFunction([](Step& step) {
          sqlite3* const db = sqlite::Handle(step);
          sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
          sqlite3_exec(db, "delete from sqlite_schema where name = 'instar_history'", nullptr, nullptr,
                       nullptr);
          sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, nullptr);
          return OkStatus();
        })}) {
    history.SetStep(function);
    Database db;
    Options options;
    options.target = "a";
    ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
    const std::string before = db.Ask("select name, sql from sqlite_schema");
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
    EXPECT_NE(report.failure.reason.find("schema"), std::string::npos) << report.failure.reason;
    EXPECT_EQ(db.Ask("select name, sql from sqlite_schema"), before);
  }
}

// Whatever the step makes of SQLite's refusal, nothing of its revision stays.
TEST(Calls, CannotEndTheTransaction) {
  History history(WithCall());
  for (const StepFunction function :
       {StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step), "commit", nullptr, nullptr, nullptr);
          return OkStatus();
        }),
        StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step), "commit; begin", nullptr, nullptr, nullptr);
          return Status(StatusCode::kIoError, "commit failed");
        }),
        StepFunction([](Step& step) {
          sqlite3_exec(sqlite::Handle(step), "rollback", nullptr, nullptr, nullptr);
          return OkStatus();
        })}) {
    history.SetStep(function);
    Database db;
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
    EXPECT_NE(report.failure.reason.find("transaction"), std::string::npos) << report.failure.reason;
    EXPECT_EQ(db.Ask("select count(*) from a"), "0");
    EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
  }
}

void RunUnheeded(sqlite3* db, const char* sql) { sqlite3_exec(db, sql, nullptr, nullptr, nullptr); }

// What a step may do without looking at the answers, after SQLite has rolled the transaction back.
const StepFunction kHeedless[] = {
    [](Step& step) {
      sqlite3* const db = sqlite::Handle(step);
      RunUnheeded(db, "insert or rollback into a (x) values (1)");
      RunUnheeded(db, "insert into a (x) values (2)");
      return OkStatus();
    },
    // Prepared before, it is run again.
    [](Step& step) {
      sqlite3* const db = sqlite::Handle(step);
      sqlite3_stmt* insert = nullptr;
      sqlite3_prepare_v2(db, "insert into a (x) values (?1)", -1, &insert, nullptr);
      for (int i = 2; i < 6; ++i) {
        sqlite3_bind_int(insert, 1, i);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        if (i == 3) RunUnheeded(db, "insert or rollback into a (x) values (1)");
      }
      sqlite3_finalize(insert);
      return OkStatus();
    },
    // A savepoint begins a transaction where there is none.
    [](Step& step) {
      sqlite3* const db = sqlite::Handle(step);
      sqlite3_stmt* savepoint = nullptr;
      sqlite3_prepare_v2(db, "savepoint s", -1, &savepoint, nullptr);
      RunUnheeded(db, "insert or rollback into a (x) values (1)");
      sqlite3_step(savepoint);
      sqlite3_finalize(savepoint);
      RunUnheeded(db, "insert into a (x) values (2); release s");
      RunUnheeded(db, "savepoint s; insert into a (x) values (3); release s");
      RunUnheeded(db, "pragma user_version = 1");
      return OkStatus();
    },
    // The disk is full, and then there is room again.
    [](Step& step) {
      sqlite3* const db = sqlite::Handle(step);
      sqlite3_stmt* insert = nullptr;
      sqlite3_prepare_v2(db, "insert into a (x) values (?1)", -1, &insert, nullptr);
      RunUnheeded(db, "pragma max_page_count = 1");
      for (int i = 2; i < 40; ++i) {
        sqlite3_bind_zeroblob(insert, 1, i < 20 ? 5000 + i : i);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        if (i == 20) RunUnheeded(db, "pragma max_page_count = 1000000");
      }
      sqlite3_finalize(insert);
      return OkStatus();
    }};

TEST(Calls, CannotGoOnAfterSqliteHasRolledBack) {
  History history(
      {"revision a; revises base; upgrade { create table a (x unique); insert into a (x) values "
       "(1); } downgrade { drop table a; }",
       "revision b; revises a; upgrade { call test::Step; } downgrade { call test::Step; }"});
  for (const bool defensive : {false, true}) {
    for (const StepFunction function : kHeedless) {
      history.SetStep(function);
      const TemporaryFolder folder;
      Database db(folder.File("a.db"));
      sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, defensive ? 1 : 0, nullptr);
      const Report report = sqlite::Upgrade(db.get(), history.table());
      EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << report.status.message();
      EXPECT_NE(report.failure.reason.find("made SQLite roll the transaction back"), std::string::npos)
          << report.failure.reason;
      EXPECT_EQ(db.Ask("select x from a"), "1");
      EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
      EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
      int is_defensive = -1;
      sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, -1, &is_defensive);
      EXPECT_EQ(is_defensive, defensive ? 1 : 0);
      // Its own statements are the caller's again.
      db.Run("insert into a (x) values (9)");
    }
  }
}

// What a search index holds back until the commit is not lost where the schema is read anew in between.
TEST(Calls, BesideStatementsThatFillASearchIndex) {
  for (const std::string kind : {"fts5", "fts4"}) {
    History history(
        {"revision a; revises base; upgrade { on sqlite { create virtual table f using " + kind +
             "(x); insert into f (x) values ('zero'); } } downgrade { on sqlite { drop table f; } }",
         "revision b; revises a; upgrade { on sqlite { insert into f (x) values ('one'); insert into "
         "f (x) values ('two one'); } call test::Step; on sqlite { insert into f (x) values ('three "
         "one'); } } downgrade { call test::Step; }"});
    history.SetStep([](Step& step) {
      char* error = nullptr;
      sqlite3_exec(
          sqlite::Handle(step),
          "insert into f (x) values ('step one'); update f set x = 'changed one' where x = 'two one'; "
          "delete from f where x = 'zero'; insert into f (x) values ('more one')",
          nullptr, nullptr, &error);
      return error == nullptr ? OkStatus() : Status(StatusCode::kStepFailed, error);
    });
    Database db;
    const Report report = sqlite::Upgrade(db.get(), history.table());
    ASSERT_TRUE(report.ok()) << report.status.message();
    db.Run("insert into f (f) values ('integrity-check')");
    EXPECT_EQ(db.Ask("select x from f order by rowid"), "one changed one step one more one three one")
        << kind;
    EXPECT_EQ(db.Ask("select count(*) from f where f match 'one'"), "5") << kind;
    EXPECT_EQ(db.Ask("select count(*) from f where f match 'two'"), "0") << kind;
    EXPECT_EQ(db.Ask("select count(*) from f where f match 'zero'"), "0") << kind;
    db.Run("insert into f (f) values ('optimize'); insert into f (f) values ('integrity-check')");
    EXPECT_EQ(db.Ask("select count(*) from f where f match 'one'"), "5") << kind;
  }
}

// It would keep the commit waiting for a lock that is its own.
TEST(Calls, MayLeaveNoStatementInProgress) {
  History history(WithCall());
  static sqlite3_stmt* left;
  history.SetStep([](Step& step) {
    sqlite3_prepare_v2(sqlite::Handle(step), "insert into a (x) values (2), (3) returning x", -1, &left,
                       nullptr);
    sqlite3_step(left);
    return OkStatus();
  });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << report.status.message();
  EXPECT_EQ(
      report.failure.reason,
      "the C++ step left a statement in progress, which must be finished, reset or closed: insert into a (x) "
      "values (2), (3) returning x");
  sqlite3_finalize(left);
  EXPECT_EQ(db.Ask("select count(*) from a"), "0");
}

// SQLite looks for a name in all databases of the connection.
TEST(Steps, DoNotReachDatabasesThatAreAttached) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
       "revision b; revises a; upgrade { insert into a (x) select 1; } downgrade { delete from a; }"});
  const TemporaryFolder folder;
  for (const char* target : {"b", "base"}) {
    Database db(folder.File("main.db"));
    Options options;
    options.target = "a";
    ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
    db.Run("attach '" + folder.File("other.db") + "' as other");
    db.Run("create table if not exists other.a (x); insert into other.a values (7)");
    // Somebody has dropped it, or given it another name.
    db.Run("alter table main.a rename to z");
    const std::string before = db.Ask("select x from other.a");
    options.target = target;
    const Report report = target == std::string("b") ? sqlite::Upgrade(db.get(), history.table(), options)
                                                     : sqlite::Downgrade(db.get(), history.table(), options);
    EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << report.status.message();
    EXPECT_NE(report.failure.reason.find("is not in the main database"), std::string::npos)
        << report.failure.reason;
    EXPECT_EQ(db.Ask("select x from other.a"), before);
    db.Run("alter table main.z rename to a");
  }
}

// What makes SQLite ask again is no matter of other connections.
TEST(Calls, LeaveTheNumberOfTheSchemaAsItIs) {
  History history({"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
                   "revision b; revises a; upgrade { call test::Step; } downgrade { call test::Step; }"});
  Database db;
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  const std::string before = db.Ask("pragma schema_version");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(db.Ask("pragma schema_version"), before);
}

TEST(Calls, MayUseSavepoints) {
  History history(WithCall());
  history.SetStep([](Step& step) {
    const char* sql =
        "savepoint s; insert into a (x) values (2); rollback to s; insert into a (x) values (3); release s";
    const int rc = sqlite3_exec(sqlite::Handle(step), sql, nullptr, nullptr, nullptr);
    return rc == SQLITE_OK ? OkStatus()
                           : Status(StatusCode::kDatabaseError, sqlite3_errmsg(sqlite::Handle(step)));
  });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select x from a"), "1 3");
}

// instar_version says where the database is, instar_history what was ever done: nobody else writes there.
TEST(Steps, CannotWriteToInstarsTables) {
  for (const char* sql :
       {"delete from instar_history", "update instar_version set revision = 'x'",
        "insert into INSTAR_VERSION (format, stream, revision, chain_hash) values (1, 'main', 'x', 'y')",
        "drop table instar_history", "alter table instar_history add column z text",
        "create index i on instar_history (id)", "create table instar_version (x)"}) {
    const History history({"revision a; revises base; upgrade { create table a (x); } downgrade { }",
                           "revision b; revises a; upgrade { " + std::string(sql) + "; } downgrade { }"});
    Database db;
    const Report report = sqlite::Upgrade(db.get(), history.table());
    EXPECT_EQ(report.failure.revision, "b") << sql;
    EXPECT_EQ(report.failure.reason,
              "the tables instar_version, instar_history and instar_journal are Instar's own")
        << sql;
    EXPECT_EQ(db.Ask("select revision from instar_version"), "a") << sql;
  }
}

TEST(Steps, MayAnalyzeAndReindexAll) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x); create index i on a (x);\n"
       "insert into a (x) values (1); }\ndowngrade { }",
       "revision b; revises a; upgrade { on sqlite { analyze; analyze main; analyze a; reindex; } }\n"
       "downgrade { on sqlite { analyze i } }"});
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select stat from sqlite_stat1 where tbl = 'a'"), "1 1");
  Options options;
  options.target = "a";
  EXPECT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
}

// SQLite looks there first: the migration would change the caller's own table in place of the real one.
TEST(Steps, ATemporaryTableOfTheCallersDoesNotTakeTheirPlace) {
  const std::string create = "revision a; revises base; upgrade { create table t (x text); } downgrade { }";
  for (const char* sql :
       {"insert into t (x) values (1)", "update t set x = 2", "delete from t",
        "alter table t add column y text", "create index i on t (x)", "alter table t rename to u",
        "drop table t", "on sqlite { insert into main.t select x from t }"}) {
    const std::string end = sql[0] == 'o' ? "" : ";";
    const History history(
        {create, std::string("revision b; revises a; upgrade { ") + sql + end + " } downgrade { }"});
    for (const char* hiding : {"create temp table T (x text)", "create temp view T as select 1 as x"}) {
      Database db;
      db.Run(hiding);
      const Report report = sqlite::Upgrade(db.get(), history.table());
      EXPECT_EQ(report.failure.revision, "b") << sql;
      EXPECT_EQ(db.Ask("select count(*) from main.t"), "0");
      EXPECT_EQ(db.Ask("select count(*) from temp.sqlite_schema"), "1");
    }
  }
}

TEST(Steps, TemporaryTablesMayServeTriggersAndSteps) {
  History history(
      {"revision a; revises base; upgrade { create table t (x text); } downgrade { }",
       "revision b; revises a; upgrade { insert into t (x) values (1); call test::Step;\n"
       "on sqlite { create temp table work (x); insert into work select x from t; drop table work; } }\n"
       "downgrade { }"});
  history.SetStep([](Step& step) {
    const char* sql = "insert into mine select x from t";
    return sqlite3_exec(sqlite::Handle(step), sql, nullptr, nullptr, nullptr) == SQLITE_OK
               ? OkStatus()
               : Status(StatusCode::kDatabaseError, "");
  });
  Database db;
  Options options;
  options.target = "a";
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), options).ok());
  db.Run(
      "create temp table mine (x); create temp trigger g after insert on t begin insert into mine values "
      "(new.x); "
      "end");
  const Report report = sqlite::Upgrade(db.get(), history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select x from mine"), "1 1");
}

TEST(Steps, TheirGuardGoesWithTheMigration) {
  const History history({"revision a; revises base; upgrade { create table a (x); } downgrade { }"});
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  EXPECT_EQ(db.Ask("begin; delete from instar_version; rollback; select count(*) from instar_version"), "1");
}

TEST(Calls, AnExceptionPassesThroughAndNothingStays) {
  History history(WithCall());
  history.SetStep([](Step&) -> Status { throw std::runtime_error("thrown by the user"); });
  Database db;
  EXPECT_THROW((void)sqlite::Upgrade(db.get(), history.table()), std::runtime_error);
  EXPECT_NE(sqlite3_get_autocommit(db.get()), 0);
  EXPECT_EQ(db.Ask("select count(*) from a"), "0");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
}

}  // namespace
}  // namespace instar
