// What a rebuild must keep, in each of its forms. Every test is a way in which some tool has lost something.
#include <gtest/gtest.h>

#include "instar/sqlite.h"
#include "tests/runtime/rebuild_history.h"

namespace instar {
namespace {

using sqlite::RebuildForm;

constexpr std::uint32_t kAnyForm = kRebuildSameStorage | kRebuildSchemaEdit;

class RebuildKeeps : public testing::TestWithParam<RebuildForm> {
 protected:
  RebuildKeeps() { db_.Run("pragma synchronous = off"); }
  void Rebuild(const instar::Rebuild& rebuild, const Options& options = {}) {
    const Report report = RunRebuild(db_, rebuild, GetParam(), options);
    EXPECT_TRUE(report.ok()) << report.status.message();
  }
  // `x` may be NULL afterwards: every form can do that.
  static instar::Rebuild Nullable() {
    return CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"}, kAnyForm);
  }
  void MakeTable() {
    db_.Run(
        "create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL); insert into t values (3, 'c'), (7, 'g')");
  }
  void ExpectNullable() {
    EXPECT_EQ(db_.Ask("select \"notnull\" from pragma_table_info('t') where name = 'x'"), "0");
  }

  TemporaryFolder folder_;
  Database db_{folder_.File("a.db")};
};

std::string NameOf(const testing::TestParamInfo<RebuildForm>& form) {
  constexpr const char* kNames[] = {"Fastest", "TemporaryCopy", "SchemaEdit", "RawTransfer", "RowByRow"};
  return kNames[static_cast<int>(form.param)];
}

INSTANTIATE_TEST_SUITE_P(Forms, RebuildKeeps,
                         testing::Values(RebuildForm::kFastest, RebuildForm::kTemporaryCopy,
                                         RebuildForm::kSchemaEdit, RebuildForm::kRawTransfer,
                                         RebuildForm::kRowByRow),
                         NameOf);

TEST_P(RebuildKeeps, Rows) {
  MakeTable();
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("select * from t"), "3|c 7|g");
  ExpectNullable();
  // Somebody else reads what was written.
  Database other(folder_.File("a.db"));
  EXPECT_EQ(other.Ask("select * from t"), "3|c 7|g");
  EXPECT_EQ(other.Ask("pragma integrity_check"), "ok");
}

TEST_P(RebuildKeeps, AnEmptyTable) {
  db_.Run("create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL)");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("select * from t"), "");
  ExpectNullable();
}

TEST_P(RebuildKeeps, ChildrenThatADropWouldDeleteByCascade) {
  MakeTable();
  db_.Run(
      "create table child (t INTEGER REFERENCES t (id) ON DELETE CASCADE ON UPDATE CASCADE);"
      "insert into child values (3), (7), (7); pragma foreign_keys = on");
  const std::string schema = db_.Ask("select sql from sqlite_schema where name = 'child'");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("select * from child"), "3 7 7");
  EXPECT_EQ(db_.Ask("select sql from sqlite_schema where name = 'child'"), schema);
  EXPECT_EQ(db_.Ask("pragma foreign_keys"), "1");
  db_.Run("delete from t where id = 7");
  EXPECT_EQ(db_.Ask("select * from child"), "3") << "the key still works";
}

TEST_P(RebuildKeeps, ChildrenWithoutAnAction) {
  MakeTable();
  db_.Run(
      "create table child (t INTEGER REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED);"
      "insert into child values (3); pragma foreign_keys = on");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("select * from child"), "3");
}

TEST_P(RebuildKeeps, ItsTriggersAndThoseThatNameIt) {
  MakeTable();
  const char* own =
      "CREATE TRIGGER own AFTER INSERT ON t BEGIN UPDATE t SET x = new.x || '!' WHERE id = new.id; END";
  db_.Run("create table other (x)");
  db_.Run(own);
  db_.Run("create trigger foreign_one after insert on other begin insert into t (x) values (new.x); end");
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {{"trigger", "own", own}};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select x from t"), "c g") << "no trigger sees the copy";
  db_.Run("insert into other values ('h')");
  EXPECT_EQ(db_.Ask("select * from t"), "3|c 7|g 8|h!");
}

