// Rebuilds that must not happen: each leaves the database as it was and says why.
#include <gtest/gtest.h>

#include "instar/sqlite.h"
#include "tests/runtime/rebuild_history.h"

namespace instar {
namespace {

using sqlite::RebuildForm;

constexpr std::uint32_t kAnyForm = kRebuildSameStorage | kRebuildSchemaEdit;
constexpr RebuildForm kForms[] = {RebuildForm::kTemporaryCopy, RebuildForm::kSchemaEdit,
                                  RebuildForm::kRawTransfer, RebuildForm::kRowByRow};

Rebuild NotNull() { return CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT NOT NULL)", {"id", "x"}, kAnyForm); }

// Expects that nothing was changed. The report's message.
Report ExpectFailure(const char* setup, const Rebuild& rebuild, RebuildForm form, StatusCode code) {
  Database db;
  db.Run(setup);
  const std::string schema = db.Ask("select * from sqlite_schema");
  const std::string rows = db.Ask("select * from t");
  Report report = RunRebuild(db, rebuild, form);
  EXPECT_EQ(report.status.code(), code) << report.status.message();
  EXPECT_EQ(report.failure.revision, "r0");
  EXPECT_EQ(db.Ask("select * from sqlite_schema"), schema);
  EXPECT_EQ(db.Ask("select * from t"), rows);
  EXPECT_EQ(db.Ask("select count(*) from temp.sqlite_schema"), "0");
  EXPECT_EQ(db.Ask("pragma foreign_keys"), "0");
  EXPECT_EQ(db.Ask("pragma writable_schema"), "0");
  EXPECT_EQ(db.Ask("pragma legacy_alter_table"), "0");
  return report;
}

constexpr char kTable[] = "create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values (1, 'a');";

TEST(RebuildFails, RowsThatBreakAPromiseAreCounted) {
  Rebuild rebuild = NotNull();
  rebuild.checks = {{"SELECT 1 FROM t WHERE x IS NULL", "t.x is not null"}};
  for (const RebuildForm form : kForms) {
    const Report report = ExpectFailure(
        "create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values (1, 'a'), (2, null), (3, "
        "null)",
        rebuild, form, StatusCode::kStepFailed);
    EXPECT_EQ(report.failure.reason, "2 rows break what is promised now: t.x is not null");
    EXPECT_EQ(
        report.status.message(),
        "upgrade of revision 'r0' failed at step 1: 2 rows break what is promised now: t.x is not null; in: "
        "rebuild of table t; the revision was rolled back, those before it stay (this program's head: 'r0'; "
        "the database's: base)");
  }
}

TEST(RebuildFails, AConstraintThatNoCheckFound) {
  for (const RebuildForm form :
       {RebuildForm::kTemporaryCopy, RebuildForm::kRawTransfer, RebuildForm::kRowByRow}) {
    const Report report = ExpectFailure(
        "create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values "
        "(1, null)",
        NotNull(), form, StatusCode::kStepFailed);
    EXPECT_NE(report.failure.reason.find("NOT NULL constraint failed"), std::string::npos)
        << report.failure.reason;
  }
}

// The copy must not obey it: rows would be lost without a word.
TEST(RebuildFails, AConflictClauseOfTheTableItself) {
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT UNIQUE ON CONFLICT IGNORE)", {"id", "x"});
  for (const RebuildForm form : kForms) {
    const Report report = ExpectFailure(
        "create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values (1, 'a'), (2, 'a')", rebuild,
        form, StatusCode::kStepFailed);
    EXPECT_NE(report.failure.reason.find("UNIQUE constraint failed"), std::string::npos);
  }
}

TEST(RebuildFails, ATableLeftOverByAnotherProgram) {
  for (const RebuildForm form : kForms) {
    const Report report =
        ExpectFailure("create table t (id INTEGER PRIMARY KEY, x TEXT); create table Instar_New_T (precious)",
                      NotNull(), form, StatusCode::kStepFailed);
    EXPECT_EQ(report.failure.reason,
              "'Instar_New_T' is there already, made by somebody else: rename or drop it");
  }
}

TEST(RebuildFails, AnIndexMadeByHand) {
  const std::string setup = std::string(kTable) + "create index by_hand on t (x)";
  for (const RebuildForm form : kForms) {
    const Report report = ExpectFailure(setup.c_str(), NotNull(), form, StatusCode::kUnknownObject);
    EXPECT_NE(report.failure.reason.find("the index 'by_hand' on table 't'"), std::string::npos);
    EXPECT_NE(report.failure.reason.find("keep_unknown_objects"), std::string::npos);
  }
}

TEST(RebuildFails, ATriggerMadeByHand) {
  const std::string setup =
      std::string(kTable) + "create trigger by_hand after insert on t begin select 1; end";
  const Report report =
      ExpectFailure(setup.c_str(), NotNull(), RebuildForm::kFastest, StatusCode::kUnknownObject);
  EXPECT_NE(report.failure.reason.find("the trigger 'by_hand' on table 't'"), std::string::npos);
}

TEST(RebuildFails, AnIndexThatIsKnownAsATrigger) {
  Rebuild rebuild = NotNull();
  rebuild.objects = {{"trigger", "by_hand", ""}};
  const std::string setup = std::string(kTable) + "create index by_hand on t (x)";
  const Report report =
      ExpectFailure(setup.c_str(), rebuild, RebuildForm::kFastest, StatusCode::kUnknownObject);
  EXPECT_EQ(report.failure.step, 0u);
}

TEST(RebuildFails, AKeptIndexOnAColumnThatGoes) {
  Database db;
  db.Run("create table t (id INTEGER PRIMARY KEY, x TEXT, y); create index by_hand on t (y)");
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"});
  rebuild.old_columns = {"id", "x", "y"};
  Options options;
  options.keep_unknown_objects = true;
  for (const RebuildForm form : kForms) {
    const Report report = RunRebuild(db, rebuild, form, options);
    EXPECT_EQ(report.failure.reason, "cannot make the index 'by_hand' again: no such column: y");
    EXPECT_EQ(db.Ask("select count(*) from pragma_table_info('t')"), "3");
  }
}

// Found by hand-made objects that use it: SQLite would let them stand, and fail on their next use.
TEST(RebuildFails, AColumnThatAViewOrTriggerMadeByHandStillUses) {
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"});
  rebuild.old_columns = {"id", "x", "y"};
  struct Case {
    const char* sql;
    const char* reason;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"create view \"by hand\" as select y from T",
            "the view 'by hand', made by hand, uses what table 't' "
            "loses, and would not work any more: no such column: y; drop it or write it into a migration"},
           {"create temp view v as select y from main.t", "the view 'v'"},
           {"create view v as select * from t where y > 1; create view w as select x from v", "the view 'v'"},
           {"create trigger g after insert on o begin update t set y = new.a; end", "the trigger 'g'"},
           {"create trigger g after update of a on o begin insert into log select y from t; end",
            "the trigger 'g'"},
           {"create trigger g before delete on o when (select max(y) from t) > 0 begin select 1; end",
            "the trigger 'g'"},
           {"create view v as select a from o; create trigger g instead of insert on v begin delete from t "
            "where "
            "y = new.a; end",
            "the trigger 'g'"},
           {"create temp trigger g after insert on main.o begin delete from t where y = 1; end",
            "the trigger 'g'"},
       }) {
    for (const bool keep : {false, true}) {
      for (const RebuildForm form : kForms) {
        Database db;
        db.Run(
            "create table t (id INTEGER PRIMARY KEY, x TEXT, y); insert into t values (1, 'a', 2);"
            "create table o (a); create table log (x);");
        db.Run(one.sql);
        const std::string schema = db.Ask("select sql from sqlite_schema");
        Options options;
        options.keep_unknown_objects = keep;
        const Report report = RunRebuild(db, rebuild, form, options);
        EXPECT_EQ(report.status.code(), StatusCode::kUnknownObject) << one.sql << report.status.message();
        EXPECT_EQ(report.failure.reason.substr(0, std::string(one.reason).size()), one.reason);
        EXPECT_EQ(db.Ask("select sql from sqlite_schema where name not like 'instar%'"), schema);
        EXPECT_EQ(db.Ask("select y from t"), "2");
      }
    }
  }
}

