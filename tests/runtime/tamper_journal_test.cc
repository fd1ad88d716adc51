// instar_journal, changed by hand in every column: refused with a reason, and nothing run.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"
#include "tests/runtime/tampering.h"

namespace instar {
namespace {

// A file in which the third of four steps has failed.
class TamperJournal : public testing::Test {
 protected:
  TamperJournal()
      : history_({"revision r00000; revises base; upgrade { create table t (x unique); } downgrade { drop "
                  "table t; }",
                  "revision r00001; revises r00000; transaction none;\n"
                  "upgrade { insert into t (x) values (1); on sqlite { vacuum; } insert into t (x) values "
                  "(2); insert into t (x) values (3); }\n"
                  "downgrade { delete from t where x > 0; }",
                  "revision r00002; revises r00001; upgrade { insert into t (x) values (4); }\n"
                  "downgrade { delete from t where x = 4; }"}),
        path_(folder_.File("db")) {
    EXPECT_TRUE(sqlite::Upgrade(path_, history_.table(), To("r00000")).ok());
    Database(path_).Run("insert into t values (2)");
    EXPECT_EQ(sqlite::Upgrade(path_, history_.table()).failure.step, 2u);
    Database db(path_);
    db.Run("delete from t where x = 2");
    EXPECT_EQ(db.Ask("select step, state from instar_journal order by step"), "1|done 2|done 3|failed");
    original_ = BytesOf(path_);
  }

  static Options To(const std::string& target) {
    Options options;
    options.target = target;
    return options;
  }
  void Restore() { std::ofstream(path_, std::ios::binary) << original_; }
  void ExpectRefused(const std::string& what) {
    const std::string before = BytesOf(path_);
    const Report reports[] = {sqlite::Upgrade(path_, history_.table()),
                              sqlite::Downgrade(path_, history_.table(), To("base")),
                              sqlite::Stamp(path_, history_.table(), To("r00002"))};
    const State state = sqlite::Inspect(path_, history_.table());
    const Status resolved = sqlite::Resolve(path_, history_.table(), sqlite::Resolution::kRetry);
    EXPECT_TRUE(BytesOf(path_) == before) << what;
    const StatusCode code = reports[0].status.code();
    EXPECT_TRUE(code == StatusCode::kUnknownFormat || code == StatusCode::kEditedHistory ||
                code == StatusCode::kUnknownDatabaseRevision)
        << what << StatusCodeName(code);
    for (const Report& report : reports) {
      EXPECT_EQ(report.status.code(), code) << what;
      EXPECT_TRUE(report.applied.empty()) << what;
      EXPECT_LT(report.status.message().size(), 3000u) << what;
      EXPECT_NE(report.status.message().find('`'), std::string::npos) << "no command: " << what;
    }
    EXPECT_EQ(state.status.code(), code) << what << state.status.message();
    EXPECT_EQ(resolved.code(), code) << what << resolved.message();
  }
  void ExpectFinishes(const std::string& what) {
    Database db(path_);
    db.Run("pragma synchronous = off");
    const Report report = sqlite::Upgrade(db.get(), history_.table());
    EXPECT_TRUE(report.ok()) << what << ": " << report.status.message();
    EXPECT_EQ(report.applied.size(), 2u) << what;
    EXPECT_EQ(db.Ask("select x from t"), "1 2 3 4") << what;
  }

