// Lowered steps on a real SQLite, with rows in every table: the catalog becomes what the schema says, and
// what should survive does. The judge is a database made in one go from the schema.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/chain/hash.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/lowering/sqlite/native.h"
#include "compiler/lowering/sqlite/rebuild.h"
#include "compiler/schema/schema.h"
#include "compiler/syntax/parser.h"
#include "compiler/table/table_data.h"
#include "instar/sqlite.h"
#include "runtime/applying/rebuild.h"
#include "tests/runtime/catalog.h"
#include "tests/runtime/database.h"
#include "tests/runtime/rebuild_history.h"

namespace instar::compiler {
namespace {

constexpr std::string_view kAllow =
    "allow drop-table, drop-column, add-unique, set-not-null, add-check, add-foreign-key, narrowing-type, "
    "affinity-coercion, add-not-null, cast-may-fail, drop-recreate \"test\"; ";

struct Case {
  std::string name;
  std::string before;  // the first revision
  std::string rows;
  std::string change;  // the second
  std::string ask;     // of the rows, after the change
  std::string answer;
  std::string ask_downgraded;
  std::string answer_downgraded;
};

class History {
 public:
  explicit History(const Case& of) {
    sources_.Add(
        {"a.migration", "revision a; revises base; upgrade {" + of.before + "} irreversible \"no\";"});
    sources_.Add({"b.migration", "revision b; revises a; " + std::string(kAllow) + "upgrade {" + of.change +
                                     "} downgrade auto keeping data;"});
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &diagnostics_));
    }
    chain_ = *BuildChain(sources_, trees_, {}, &diagnostics_);
    schemas_ = BuildSchemas(sources_, chain_, {}, &diagnostics_);
    lowered_ = LowerToSqlite(sources_, chain_, schemas_, {}, &diagnostics_);
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      if (DiagnosticSeverity(diagnostic.kind) == Severity::kError) ADD_FAILURE() << diagnostic.message;
    }
  }

  TableData Table() const { return BuildTable(chain_, HashChain(sources_, chain_), {lowered_}); }
  const LoweredRevision& revision(std::size_t r) const { return lowered_.revisions[r]; }

  // Of a database that was made so and never changed.
  static std::string CatalogOf(const Catalog& catalog) {
    Database db;
    for (const TablePointer& table : catalog.Tables()) {
      for (const std::string& statement : sqlite::CreateStatements(*table, catalog)) db.Run(statement);
    }
    for (const ViewPointer& view : catalog.Views()) db.Run(sqlite::CreateView(*view));
    return instar::CatalogOf(db);
  }
  std::string CatalogBefore() const { return CatalogOf(schemas_[1].before); }
  std::string CatalogAfter() const { return CatalogOf(schemas_[1].after); }

 private:
  SourceSet sources_;
  Diagnostics diagnostics_;
  std::vector<SyntaxTree> trees_;
  Chain chain_;
  std::vector<RevisionSchema> schemas_;
  LoweredDialect lowered_;
};

// The documented edit of the schema, in place of the copy.
void Edit(Database& db, const Rebuild& rebuild) {
  for (const RebuildCheck& check : rebuild.checks) EXPECT_EQ(db.Ask(std::string(check.query)), "");
  const std::string sql =
      "CREATE TABLE " + std::string(rebuild.table) + " " + std::string(rebuild.definition);
  std::string quoted;
  for (const char c : sql) quoted += c == '\'' ? "''" : std::string(1, c);
  db.Run("PRAGMA writable_schema = ON");
  db.Run("UPDATE sqlite_schema SET sql = '" + quoted + "' WHERE type = 'table' AND name = '" +
         std::string(rebuild.plain_name) + "'");
  db.Run("PRAGMA writable_schema = RESET");
}