TEST_P(RebuildKeeps, TheAutoincrementMark) {
  for (const char* rows : {"insert into t (x) values ('a'), ('b'), ('c'); delete from t where id > 1",
                           "insert into t (x) values ('a'), ('b'), ('c'); delete from t"}) {
    Database db;
    db.Run("create table t (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT NOT NULL)");
    db.Run(rows);
    const Report report = RunRebuild(db,
                                     CopyOf("t", "(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT)",
                                            {"id", "x"}, kAnyForm | kRebuildAutoincrement),
                                     GetParam());
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select * from sqlite_sequence"), "t|3") << rows;
    db.Run("insert into t (x) values ('d')");
    EXPECT_EQ(db.Ask("select max(id) from t"), "4") << "a key is never used again";
  }
}

TEST_P(RebuildKeeps, RowidsThatNoColumnHolds) {
  db_.Run(
      "create table t (x TEXT NOT NULL, y); insert into t values ('a', 1), ('b', 2), ('c', 3);"
      "delete from t where x = 'a'");
  Rebuild(CopyOf("t", "(x TEXT, y)", {"x", "y"}, kAnyForm));
  EXPECT_EQ(db_.Ask("select rowid, x from t"), "2|b 3|c");
}

TEST_P(RebuildKeeps, RowidsUnderWhateverNameIsLeft) {
  db_.Run(
      "create table t (rowid TEXT NOT NULL, _rowid_ TEXT); insert into t values ('a', 'a'), ('b', 'b');"
      "delete from t where oid = 1");
  Rebuild(CopyOf("t", "(rowid TEXT, _rowid_ TEXT)", {"rowid", "_rowid_"}, kAnyForm));
  EXPECT_EQ(db_.Ask("select oid, rowid, _rowid_ from t"), "2|b|b");
}

TEST_P(RebuildKeeps, RowsWhereEveryNameOfTheRowidIsTaken) {
  db_.Run(
      "create table t (rowid TEXT NOT NULL, _rowid_ TEXT, OID TEXT); insert into t values ('a', 'b', 'c')");
  Rebuild(CopyOf("t", "(rowid TEXT, _rowid_ TEXT, OID TEXT)", {"rowid", "_rowid_", "oid"}, kAnyForm));
  EXPECT_EQ(db_.Ask("select * from t"), "a|b|c");
}

TEST_P(RebuildKeeps, RowidsOfAKeyThatIsNoRowid) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY DESC, x TEXT NOT NULL); insert into t values (30, 'a'), (20, "
      "'b');"
      "delete from t where id = 30");
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY DESC, x TEXT)", {"id", "x"}, kAnyForm));
  EXPECT_EQ(db_.Ask("select rowid, id from t"), "2|20");
}

TEST_P(RebuildKeeps, ViewsAlsoBrokenOnes) {
  MakeTable();
  db_.Run(
      "create view v as select x from t; create view broken as select * from nowhere;"
      "create trigger on_view instead of insert on v begin insert into t (x) values (new.x); end");
  const std::string before = db_.Ask("select sql from sqlite_schema where tbl_name in ('v', 'broken')");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("select sql from sqlite_schema where tbl_name in ('v', 'broken')"), before);
  EXPECT_EQ(db_.Ask("select * from v"), "c g");
  db_.Run("insert into v values ('h')");
  EXPECT_EQ(db_.Ask("select * from v"), "c g h");
}

TEST_P(RebuildKeeps, PartialExpressionAndUniqueIndexes) {
  const char* partial = "CREATE INDEX partial ON t (x) WHERE x > 'd'";
  const char* expression = "create unique  index main.expression /* ON */ on \"t\" (lower(x) DESC, id)";
  const char* plain = "CREATE UNIQUE INDEX \"on\" ON t (x COLLATE NOCASE)";
  MakeTable();
  for (const char* sql : {partial, expression, plain}) db_.Run(sql);
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {
      {"index", "partial", partial}, {"index", "expression", expression}, {"index", "on", plain}};
  const std::string before =
      "select name, sql from sqlite_schema where tbl_name = 't' and type = 'index' order by name";
  const std::string indexes = db_.Ask(before);
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask(before), indexes);
  EXPECT_EQ(db_.Ask("select id from t indexed by partial where x > 'd'"), "7");
  EXPECT_EQ(db_.Ask("insert into t (x) values ('C')"), "UNIQUE constraint failed: t.x");
  Database other(folder_.File("a.db"));
  EXPECT_EQ(other.Ask(before), indexes);
  EXPECT_EQ(other.Ask("pragma integrity_check"), "ok");
}

