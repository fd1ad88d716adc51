// Instar's own tables, changed by hand in every way: refused with a reason, and nothing run.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"
#include "tests/runtime/tampering.h"

namespace instar {
namespace {

// A file with two of four revisions applied, so that there is work to do both ways.
class Tamper : public testing::Test {
 protected:
  Tamper() : line_(LineOfTables(4)), path_(folder_.File("db")) {
    EXPECT_TRUE(sqlite::Upgrade(path_, line_.table(), To("r00001")).ok());
    original_ = BytesOf(path_);
  }

  static Options To(const std::string& target) {
    Options options;
    options.target = target;
    options.lock_timeout_ms = 50;
    return options;
  }
  void Restore() { std::ofstream(path_, std::ios::binary) << original_; }
  bool RunUnchecked(const std::string& sql) { return instar::RunUnchecked(path_, sql); }
  bool Refuses(const std::string& what) {
    const std::string before = BytesOf(path_);
    const Report reports[] = {sqlite::Upgrade(path_, line_.table()),
                              sqlite::Downgrade(path_, line_.table(), To("base")),
                              sqlite::Stamp(path_, line_.table(), To("r00003"))};
    const State state = sqlite::Inspect(path_, line_.table());
    EXPECT_TRUE(BytesOf(path_) == before) << what;
    for (const Report& report : reports) {
      EXPECT_FALSE(report.ok()) << what;
      EXPECT_TRUE(report.applied.empty()) << what;
      EXPECT_EQ(report.status.code(), reports[0].status.code()) << what;
      EXPECT_LT(report.status.message().size(), 3000u) << what;
    }
    EXPECT_EQ(state.status.code(), reports[0].status.code()) << what << state.status.message();
    EXPECT_NE(state.status.message().find('`'), std::string::npos)
        << "no command: " << state.status.message();
    return !testing::Test::HasFailure();
  }
  bool Accepts(const std::string& what) {
    Database db(path_);
    db.Run("pragma synchronous = off");
    const Report report = sqlite::Upgrade(db.get(), line_.table());
    EXPECT_TRUE(report.ok()) << what << ": " << report.status.message();
    EXPECT_EQ(report.applied.size(), 2u) << what;
    return report.ok();
  }