void RunSteps(Database& db, const std::vector<LoweredStep>& steps, bool short_forms) {
  const bool rebuilds = std::ranges::find(steps, StepKind::kRebuild, &LoweredStep::kind) != steps.end();
  db.Run(rebuilds ? "PRAGMA foreign_keys = OFF" : "PRAGMA foreign_keys = ON");
  for (const LoweredStep& step : steps) {
    Rebuild rebuild;
    const bool is_rebuild = step.kind == StepKind::kRebuild && DecodeRebuild(step.text, &rebuild);
    ASSERT_EQ(is_rebuild, step.kind == StepKind::kRebuild);
    if (is_rebuild && short_forms && (rebuild.flags & kRebuildSchemaEdit) != 0) {
      Edit(db, rebuild);
      continue;
    }
    if (is_rebuild) db.Run("PRAGMA legacy_alter_table = ON");
    for (const std::string& statement : sqlite::StatementsOf(step)) db.Run(statement);
    db.Run("PRAGMA legacy_alter_table = OFF");
  }
  EXPECT_EQ(db.Ask("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(db.Ask("PRAGMA integrity_check"), "ok");
  db.Run("PRAGMA foreign_keys = ON");
}

class LoweringOnSqlite : public testing::TestWithParam<Case> {};

TEST_P(LoweringOnSqlite, UpDownUp) {
  const Case& of = GetParam();
  const History history(of);
  for (const bool short_forms : {false, true}) {
    SCOPED_TRACE(short_forms ? "short forms" : "statements");
    Database db;
    RunSteps(db, history.revision(0).upgrade, short_forms);
    db.Run(of.rows);
    for (const bool again : {false, true}) {
      SCOPED_TRACE(again ? "again" : "first");
      RunSteps(db, history.revision(1).upgrade, short_forms);
      EXPECT_EQ(CatalogOf(db), history.CatalogAfter());
      if (again) break;
      EXPECT_EQ(db.Ask(of.ask), of.answer);
      RunSteps(db, history.revision(1).downgrade, short_forms);
      EXPECT_EQ(CatalogOf(db), history.CatalogBefore());
      EXPECT_EQ(db.Ask(of.ask_downgraded), of.answer_downgraded);
    }
  }
}

const std::string kTables =
    "create table p (id integer primary key, k int unique, n text);"
    "create table t (id integer primary key autoincrement, a int, b text default 'x', c int check (c > 0), "
    "p int references p (id) on delete cascade, up int references t (id));"
    "create index ia on t (a); create index ib on t (b) where b > 'm';"
    "create table log (what text);"
    "on sqlite { create trigger g after insert on t begin insert into log (what) values (new.a); end; }"
    "create table child (t int not null references t (id) on delete cascade);"
    "create view v as select id, a from t;";
const std::string kRows =
    "insert into p (id, k, n) values (1, 10, 'one'), (2, 20, null);"
    "insert into t (id, a, b, c, p, up) values (1, 7, 'y', 1, 1, null), (5, null, 'z', null, null, 1), "
    "(9, 7, null, 2, 2, 5); delete from t where id = 9; insert into child (t) values (1), (5), (5);";

const Case kCases[] = {
    {"add_columns", kTables, kRows,
     "create unique index pn on p (n); alter table t add column d int not null default 5, add column e "
     "timestamp default current_timestamp, add "
     "column f text references p (n);",
     "select id, a, d, e > '2000', f from t order by id", "1|7|5|1|NULL 5|NULL|5|1|NULL",
     "select id, a, b from t order by id", "1|7|y 5|NULL|z"},
    {"add_not_null_computed_default", kTables, kRows,
     "alter table t add column d int not null default (1 + 1), add column e int generated always as (a * 2) "
     "stored;",
     "select id, d, e from t order by id", "1|2|14 5|2|NULL", "select id, a from t order by id",
     "1|7 5|NULL"},
    {"drop_columns", kTables, kRows, "drop index ib; alter table t drop column b, drop column c;",
     "select id, a, p, up from t order by id", "1|7|1|NULL 5|NULL|NULL|1",
     "select id, a, b, c, p from t order by id", "1|7|x|NULL|1 5|NULL|x|NULL|NULL"},
    {"drop_column_with_rebuild", kTables, kRows,
     "drop index ib; alter table t drop column b, alter column a type text, drop column up;",
     "select id, a, typeof(a), p from t order by id", "1|7|text|1 5|NULL|null|NULL",
     "select id, a, typeof(a), b from t order by id", "1|7|integer|x 5|NULL|null|x"},
    {"rename_everything",
     "create table p (id integer primary key, k int unique); create table t (id integer primary key, a int "
     "check (a > 0), "
     "b int generated always as (a + 1) virtual, p int references p (k), up int references t (id), check "
     "(t.a < 100)); create index ia on t (a, b) "
     "where a > 5; create view other as select k from p;",
     "insert into p (id, k) values (1, 10); insert into t (id, a, p, up) values (1, 7, 10, 1);",
     "drop view other; alter table t rename to tt, rename column id to key, rename column a to aa; alter "
     "table p rename "
     "column k to kk; alter index ia rename to iaa; alter table tt add constraint low check (aa < 50);",
     "select key, aa, b, p from tt", "1|7|8|10", "select id, a, b, p from t", "1|7|8|10"},
    {"autoincrement_mark", kTables, kRows, "alter table t add constraint pos check (a > 0);",
     "select seq from sqlite_sequence where name = 't'", "9",
     "select seq from sqlite_sequence where name = 't'", "9"},
    {"constraints", kTables, kRows,
     "update t set a = 1 where a is null; alter table t alter column a set not null, add constraint u unique "
     "(p), "
     "add constraint few check (a < c or c is null or a < 10), alter column b drop default;",
     "select id, a, b, c from t order by id", "1|7|y|1 5|1|z|NULL", "select id, a, b, c from t order by id",
     "1|7|y|1 5|1|z|NULL"},
    {"only_constraints", kTables, kRows,
     "alter table t add constraint few check (a < 10), add constraint fk foreign key (c) references p (id); "
     "alter "
     "table p add constraint named check (n <> '');",
     "select id, a, b, c from t order by id", "1|7|y|1 5|NULL|z|NULL",
     "select id, a, b, c from t order by id", "1|7|y|1 5|NULL|z|NULL"},
    {"enum",
     "create type mood as enum ('ok', 'so so'); create table t (id integer primary key, m mood not null "
     "default "
     "'ok');",
     "insert into t (id, m) values (1, 'so so'), (2, 'ok');",
     "alter type mood add value 'bad'; alter type mood rename value 'so so' to 'fair'; alter type mood "
     "rename value "
     "'fair' to 'middling';",
     "select id, m from t order by id", "1|middling 2|ok", "select id, m from t order by id", "1|so so 2|ok"},
    {"without_rowid",
     "create table w (a text, b int, c text, primary key (a, b)) without rowid; create index ic on w (c);",
     "insert into w (a, b, c) values ('x', 2, 'q'), ('x', 1, null);",
     "alter table w alter column c type int, add constraint positive check (b > 0);",
     "select a, b, c from w order by b", "x|1|NULL x|2|0", "select a, b from w order by b", "x|1 x|2"},
    {"rowids_without_a_key", "create table r (rowid text, a int);",
     "insert into r (rowid, a) values ('q', 1), ('w', 2), ('e', 3); delete from r where a = 2;",
     "alter table r alter column a type text;", "select _rowid_, \"rowid\", a from r order by 1",
     "1|q|1 3|e|3", "select _rowid_, \"rowid\", a from r order by 1", "1|q|1 3|e|3"},
    {"generated_and_strict",
     "create table s (a int, b int generated always as (a + 1) stored, c int generated always as (a * 2) "
     "virtual, d "
     "text) strict; create index ic on s (c);",
     "insert into s (a, d) values (3, 'x');",
     "alter table s alter column d set not null, alter column d set default 'q';", "select a, b, c, d from s",
     "3|4|6|x", "select a, b, c, d from s", "3|4|6|x"},
    {"quoted_names",
     "create table \"order\" (\"group\" int, \"two \"\"words\" text, \"select\" int default 1);",
     "insert into \"order\" (\"group\", \"two \"\"words\") values (1, 'a');",
     "alter table \"order\" alter column \"group\" type text, rename column \"two \"\"words\" to \"from\"; "
     "create index "
     "\"in\" on \"order\" (\"from\");",
     "select \"group\", \"from\", \"select\" from \"order\"", "1|a|1",
     "select \"group\", \"two \"\"words\", \"select\" from \"order\"", "1|a|1"},
    {"circular_keys", "create table z (a int);", "insert into z (a) values (1);",
     "create table x (id integer primary key, y int); create table y (id integer primary key, x int "
     "references x "
     "(id)); alter table x add constraint fk foreign key (y) references y (id);",
     "select count(*) from x", "0", "select a from z", "1"},
    {"drop_tables", kTables, kRows, "drop view v; drop table child; drop table t;", "select count(*) from p",
     "2", "select count(*) from t", "0"},
};

// The same with the runtime, which takes the fastest form that is safe.
TEST_P(LoweringOnSqlite, UpDownUpByTheRuntime) {
  const Case& of = GetParam();
  const History history(of);
  const TableData data = history.Table();
  const instar::Table table = data.table();
  Database db;
  const auto go = [&](const std::string& target, bool up) {
    Options options;
    options.target = target;
    const Report report = up ? instar::sqlite::Upgrade(db.get(), table, options)
                             : instar::sqlite::Downgrade(db.get(), table, options);
    EXPECT_TRUE(report.ok()) << report.status.message();
  };
  db.Run("PRAGMA foreign_keys = ON");
  go("a", true);
  db.Run(of.rows);
  go("b", true);
  EXPECT_EQ(CatalogOf(db), history.CatalogAfter());
  EXPECT_EQ(db.Ask(of.ask), of.answer);
  go("a", false);
  EXPECT_EQ(CatalogOf(db), history.CatalogBefore());
  EXPECT_EQ(db.Ask(of.ask_downgraded), of.answer_downgraded);
  go("b", true);
  EXPECT_EQ(CatalogOf(db), history.CatalogAfter());
  EXPECT_EQ(db.Ask("PRAGMA integrity_check"), "ok");
}

INSTANTIATE_TEST_SUITE_P(All, LoweringOnSqlite, testing::ValuesIn(kCases),
                         [](const testing::TestParamInfo<Case>& of) { return of.param.name; });

// Every keyword of SQLite as the name of everything.
TEST(Quoted, EveryKeywordIsAName) {
  for (int i = 0; i < sqlite3_keyword_count(); ++i) {
    const char* text = nullptr;
    int size = 0;
    ASSERT_EQ(sqlite3_keyword_name(i, &text, &size), SQLITE_OK);
    const std::string name = sqlite::Quoted(std::string(text, static_cast<std::size_t>(size)));
    SCOPED_TRACE(name);
    Database db;
    db.Run("CREATE TABLE " + name + " (" + name + " int CONSTRAINT " + name + " CHECK (" + name +
           " > 0), b int DEFAULT 1 REFERENCES " + name + " (" + name + "), UNIQUE (" + name + "))");
    db.Run("CREATE INDEX i ON " + name + " (" + name + ", (" + name + ") DESC) WHERE " + name + " > 1");
    db.Run("INSERT INTO " + name + " (" + name + ") SELECT CASE " + name + " WHEN 1 THEN 2 ELSE " + name +
           " END FROM " + name);
    db.Run("ALTER TABLE " + name + " RENAME COLUMN " + name + " TO other");
    db.Run("ALTER TABLE " + name + " RENAME COLUMN other TO " + name);
    db.Run("DROP INDEX i");
  }
}

// Rows written before ADD COLUMN read the column's default from the schema; an index on it keeps what that
// was.
TEST(DefaultEdit, TheProbeSeesShortRowsPastAnIndex) {
  const History history({"", "create table t (a int, b text default 'x'); create index ib on t (b);", "",
                         "alter table t alter column b set default 'y';", "", "", "", ""});
  Rebuild rebuild;
  ASSERT_TRUE(DecodeRebuild(history.revision(1).upgrade.at(0).text, &rebuild));
  ASSERT_EQ(rebuild.flags, kRebuildDefaultEdit);
  for (const bool is_short : {false, true}) {
    Database db;
    db.Run(is_short ? "CREATE TABLE t (a int)" : "CREATE TABLE t (a int, b text DEFAULT 'x')");
    db.Run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
        "INSERT INTO t (a) SELECT i FROM n");
    if (is_short) db.Run("ALTER TABLE t ADD COLUMN b text DEFAULT 'x'");
    db.Run("CREATE INDEX ib ON t (b); INSERT INTO t (a, b) VALUES (0, 'y')");
    EXPECT_EQ(FormTaken(db, rebuild, instar::sqlite::RebuildForm::kFastest),
              is_short ? instar::sqlite::RebuildForm::kRowByRow : instar::sqlite::RebuildForm::kSchemaEdit);
    EXPECT_EQ(db.Ask("SELECT b, count(*) FROM t NOT INDEXED GROUP BY 1 ORDER BY 1"), "x|2000 y|1");
    EXPECT_EQ(db.Ask("PRAGMA integrity_check"), "ok");
    db.Run("INSERT INTO t (a) VALUES (-1)");
    EXPECT_EQ(db.Ask("SELECT b FROM t WHERE a = -1"), "y");
  }
}

// There SQLite may answer any query from an index.
TEST(DefaultEdit, IsNoneWithoutARowid) {
  const History history(
      {"", "create table t (a int primary key, b text default 'x') without rowid; create index ib on t (b);",
       "", "alter table t alter column b set default 'y';", "", "", "", ""});
  Rebuild rebuild;
  ASSERT_TRUE(DecodeRebuild(history.revision(1).upgrade.at(0).text, &rebuild));
  EXPECT_EQ(rebuild.flags & kRebuildDefaultEdit, 0u);
  Database db;
  db.Run(
      "CREATE TABLE t (a int PRIMARY KEY) WITHOUT ROWID; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i "
      "+ "
      "1 FROM n WHERE i < 2000) INSERT INTO t (a) SELECT i FROM n;"
      "ALTER TABLE t ADD COLUMN b text DEFAULT 'x'; CREATE INDEX ib ON t (b)");
  // Whatever a step says that was made elsewhere.
  rebuild.flags |= kRebuildDefaultEdit;
  rebuild.probe_definition = rebuild.definition;
  rebuild.probe = "SELECT 1 FROM t NOT INDEXED WHERE b IS x'00'";
  EXPECT_EQ(FormTaken(db, rebuild, instar::sqlite::RebuildForm::kFastest),
            instar::sqlite::RebuildForm::kRowByRow);
  EXPECT_EQ(db.Ask("SELECT b, count(*) FROM t GROUP BY +b"), "x|2000");
  EXPECT_EQ(db.Ask("PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace instar::compiler
