// Which form a rebuild takes, and which it must not take.
#include <gtest/gtest.h>

#include "tests/runtime/rebuild_history.h"

namespace instar {
namespace {

using sqlite::RebuildForm;

constexpr std::uint32_t kAnyForm = kRebuildSameStorage | kRebuildSchemaEdit;

Rebuild NotNull(std::uint32_t flags = kAnyForm) {
  return CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT NOT NULL)", {"id", "x"}, flags);
}

void MakeTable(Database& db, int rows) {
  db.Run("create table t (id INTEGER PRIMARY KEY, x TEXT)");
  db.Run("with recursive n(i) as (select 1 union all select i + 1 from n where i < " + std::to_string(rows) +
         ") insert into t select i, 'x' || i from n");
}

std::string RootPage(Database& db) { return db.Ask("select rootpage from sqlite_schema where name = 't'"); }

TEST(RebuildChoice, FewRowsGoThroughATemporaryTable) {
  Database db;
  MakeTable(db, 10);
  EXPECT_EQ(FormTaken(db, NotNull(), RebuildForm::kFastest), RebuildForm::kTemporaryCopy);
  EXPECT_EQ(db.Ask("select count(*) from temp.sqlite_schema"), "0");
}

TEST(RebuildChoice, ConstraintsAloneAreAnEditThatTouchesNoRow) {
  Database db;
  MakeTable(db, 20000);
  const std::string root = RootPage(db);
  EXPECT_EQ(FormTaken(db, NotNull(), RebuildForm::kFastest), RebuildForm::kSchemaEdit);
  EXPECT_EQ(RootPage(db), root);
  EXPECT_EQ(db.Ask("insert into t values (0, null)"), "NOT NULL constraint failed: t.x");
}

TEST(RebuildChoice, TheSameStorageIsTransferredRaw) {
  Database db;
  MakeTable(db, 20000);
  const char* index = "CREATE UNIQUE INDEX ix ON t (x)";
  db.Run(index);
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x VARCHAR(9))", {"id", "x"}, kRebuildSameStorage);
  rebuild.objects = {{"index", "ix", index}};
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kFastest), RebuildForm::kRawTransfer);
  EXPECT_EQ(db.Ask("select sql from sqlite_schema where name = 'ix'"), index);
  EXPECT_EQ(db.Ask("select count(*) from t indexed by ix where x > ''"), "20000");
}

TEST(RebuildChoice, OtherRowsAreCopiedOneByOne) {
  Database db;
  MakeTable(db, 20000);
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"});
  rebuild.expressions = {"id", "upper(x)"};
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kFastest), RebuildForm::kRowByRow);
  EXPECT_EQ(db.Ask("select x from t where id = 7"), "X7");
}

// Rows written before ADD COLUMN read that column's default from the schema.
TEST(RebuildChoice, AnEditOfADefaultThatWouldChangeOldRowsIsUndone) {
  Database db;
  MakeTable(db, 1000);
  db.Run("alter table t add column c INTEGER DEFAULT 5; insert into t values (2000, 'x', 5)");
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT, c INTEGER DEFAULT 7)", {"id", "x", "c"},
                           kRebuildSameStorage | kRebuildDefaultEdit);
  rebuild.probe_definition = "(id INTEGER PRIMARY KEY, x TEXT, c INTEGER DEFAULT x'00')";
  rebuild.probe = "SELECT 1 FROM t WHERE c IS x'00'";
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kFastest), RebuildForm::kRowByRow);
  EXPECT_EQ(db.Ask("select count(*), min(c), max(c) from t"), "1001|5|5");
  db.Run("insert into t (x) values ('new')");
  EXPECT_EQ(db.Ask("select c from t where x = 'new'"), "7");
}

TEST(RebuildChoice, AnEditOfADefaultThatEveryRowHolds) {
  Database db;
  db.Run(
      "create table t (id INTEGER PRIMARY KEY, c INTEGER DEFAULT 5);"
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) "
      "insert into t select i, 5 from n");
  Rebuild rebuild =
      CopyOf("t", "(id INTEGER PRIMARY KEY, c INTEGER DEFAULT 7)", {"id", "c"}, kRebuildDefaultEdit);
  rebuild.probe_definition = "(id INTEGER PRIMARY KEY, c INTEGER DEFAULT x'00')";
  rebuild.probe = "SELECT 1 FROM t WHERE c IS x'00'";
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kFastest), RebuildForm::kSchemaEdit);
  EXPECT_EQ(db.Ask("select min(c), max(c) from t"), "5|5");
}