  const History line_;
  const TemporaryFolder folder_;
  const std::string path_;
  std::string original_;
};

struct Column {
  const char* table;
  const char* name;
  // The values that Instar may have written there itself, so that nobody can tell.
  std::vector<std::string> harmless;
};

const std::vector<Column>& Columns() {
  static const std::vector<Column> columns = {
      {"instar_version", "format", {"1"}},
      {"instar_version", "stream", {"'main'"}},
      {"instar_version", "revision", {"'r00001'"}},
      {"instar_version", "chain_hash", {}},
      {"instar_history", "id", {"2", "7"}},
      {"instar_history", "stream", {"'main'"}},
      {"instar_history", "revision", {"'r00001'"}},
      {"instar_history", "parents", {"'r00000'"}},
      {"instar_history", "action", {"'upgrade'", "'stamp'"}},
      {"instar_history", "meaning_hash", {}},
      {"instar_history", "downgrade", {"NULL", "x''", "x'00'", "x'6d61696e'", "zeroblob(3000000)"}},
      {"instar_history", "compatible", {"NULL", "0", "1"}},
      {"instar_history", "reason", {}},
      {"instar_history", "started_at", {"'2025-01-01T00:00:00.000Z'"}},
      {"instar_history", "duration", {"0", "1", "2", "7", "9223372036854775807"}},
      {"instar_history", "program", {}},
  };
  return columns;
}

bool IsHarmless(const Column& column, const std::string& value) {
  // What the program calls itself, and why it is compatible, may be any text of a decent length.
  const bool reason = column.name == std::string("reason");
  if (reason && value == "NULL") return true;
  if (reason || column.name == std::string("program")) return IsDecentText(value);
  return std::find(column.harmless.begin(), column.harmless.end(), value) != column.harmless.end();
}

TEST_F(Tamper, EveryColumnWithEveryValue) {
  int refused = 0;
  int accepted = 0;
  for (const Column& column : Columns()) {
    const bool of_history = column.table == std::string("instar_history");
    for (const std::string& value : TamperingValues()) {
      Restore();
      const std::string sql = absl::StrCat("update ", column.table, " set ", column.name, " = ", value,
                                           of_history ? " where revision = 'r00001'" : "");
      // An id can be nothing but a number that is free.
      if (!RunUnchecked(sql)) {
        EXPECT_EQ(column.name, std::string("id")) << sql;
        continue;
      }
      if (IsHarmless(column, value)) {
        accepted += Accepts(sql) ? 1 : 0;
      } else {
        refused += Refuses(sql) ? 1 : 0;
      }
      if (HasFailure()) FAIL() << sql;
    }
  }
  EXPECT_GT(refused, 500);
  EXPECT_GT(accepted, 30);
}

TEST_F(Tamper, RowsThatAreMissingOrTooMany) {
  for (const char* sql :
       {"delete from instar_version", "delete from instar_history", "delete from instar_history where id = 1",
        "delete from instar_history where id = 2",
        "insert into instar_version select format, stream, 'r00000', chain_hash from instar_version",
        "insert into instar_version select format, 'main', 'future', chain_hash from instar_version",
        "insert into instar_version select format, x'00', revision, chain_hash from instar_version",
        "insert into instar_version select format, NULL, revision, chain_hash from instar_version",
        "insert into instar_history select 3, stream, revision, parents, action, meaning_hash, downgrade, "
        "compatible, reason, started_at, duration, program from instar_history where id = 2",
        "insert into instar_history select 3, stream, revision, parents, 'downgrade', meaning_hash, "
        "downgrade, "
        "compatible, reason, started_at, duration, program from instar_history where id = 1",
        "insert into instar_history select 3, stream, 'r00002', 'r00001', action, meaning_hash, downgrade, "
        "compatible, reason, started_at, duration, program from instar_history where id = 1",
        "insert into instar_history select 3, stream, '', '', 'purge', '', downgrade, "
        "compatible, reason, started_at, duration, program from instar_history where id = 1",
        "insert into instar_history select 3, 1, revision, parents, action, meaning_hash, downgrade, "
        "compatible, reason, started_at, duration, program from instar_history where id = 1"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(sql)) << sql;
    Refuses(sql);
  }
}

TEST_F(Tamper, AHistoryThatGoesInCircles) {
  for (const char* sql :
       {"update instar_history set parents = 'r00001' where revision = 'r00000'",
        "update instar_history set parents = revision", "update instar_history set id = 3 - id + 10",
        "update instar_history set id = 30 - id"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(sql)) << sql;
    Refuses(sql);
  }
}

// Rows that came and went behind the back of the key's index.
TEST_F(Tamper, AnIndexThatLies) {
  const auto without_index = [&](const std::string& sql) {
    Restore();
    Database(path_).Run(absl::StrCat(
        "create temp table saved as select * from main.sqlite_schema where name = 'instar_version' or name "
        "like 'sqlite_autoindex_instar_version%'; pragma writable_schema = on;"
        "delete from main.sqlite_schema where name like 'sqlite_autoindex_instar_version%';"
        "update main.sqlite_schema set sql = 'CREATE TABLE instar_version (format, stream, revision, "
        "chain_hash)' where name = 'instar_version'; pragma schema_version = 1000;",
        sql,
        ";delete from main.sqlite_schema where name = 'instar_version';"
        "insert into main.sqlite_schema select * from temp.saved; pragma schema_version = 1001"));
  };
  without_index("insert into instar_version select * from instar_version");
  ASSERT_EQ(Database(path_).Ask("select count(*) from instar_version not indexed"), "2");
  Refuses("the same row twice");

  without_index("update instar_version set rowid = 7");
  const Report report = sqlite::Upgrade(path_, line_.table());
  EXPECT_FALSE(report.ok());
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(Database(path_).Ask("select count(*) from sqlite_schema where name = 't00002'"), "0");
}

TEST_F(Tamper, TablesOfAnotherForm) {
  for (
      const char* sql :
      {"alter table instar_version add column more",
       "alter table instar_history add column more",
       "alter table instar_version drop column chain_hash",
       "alter table instar_history drop column program",
       "alter table instar_version rename column format to formats",
       "alter table instar_history rename column id to ids",
       "alter table instar_version rename to v; alter table v rename to INSTAR_VERSION",
       "alter table instar_history rename to h; alter table h rename to Instar_History",
       "alter table instar_version add column more generated always as (format + 1)",
       "drop table instar_version",
       "drop table instar_history",
       "alter table instar_version rename to v; create view instar_version as select * from v",
       "alter table instar_history rename to h; create view instar_history as select * from h",
       "alter table instar_version rename to v; create table instar_version as select * from v",
       "alter table instar_version rename to v; create table instar_version (format integer not null, stream "
       "text not null, revision text not null, chain_hash text not null, primary key (stream, revision)) "
       "without rowid; insert into instar_version select * from v",
       "alter table instar_version rename to v; create table instar_version (format integer not null, stream "
       "text not null collate nocase, revision text not null, chain_hash text not null, primary key (stream, "
       "revision)); insert into instar_version select * from v",
       "drop table instar_version; create virtual table instar_version using fts5(format, stream, revision, "
       "chain_hash)",
       "create trigger t after insert on instar_version begin delete from instar_history; end",
       "create trigger t before delete on instar_version begin select raise(ignore); end",
       "create trigger t after insert on instar_history begin delete from t00000; end",
       "create index i on instar_version (revision)",
       "create unique index i on instar_history (id, stream)",
       "drop table instar_version; create table other (x); create index instar_version on other (x)"}) {
    Restore();
    Database(path_).Run(sql);
    Refuses(sql);
  }
}

// What was looked at without a lock is looked at again with it.
TEST_F(Tamper, ATriggerThatComesWhileTheLockIsWaitedFor) {
  Database other(path_);
  other.Run("begin immediate; create trigger t after insert on instar_version begin delete from t00000; end");
  std::thread commit([&] {
    sqlite3_sleep(200);
    other.Run("commit");
  });
  const Report report = sqlite::Upgrade(path_, line_.table());
  commit.join();
  EXPECT_EQ(report.status.code(), StatusCode::kUnknownFormat) << report.status.message();
  EXPECT_TRUE(report.applied.empty());
}

// It changes no version of the database's schema.
TEST_F(Tamper, ATemporaryTriggerThatComesWhileTheLockIsWaitedFor) {
  Database other(path_);
  other.Run("begin immediate");
  Database db(path_);
  bool made = false;
  Options options;
  options.progress = [&](const Progress&) {
    if (!made) {
      other.Run("commit");
      db.Run("create temp trigger t after insert on main.instar_version begin select 1; end");
    }
    made = true;
    return ProgressResult::kContinue;
  };
  const Report report = sqlite::Upgrade(db.get(), line_.table(), options);
  EXPECT_TRUE(made);
  EXPECT_EQ(report.status.code(), StatusCode::kUnknownFormat) << report.status.message();
  EXPECT_TRUE(report.applied.empty());
}

// What a connection keeps for itself hides nothing of Instar's.
TEST_F(Tamper, TemporaryTablesOfTheSameName) {
  Database db(path_);
  db.Run("create temp table instar_version (x); create temp table instar_history (x)");
  EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).kind, StateKind::kBehind);
  const Report report = sqlite::Upgrade(db.get(), line_.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db.Ask("select count(*) from temp.instar_version"), "0");
}