TEST(RebuildFails, AKeptTriggerThatUsesAColumnThatGoes) {
  Rebuild rebuild = CopyOf("t", "(id INTEGER PRIMARY KEY, x TEXT)", {"id", "x"});
  rebuild.old_columns = {"id", "x", "y"};
  Options options;
  options.keep_unknown_objects = true;
  for (const RebuildForm form : kForms) {
    Database db;
    db.Run(
        "create table t (id INTEGER PRIMARY KEY, x TEXT, y); create table log (x);"
        "create trigger by_hand after insert on t begin insert into log values (new.y); end");
    const Report report = RunRebuild(db, rebuild, form, options);
    EXPECT_EQ(report.status.code(), StatusCode::kUnknownObject) << report.status.message();
    EXPECT_EQ(db.Ask("insert into t (y) values (7); select x from log"), "7");
  }
}

TEST(RebuildFails, AnIndexWhoseNameMustBeQuoted) {
  Database db;
  db.Run(
      "create table \"a\"\"b; --\" (id INTEGER PRIMARY KEY, x TEXT);"
      "create index \"i'; drop table log; --\n\"\"\" on \"a\"\"b; --\" (x)");
  Rebuild rebuild = CopyOf("\"a\"\"b; --\"", "(id INTEGER PRIMARY KEY, x TEXT NOT NULL)", {"id", "x"});
  rebuild.plain_name = "a\"b; --";
  EXPECT_EQ(
      RunRebuild(db, rebuild, RebuildForm::kFastest).failure.reason,
      "the index 'i'; drop table log; --\n\"' on table 'a\"b; --' is not in the migrations, and making the "
      "table anew would lose it: drop it, write it into a migration, or set keep_unknown_objects in the "
      "options");
}