// It holds back what is written until the commit, or until a savepoint; where SQLite reads the schema anew
// before, it forgets what it has.
TEST_P(RebuildKeeps, ASearchIndexThatIsBeingFilled) {
  MakeTable();
  db_.Run("create index ix_t on t (x); create virtual table f using fts5(x); insert into f values ('zero')");
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {{"index", "ix_t", "CREATE INDEX ix_t ON t (x)"}};
  const HandHistory history(
      {{"insert into f (x) values ('one')", "insert into f (x) values ('two one')", HandStep(rebuild),
        "insert into f (x) values ('three one')", "update f set x = 'changed one' where x = 'two one'",
        "delete from f where x = 'zero'", "insert into f (x) values ('four one')"}});
  const Report report = RunUp(db_, history.table(), GetParam());
  ASSERT_TRUE(report.ok()) << report.status.message();
  db_.Run("insert into f (f) values ('integrity-check')");
  EXPECT_EQ(db_.Ask("select x from f where f match 'one' order by rowid"),
            "one changed one three one four one");
  EXPECT_EQ(db_.Ask("select count(*) from f where f match 'two or zero'"), "0");
  ExpectNullable();
}

TEST_P(RebuildKeeps, ReferencesToItself) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL, up INTEGER REFERENCES t (id));"
      "insert into t values (1, 'a', 2), (2, 'b', null); pragma foreign_keys = on");
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT, up INTEGER REFERENCES t (id))", {"id", "x", "up"},
                 kAnyForm));
  EXPECT_EQ(db_.Ask("select \"table\" from pragma_foreign_key_list('t')"), "t");
  EXPECT_EQ(db_.Ask("delete from t where id = 2"), "FOREIGN KEY constraint failed");
}

TEST_P(RebuildKeeps, ATableWithoutRowidInTheOrderOfItsKey) {
  db_.Run(
      "create table t (a TEXT, b INTEGER, x TEXT NOT NULL, PRIMARY KEY (b, a)) WITHOUT ROWID;"
      "insert into t values ('p', 2, 'x'), ('q', 1, 'y'), ('o', 2, 'z')");
  Rebuild(CopyOf("t", "(a TEXT, b INTEGER, x TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID", {"a", "b", "x"},
                 kAnyForm | kRebuildWithoutRowid | kRebuildOldWithoutRowid));
  EXPECT_EQ(db_.Ask("select * from t"), "q|1|y o|2|z p|2|x");
}

TEST_P(RebuildKeeps, AStrictTable) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL, any ANY) STRICT; insert into t values (1, "
      "'a', "
      "'007')");
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT, any ANY) STRICT", {"id", "x", "any"}, kAnyForm));
  EXPECT_EQ(db_.Ask("select x, any, typeof(any) from t"), "a|007|text");
  EXPECT_EQ(db_.Ask("insert into t values ('b', 'b', 'b')"), "datatype mismatch");
}

TEST_P(RebuildKeeps, GeneratedColumns) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY, v INTEGER AS (id * 2), x TEXT NOT NULL, s TEXT AS (x || '!') "
      "STORED);"
      "insert into t (id, x) values (4, 'a')");
  instar::Rebuild rebuild =
      CopyOf("t", "(id INTEGER PRIMARY KEY, v INTEGER AS (id * 2), x TEXT, s TEXT AS (x || '!') STORED)",
             {"id", "x"}, kAnyForm);
  rebuild.old_columns = {"id", "v", "x", "s"};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select * from t"), "4|8|a|a!");
}

TEST_P(RebuildKeeps, ChecksWithoutAName) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL CHECK (x <> ''), CHECK (id < 100)); insert "
      "into t "
      "values "
      "(1, 'a')");
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''), CHECK (id < 100))", {"id", "x"},
                 kAnyForm));
  EXPECT_EQ(db_.Ask("insert into t values (2, '')"), "CHECK constraint failed: x <> ''");
  EXPECT_EQ(db_.Ask("insert into t values (200, 'b')"), "CHECK constraint failed: id < 100");
}

// The new table has another name while it is filled.
TEST_P(RebuildKeeps, AChecksQualifiedName) {
  MakeTable();
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT CHECK (t.x <> ''))", {"id", "x"}, kAnyForm));
  EXPECT_EQ(db_.Ask("insert into t (x) values ('')"), "CHECK constraint failed: t.x <> ''");
}