// The flags come from the compiler, maybe from one that is wrong: no text that does not describe what is
// there gets into the schema.
TEST(RebuildChoice, NoEditWhereTheDefinitionIsOfAnotherTable) {
  const char* others[] = {
      "(id INTEGER PRIMARY KEY, x TEXT UNIQUE)",
      "(id INTEGER, x TEXT)",
      "(id INTEGER PRIMARY KEY, x TEXT DEFAULT 'y')",
      "(id INTEGER PRIMARY KEY, x TEXT, y AS (x))",
      "(x TEXT, id INTEGER PRIMARY KEY)",
      "(id INTEGER PRIMARY KEY DESC, x TEXT)",
  };
  for (const char* definition : others) {
    Database db;
    MakeTable(db, 1000);
    EXPECT_EQ(FormTaken(db, CopyOf("t", definition, {"id", "x"}, kAnyForm), RebuildForm::kFastest),
              RebuildForm::kRowByRow)
        << definition;
    EXPECT_EQ(db.Ask("select count(*) from t where x = 'x' || id"), "1000");
  }
}

TEST(RebuildChoice, NoEditOfWhatIsStoredWithoutRowid) {
  Database db;
  db.Run("create table t (id TEXT PRIMARY KEY, x TEXT) without rowid; insert into t values ('a', 'b')");
  EXPECT_EQ(
      FormTaken(db,
                CopyOf("t", "(id TEXT PRIMARY KEY, x TEXT)", {"id", "x"}, kAnyForm | kRebuildOldWithoutRowid),
                RebuildForm::kSchemaEdit),
      RebuildForm::kRowByRow);
  EXPECT_EQ(db.Ask("select * from t"), "a|b");
}

TEST(RebuildChoice, OtherOrderOfColumnsForbidsTheShortForms) {
  Database db;
  db.Run("create table t (x TEXT, id INTEGER PRIMARY KEY); insert into t values ('a', 1)");
  for (const RebuildForm form : {RebuildForm::kSchemaEdit, RebuildForm::kRawTransfer}) {
    EXPECT_EQ(FormTaken(db, NotNull(), form), RebuildForm::kRowByRow);
    EXPECT_EQ(db.Ask("select id, x from t"), "1|a");
    db.Run("drop table t; create table t (x TEXT, id INTEGER PRIMARY KEY); insert into t values ('a', 1)");
  }
}

TEST(RebuildChoice, ADefensiveConnectionIsNotEdited) {
  Database db;
  MakeTable(db, 1000);
  db.Run("create index ix on t (x)");
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  Rebuild rebuild = NotNull();
  rebuild.objects = {{"index", "ix", "CREATE INDEX ix ON t (x)"}};
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kFastest), RebuildForm::kRowByRow)
      << "NOT NULL where there was none cannot be transferred";
  rebuild.definition = "(id INTEGER PRIMARY KEY, x CLOB)";
  EXPECT_EQ(FormTaken(db, rebuild, RebuildForm::kRawTransfer), RebuildForm::kRawTransfer);
  EXPECT_EQ(db.Ask("select count(*) from t indexed by ix where x > ''"), "1000");
}

TEST(RebuildChoice, ANewKeyTakesTheRowids) {
  for (const RebuildForm form : {RebuildForm::kTemporaryCopy, RebuildForm::kRowByRow}) {
    Database db;
    db.Run("create table t (x TEXT); insert into t values ('a'), ('b'); delete from t where x = 'a'");
    Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"x"});
    FormTaken(db, rebuild, form);
    EXPECT_EQ(db.Ask("select * from t"), "2|b");
  }
}

TEST(RebuildChoice, FromRowidToWithoutAndBack) {
  for (const RebuildForm form : {RebuildForm::kTemporaryCopy, RebuildForm::kRowByRow}) {
    Database db;
    db.Run("create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values (1, 'b'), (2, 'a')");
    FormTaken(
        db, CopyOf("t", "(id INTEGER, x TEXT PRIMARY KEY) WITHOUT ROWID", {"id", "x"}, kRebuildWithoutRowid),
        form);
    EXPECT_EQ(db.Ask("select * from t"), "2|a 1|b");
    FormTaken(db, CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"}, kRebuildOldWithoutRowid),
              form);
    EXPECT_EQ(db.Ask("select * from t"), "1|b 2|a");
  }
}

// After a rollback the connection must not go on with the edited schema in memory, nor believe it when the
// number of versions happens to fit again.
TEST(RebuildChoice, ARolledBackEditLeavesNothingInMemory) {
  const TemporaryFolder folder;
  Database db(folder.File("a.db"));
  Database other(folder.File("a.db"));
  MakeTable(db, 1);
  const Rebuild rebuild = NotNull();
  db.Run("begin immediate");
  const Options options;
  sqlite::Watch watch(db.get(), options, Direction::kUpgrade);
  sqlite::Rebuilder rebuilder(db.get(), rebuild, false, RebuildForm::kSchemaEdit, watch);
  ASSERT_EQ(rebuilder.Run(), StatusCode::kOk);
  ASSERT_EQ(rebuilder.form(), RebuildForm::kSchemaEdit);
  const int version = std::stoi(db.Ask("pragma schema_version"));
  db.Run("rollback");
  while (std::stoi(other.Ask("pragma schema_version")) < version) {
    other.Run("create table c" + other.Ask("pragma schema_version") + " (x)");
  }
  db.Run("insert into t values (8, null)");
  EXPECT_EQ(db.Ask("select count(*) from c" + std::to_string(version - 1)), "0");
}

}  // namespace
}  // namespace instar