TEST(RebuildFails, AColumnMadeByHand) {
  const Report report = ExpectFailure("create table t (id INTEGER PRIMARY KEY, x TEXT, precious)", NotNull(),
                                      RebuildForm::kFastest, StatusCode::kUnexpectedTable);
  EXPECT_NE(report.failure.reason.find("the column 'precious' of table 't' is not in the migrations"),
            std::string::npos);
}

TEST(RebuildFails, AColumnDroppedByHand) {
  const Report report = ExpectFailure("create table t (id INTEGER PRIMARY KEY)", NotNull(),
                                      RebuildForm::kFastest, StatusCode::kUnexpectedTable);
  EXPECT_NE(report.failure.reason.find("the column 'x' of table 't' is gone"), std::string::npos);
}

TEST(RebuildFails, NoTableAViewAndAVirtualTable) {
  for (const char* setup :
       {"select 1", "create view t as select 1 as id, 2 as x", "create virtual table t using fts5 (id, x)"}) {
    const Report report =
        ExpectFailure(setup, NotNull(), RebuildForm::kFastest, StatusCode::kUnexpectedTable);
    EXPECT_EQ(report.failure.reason, "there is no table 't': it was dropped or renamed by hand");
  }
}

TEST(RebuildFails, ADamagedText) {
  Database db;
  const HandHistory history({{HandStep(StepKind::kRebuild, "not a rebuild")}});
  const Report report = RunUp(db, history.table(), RebuildForm::kFastest);
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(report.failure.reason, "the step's text is damaged");
}

constexpr char kFamily[] =
    "create table p (id INTEGER PRIMARY KEY); insert into p values (1);"
    "create table t (id INTEGER PRIMARY KEY, x TEXT); insert into t values (1, 'a'), (5, 'b');";