TEST_P(RebuildKeeps, UniqueConstraints) {
  db_.Run(
      "create table t (id INTEGER PRIMARY KEY, x TEXT NOT NULL UNIQUE, y UNIQUE); insert into t values (1, "
      "'a', 'b')");
  Rebuild(CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT UNIQUE, y UNIQUE)", {"id", "x", "y"}, kAnyForm));
  EXPECT_EQ(db_.Ask("insert into t values (2, 'b', 'b')"), "UNIQUE constraint failed: t.y");
  EXPECT_EQ(db_.Ask("select name from sqlite_schema where type = 'index' and tbl_name = 't' order by 1"),
            "sqlite_autoindex_t_1 sqlite_autoindex_t_2");
}

TEST_P(RebuildKeeps, WhatAnalyzeFound) {
  const char* index = "CREATE INDEX ix ON t (x)";
  MakeTable();
  db_.Run(index);
  db_.Run("analyze");
  const std::string before = db_.Ask("select tbl, idx, stat from sqlite_stat1");
  ASSERT_EQ(before, "t|ix|2 1");
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {{"index", "ix", index}};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select tbl, idx, stat from sqlite_stat1"), before);
}

TEST_P(RebuildKeeps, NamesThatMustBeQuoted) {
  db_.Run(
      "create table \"o\"\"r'd%er\" (\"se lect\" TEXT, \"x%\"); insert into \"o\"\"r'd%er\" values ('a', 1)");
  db_.Run("create index \"i %\"\"x\" on \"o\"\"r'd%er\" (\"se lect\")");
  instar::Rebuild rebuild = CopyOf("o\"r'd%er", "(\"se lect\" TEXT, \"x%\")", {}, kAnyForm);
  rebuild.table = "\"o\"\"r'd%er\"";
  rebuild.old_columns = {"se lect", "x%"};
  rebuild.columns = rebuild.expressions = {"\"se lect\"", "\"x%\""};
  rebuild.objects = {{"index", "i %\"x", "CREATE INDEX \"i %\"\"x\" ON \"o\"\"r'd%er\" (\"se lect\")"}};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select * from \"o\"\"r'd%er\""), "a|1");
  EXPECT_EQ(db_.Ask("select name, tbl_name from sqlite_schema where type = 'index' and tbl_name like 'o%'"),
            "i %\"x|o\"r'd%er");
}

TEST_P(RebuildKeeps, NamesWrittenInAnotherCase) {
  db_.Run(
      "create table T (ID INTEGER PRIMARY KEY, X TEXT NOT NULL); insert into t values (1, 'a'); create index "
      "IX on t "
      "(x)");
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {{"index", "ix", "CREATE INDEX ix ON t (x)"}};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select * from t"), "1|a");
  ExpectNullable();
}

TEST_P(RebuildKeeps, ADefinitionLongerThanAnyMessage) {
  std::string definition = "(id INTEGER PRIMARY KEY, x TEXT";
  for (int i = 0; i < 200; ++i) definition += ", CHECK (x <> 'a long text that must arrive whole')";
  definition += ")";
  MakeTable();
  instar::Rebuild rebuild = Nullable();
  rebuild.definition = definition;
  Rebuild(rebuild);
  EXPECT_NE(db_.Ask("select sql from sqlite_schema where name = 't'").find(definition), std::string::npos);
}

TEST_P(RebuildKeeps, TheConnectionsSettings) {
  MakeTable();
  db_.Run("pragma secure_delete = fast; pragma legacy_alter_table = off; pragma recursive_triggers = on");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("pragma secure_delete"), "2");
  EXPECT_EQ(db_.Ask("pragma legacy_alter_table"), "0");
  EXPECT_EQ(db_.Ask("pragma writable_schema"), "0");
  EXPECT_EQ(db_.Ask("pragma recursive_triggers"), "1");
}

TEST_P(RebuildKeeps, ASettingThatTheCallerHadOn) {
  MakeTable();
  db_.Run("pragma legacy_alter_table = on; pragma writable_schema = on");
  Rebuild(Nullable());
  EXPECT_EQ(db_.Ask("pragma legacy_alter_table"), "1");
  EXPECT_EQ(db_.Ask("pragma writable_schema"), "1");
}