TEST_F(Tamper, RowsOfOtherStreamsAreNotLookedAt) {
  ASSERT_TRUE(
      RunUnchecked("insert into instar_version select 99, 'other', 'whatever it is', 'x' from instar_version;"
                   "insert into instar_history select 3, 'other', '', '', 'dance', '', downgrade, "
                   "zeroblob(2000000), reason, started_at, "
                   "duration, program from instar_history where id = 1"));
  EXPECT_EQ(sqlite::Inspect(path_, line_.table()).history.size(), 2u);
  Accepts("another stream");
}

// Whatever stands there, only so much of it is read.
TEST_F(Tamper, HugeValuesAreNotLoaded) {
  for (const char* sql : {"update instar_version set revision = printf('%.*c', 30000000, 'x')",
                          "update instar_history set program = printf('%.*c', 30000000, 'x') where id = 1",
                          "update instar_history set action = zeroblob(30000000) where id = 1"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(sql)) << sql;
    Database db(path_);
    db.Ask("select count(*) from sqlite_schema");
    sqlite3_memory_highwater(1);
    const auto before = sqlite3_memory_used();
    EXPECT_EQ(sqlite::Upgrade(db.get(), line_.table()).status.code(), StatusCode::kUnknownFormat);
    EXPECT_EQ(sqlite::Inspect(db.get(), line_.table()).status.code(), StatusCode::kUnknownFormat);
    EXPECT_LT(sqlite3_memory_highwater(0) - before, 4'000'000) << sql;
    EXPECT_EQ(sqlite3_limit(db.get(), SQLITE_LIMIT_LENGTH, -1), 1'000'000'000);
  }
}

TEST_F(Tamper, AMillionRowsAreNotKept) {
  ASSERT_TRUE(
      RunUnchecked("with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000) "
                   "insert into instar_version select 1, 'main', 'x' || i, lower(hex(zeroblob(32))) from n"));
  Refuses("too many rows");
}

TEST_F(Tamper, WhatAPurgeRepairs) {
  Options options = To("r00001");
  options.purge = true;
  for (const char* sql :
       {"delete from instar_version", "update instar_version set revision = 'future'",
        "update instar_version set chain_hash = 7", "delete from instar_history",
        "update instar_version set stream = x'00'",
        "update instar_history set stream = zeroblob(2000000) where id = 1",
        "update instar_history set stream = printf('%.*c', 2000000, 'x') where id = 1",
        "update instar_version set stream = printf('%.*c', 2000000, 'x')",
        "update instar_history set id = 9223372036854775807 where id = 2",
        "update instar_history set meaning_hash = ''", "update instar_history set id = -id"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(sql)) << sql;
    const Report report = sqlite::Stamp(path_, line_.table(), options);
    EXPECT_TRUE(report.ok()) << sql << ": " << report.status.message();
    EXPECT_EQ(sqlite::Inspect(path_, line_.table()).applied.size(), 2u) << sql;
    Accepts(sql);
  }
}

}  // namespace
}  // namespace instar