  const History history_;
  const TemporaryFolder folder_;
  const std::string path_;
  std::string original_;
};

struct Column {
  const char* name;
  // What Instar may have written there itself, so that nobody can tell.
  std::vector<std::string> harmless;
};

const std::vector<Column>& Columns() {
  static const std::vector<Column> columns = {{"format", {"1"}},
                                              {"stream", {"'main'"}},
                                              {"step", {}},
                                              {"revision", {"'r00001'"}},
                                              {"chain_hash", {}},
                                              {"action", {"'upgrade'"}},
                                              {"statement", {}},
                                              {"state", {}},
                                              {"started_at", {"'2025-01-01T00:00:00.000Z'"}},
                                              {"program", {}}};
  return columns;
}

bool IsHarmless(const Column& column, const std::string& value, int step) {
  if (column.name == std::string("program")) return IsDecentText(value);
  if (column.name == std::string("step") && value == std::to_string(step)) return true;
  return std::find(column.harmless.begin(), column.harmless.end(), value) != column.harmless.end();
}

TEST_F(TamperJournal, EveryColumnWithEveryValue) {
  int refused = 0;
  int accepted = 0;
  for (const Column& column : Columns()) {
    for (const std::string& value : TamperingValues()) {
      for (const int step : {2, 3}) {
        Restore();
        const std::string sql =
            absl::StrCat("update instar_journal set ", column.name, " = ", value, " where step = ", step);
        // The number of another step.
        if (!RunUnchecked(path_, sql)) {
          EXPECT_EQ(column.name, std::string("step")) << sql;
          continue;
        }
        const bool harmless = IsHarmless(column, value, step);
        harmless ? ExpectFinishes(sql) : ExpectRefused(sql);
        ++(harmless ? accepted : refused);
        if (HasFailure()) FAIL() << sql;
      }
    }
  }
  EXPECT_GT(refused, 700);
  EXPECT_GT(accepted, 40);
}

TEST_F(TamperJournal, RowsThatAreMissingOrTooMany) {
  const std::string copy = "chain_hash, action, statement, state, started_at, program from instar_journal ";
  for (const std::string& sql :
       {std::string("delete from instar_journal where step = 1"),
        std::string("delete from instar_journal where step = 2"),
        std::string("delete from instar_journal where step = 3"),
        std::string("delete from instar_journal where step > 1"), std::string("delete from instar_journal"),
        std::string("drop table instar_journal"),
        "insert into instar_journal select format, stream, 4, revision, " + copy + "where step = 3",
        "insert into instar_journal select format, stream, 0, revision, " + copy + "where step = 1",
        "insert into instar_journal select format, stream, 9, revision, " + copy + "where step = 1",
        "insert into instar_journal select format, stream, step + 3, revision, " + copy,
        "insert into instar_journal select format, x'6d61696e', step, revision, " + copy,
        std::string("update instar_journal set step = 4 - step"),
        std::string("update instar_journal set step = step + 10"),
        std::string("update instar_journal set state = 'failed'"),
        std::string("update instar_journal set state = 'begun'"),
        std::string("update instar_journal set state = 'begun' where step = 3")}) {
    Restore();
    if (!RunUnchecked(path_, sql)) {
      ASSERT_TRUE(RunUnchecked(path_, "update instar_journal set step = step + 100; " + sql)) << sql;
    }
    ExpectRefused(sql);
  }
}

// What a program may do that keeps its own number there.
TEST_F(TamperJournal, WithoutUserVersionMissingRowsAreNotTold) {
  for (const char* user_version : {"0", "77"}) {
    Restore();
    Database db(path_);
    db.Run(std::string("delete from instar_journal where step = 3; pragma user_version = ") + user_version);
    const Report report = sqlite::Upgrade(db.get(), history_.table());
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select x from t"), "1 2 3 4");
  }
}

// One that begins no revision, beside a version that tells of none.
TEST_F(TamperJournal, RowsWhereNothingIsUnfinished) {
  Database db(path_);
  db.Run("create table kept as select * from instar_journal");
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history_.table()).ok());
  ASSERT_TRUE(sqlite::Downgrade(db.get(), history_.table(), To("r00000")).ok());
  db.Run("insert into instar_journal select * from kept");
  EXPECT_EQ(sqlite::Upgrade(db.get(), history_.table()).status.code(), StatusCode::kUnknownFormat);
  EXPECT_EQ(db.Ask("select count(*) from t"), "0");
}

TEST_F(TamperJournal, ATableOfAnotherForm) {
  for (const char* sql :
       {"alter table instar_journal add column more", "alter table instar_journal drop column program",
        "alter table instar_journal rename column step to steps",
        "alter table instar_journal rename to j; alter table j rename to INSTAR_JOURNAL",
        "alter table instar_journal rename to j; create view instar_journal as select * "
        "from j",
        "create trigger x before delete on instar_journal begin select raise(ignore); end",
        "create index i on instar_journal (state)"}) {
    Restore();
    Database(path_).Run(sql);
    ExpectRefused(sql);
  }
}

TEST_F(TamperJournal, WhatAPurgeRepairs) {
  Options options = To("r00000");
  options.purge = true;
  for (const char* sql :
       {"update instar_journal set stream = x'00' where step = 1", "update instar_journal set step = -step",
        "update instar_journal set step = 'x' where step = 2", "update instar_journal set step = NULL",
        "update instar_journal set stream = printf('%.*c', 2000000, 'x') where step = 3",
        "update instar_journal set program = zeroblob(3000000)",
        "update instar_journal set format = 7, revision = 'future'"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(path_, sql)) << sql;
    const Report report = sqlite::Stamp(path_, history_.table(), options);
    EXPECT_TRUE(report.ok()) << sql << ": " << report.status.message();
    Database db(path_);
    EXPECT_EQ(db.Ask("select count(*) from instar_journal"), "0") << sql;
    db.Run("delete from t");
    EXPECT_TRUE(sqlite::Upgrade(db.get(), history_.table()).ok()) << sql;
  }
}

// Whatever stands there, only so much of it is read.
TEST_F(TamperJournal, HugeValuesAreNotLoaded) {
  for (const char* column : {"program", "statement"}) {
    Restore();
    ASSERT_TRUE(RunUnchecked(
        path_, absl::StrCat("update instar_journal set ", column, " = printf('%.*c', 30000000, 'x')")));
    Database db(path_);
    db.Ask("select count(*) from sqlite_schema");
    sqlite3_memory_highwater(1);
    const auto before = sqlite3_memory_used();
    EXPECT_EQ(sqlite::Upgrade(db.get(), history_.table()).status.code(), StatusCode::kUnknownFormat);
    EXPECT_LT(sqlite3_memory_highwater(0) - before, 4'000'000) << column;
  }
}

}  // namespace
}  // namespace instar