TEST_P(RebuildKeeps, UnknownObjectsOnRequest) {
  MakeTable();
  db_.Run(
      "create index by_hand on t (x); create table log (x);"
      "create trigger by_hand_too after insert on t begin insert into log values (new.x); end;"
      "create temp trigger mine after insert on t begin insert into log values ('mine'); end");
  Options options;
  options.keep_unknown_objects = true;
  Rebuild(Nullable(), options);
  db_.Run("insert into t (x) values ('h')");
  EXPECT_EQ(db_.Ask("select x from log order by x"), "h mine");
  EXPECT_EQ(db_.Ask("select id from t indexed by by_hand where x = 'h'"), "8");
  EXPECT_EQ(db_.Ask("select count(*) from temp.sqlite_schema where name = 'mine'"), "1");
}

TEST_P(RebuildKeeps, UnknownObjectsWithNamesThatMustBeQuoted) {
  MakeTable();
  db_.Run(
      "create table log (x); create unique index \"i'\"\";\n--\" on t (id, x) where x is not null;"
      "create trigger [on t; \"] after insert on t begin insert into log values (new.x); end;"
      "create temp trigger `temp ``g` after insert on \"main\".\"t\" begin insert into log values ('mine'); "
      "end");
  const std::string before =
      db_.Ask("select type, name from sqlite_schema where tbl_name = 't' order by 1, 2");
  Options options;
  options.keep_unknown_objects = true;
  Rebuild(Nullable(), options);
  EXPECT_EQ(db_.Ask("select type, name from sqlite_schema where tbl_name = 't' order by 1, 2"), before);
  EXPECT_EQ(db_.Ask("select name from temp.sqlite_schema"), "temp `g");
  db_.Run("insert into t (x) values ('h')");
  EXPECT_EQ(db_.Ask("select x from log order by x"), "h mine");
}

// What UNIQUE and PRIMARY KEY make is no object of its own.
TEST_P(RebuildKeeps, AutomaticIndexes) {
  db_.Run(
      "create table t (id INT, x TEXT UNIQUE, y, PRIMARY KEY (id DESC), UNIQUE (y, x));"
      "insert into t values (1, 'a', 2), (2, 'b', 2)");
  Rebuild(CopyOf("t", "(id INT, x TEXT UNIQUE NOT NULL, y, PRIMARY KEY (id DESC), UNIQUE (y, x))",
                 {"id", "x", "y"}));
  EXPECT_EQ(db_.Ask("select name from pragma_index_list('t') order by 1"),
            "sqlite_autoindex_t_1 sqlite_autoindex_t_2 sqlite_autoindex_t_3");
}

TEST_P(RebuildKeeps, WhatBelongsToAnotherTableOfThatName) {
  MakeTable();
  db_.Run(
      "attach ':memory:' as other; create table other.t (x); create table log (x); "
      "create temp table mine (x); create temp trigger g after insert on other.t begin insert into mine "
      "values "
      "(new.x); end; create index other.by_hand on t (x)");
  Rebuild(Nullable());
  db_.Run("insert into other.t values ('o'); insert into main.t (x) values ('m')");
  EXPECT_EQ(db_.Ask("select x from mine"), "o");
}

// With nothing lost that they use.
TEST_P(RebuildKeeps, ViewsAndTriggersThatMentionIt) {
  MakeTable();
  db_.Run(
      "create table o (a); create view v as select id, x from t;"
      "create trigger g after insert on o begin insert into t (x) values (new.a); end");
  instar::Rebuild rebuild = Nullable();
  Rebuild(rebuild);
  db_.Run("insert into o values ('h')");
  EXPECT_EQ(db_.Ask("select count(*) from v where x = 'h'"), "1");
}

TEST_P(RebuildKeeps, NothingThatTheRevisionTakesAway) {
  MakeTable();
  db_.Run("create index old_one on t (x); create index changed on t (x); create index same on t (x)");
  instar::Rebuild rebuild = Nullable();
  rebuild.objects = {{"index", "old_one", ""},
                     {"index", "changed", "CREATE INDEX changed ON t (x, id)"},
                     {"index", "same", "CREATE INDEX same ON t (x)"},
                     {"index", "new_one", "CREATE INDEX new_one ON t (id, x)"}};
  Rebuild(rebuild);
  EXPECT_EQ(db_.Ask("select name, substr(sql, instr(sql, '(')) from sqlite_schema where type = 'index' and "
                    "tbl_name = 't' order by 1"),
            "changed|(x, id) new_one|(id, x) same|(x)");
}

}  // namespace
}  // namespace instar