TEST(RebuildForeignKeys, OldViolationsDoNotBlock) {
  for (const RebuildForm form : kForms) {
    Database db;
    db.Run(kFamily);
    db.Run(
        "create table c (p INTEGER REFERENCES p (id)); insert into c values (1), (99), (99);"
        "create table k (a TEXT PRIMARY KEY, p INTEGER REFERENCES p (id)) WITHOUT ROWID; insert into k "
        "values "
        "('x', 98);"
        // Not even a key that cannot be enforced at all.
        "create table n (x); create table m (x REFERENCES n (x)); insert into m values (1)");
    const Report report = RunRebuild(db, NotNull(), form);
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select \"notnull\" from pragma_table_info('t') where name = 'x'"), "1");
  }
}

TEST(RebuildForeignKeys, NewViolationsFailWithTableRowAndParent) {
  for (const RebuildForm form : kForms) {
    Database db;
    db.Run(kFamily);
    db.Run("create table c (p INTEGER REFERENCES p (id)); insert into c values (99)");
    const Report report = RunRebuild(
        db, CopyOf("t", "(id INTEGER PRIMARY KEY REFERENCES p (id), x TEXT)", {"id", "x"}, kAnyForm), form);
    EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
    EXPECT_EQ(report.failure.reason, "row 5 of table 't' refers to a row of 'p' that is not there");
    EXPECT_EQ(db.Ask("select count(*) from pragma_foreign_key_list('t')"), "0");
  }
}

TEST(RebuildForeignKeys, ManyNewViolationsAreCounted) {
  Database db;
  db.Run(kFamily);
  db.Run("insert into t values (6, 'c'), (7, 'd')");
  const Report report =
      RunRebuild(db, CopyOf("t", "(id INTEGER PRIMARY KEY REFERENCES p (id), x TEXT)", {"id", "x"}, kAnyForm),
                 RebuildForm::kFastest);
  EXPECT_EQ(report.failure.reason, "row 5 of table 't' refers to a row of 'p' that is not there, and 2 more");
}

TEST(RebuildForeignKeys, AChildsParentRowThatTheRebuildLoses) {
  Database db;
  db.Run(kFamily);
  db.Run("create table c (t INTEGER REFERENCES t (id)); insert into c values (5)");
  Rebuild rebuild = NotNull();
  rebuild.expressions = {"id + 1", "x"};
  const Report report = RunRebuild(db, rebuild, RebuildForm::kFastest);
  EXPECT_EQ(report.failure.reason, "row 1 of table 'c' refers to a row of 't' that is not there");
  EXPECT_EQ(db.Ask("select id from t"), "1 5");
}

// The pragma does nothing inside a transaction: the setting changes between revisions, and comes back.
TEST(RebuildForeignKeys, AreOffForRebuildsAloneAndComeBack) {
  for (const char* setting : {"0", "1"}) {
    Database db;
    db.Run(kFamily);
    db.Run("create table c (t INTEGER REFERENCES t (id) ON DELETE CASCADE); insert into c values (5)");
    db.Run(std::string("pragma foreign_keys = ") + setting);
    const HandHistory history({{"insert into c values (1)"},
                               {NotNull()},
                               {"delete from t where id = 1"},
                               {"insert into t values (8, 'z')", NotNull()},
                               {"insert into c values (77)"}});
    const Report report = RunUp(db, history.table(), RebuildForm::kRowByRow);
    EXPECT_EQ(report.failure.revision, "r4");
    EXPECT_EQ(report.failure.reason, "FOREIGN KEY constraint failed");
    EXPECT_EQ(report.to, std::vector<std::string>{"r3"});
    EXPECT_EQ(db.Ask("select * from c"), "5") << "the cascade of r2 ran, none of a rebuild";
    EXPECT_EQ(db.Ask("pragma foreign_keys"), setting);
  }
}

TEST(RebuildForeignKeys, RowsWrittenBesideARebuildAreChecked) {
  Database db;
  db.Run(kFamily);
  db.Run("create table c (t INTEGER REFERENCES t (id))");
  const HandHistory history({{"insert into c values (77)", NotNull()}});
  const Report report = RunUp(db, history.table(), RebuildForm::kFastest);
  EXPECT_EQ(report.failure.reason, "row 1 of table 'c' refers to a row of 't' that is not there");
  EXPECT_EQ(db.Ask("select count(*) from c"), "0");
}

}  // namespace
}  // namespace instar
