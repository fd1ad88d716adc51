#include "compiler/schema/schema.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/schema/print_schema.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

// Histories as text: each revision revises what it says, or the one before.
class Schemas {
 public:
  Schemas& Add(const std::string& id, const std::string& upgrade, std::string revises = "",
               const std::string& downgrade = "irreversible \"a test\";") {
    if (revises.empty()) revises = last_.empty() ? "base" : last_;
    last_ = id;
    sources_.Add({id + ".migration", "revision " + id + ";\nrevises " + revises + ";\nupgrade {\n" + upgrade +
                                         "\n}\n" + downgrade + "\n"});
    return *this;
  }

  void Build(const SchemaOptions& options = {}) {
    trees_.clear();
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &diagnostics_));
    }
    ChainOptions chain_options;
    chain_options.allow_multiple_heads = true;
    chain_ = BuildChain(sources_, trees_, chain_options, &diagnostics_);
    ASSERT_TRUE(chain_.has_value()) << Report();
    schemas_ = BuildSchemas(sources_, *chain_, options, &diagnostics_);
  }

  const RevisionSchema& Of(const std::string& id) const {
    for (std::size_t i = 0; i < schemas_.size(); ++i) {
      if (chain_->revisions[i].id == id) return schemas_[i];
    }
    ADD_FAILURE() << id;
    return schemas_[0];
  }

  // The schema after the revision.
  std::string Sql(const std::string& id) const { return PrintSchema(Of(id).after); }

  std::string Report() const {
    std::string report;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      report += std::string(DiagnosticName(diagnostic.kind)) + ": " + diagnostic.message + "\n";
      for (const Note& note : diagnostic.notes) report += "  " + note.message + "\n";
    }
    return report;
  }

 private:
  SourceSet sources_;
  std::vector<SyntaxTree> trees_;
  std::optional<Chain> chain_;
  Diagnostics diagnostics_;
  std::vector<RevisionSchema> schemas_;
  std::string last_;
};

std::string SqlAfter(const std::string& upgrade, const SchemaOptions& options = {}) {
  Schemas schemas;
  schemas.Add("a", upgrade);
  schemas.Build(options);
  EXPECT_EQ(schemas.Report(), "");
  return schemas.Sql("a");
}

std::string ReportOf(const std::string& upgrade, const SchemaOptions& options = {}) {
  Schemas schemas;
  schemas.Add("a", upgrade);
  schemas.Build(options);
  EXPECT_EQ(schemas.Of("a").has_errors, !schemas.Report().empty());
  return schemas.Report();
}

const SchemaOptions kBoth = {{Dialect::kSqlite, Dialect::kPostgresql}};

TEST(SchemaTest, TableWithEverything) {
  EXPECT_EQ(SqlAfter(R"(
    create type mood as enum ('sad', 'it''s fine');
    create table teams (id integer primary key autoincrement, name text unique not null);
    create table "Users" (
      id bigint,
      team integer references teams on delete cascade,
      email varchar(80) collate nocase not null default 'none',
      feeling mood default 'sad',
      "from" real,
      doubled real generated always as ("from" * 2) stored,
      made timestamp default (current_timestamp || ''),
      constraint pk primary key (id desc),
      unique (email, team),
      constraint positive check ("Users"."from" > 0 and id <> -1)
    ) strict, without rowid;
    create unique index i on "Users" (lower(email), made desc) where team is not null;
    create view v (e) as select email from "Users";
  )"),
            R"(create type mood as enum ('sad', 'it''s fine');
create table teams (
    id integer,
    name text not null,
    primary key (id autoincrement),
    unique (name)
);
create table "Users" (
    id bigint,
    team integer,
    email varchar(80) collate nocase not null default 'none',
    feeling mood default 'sad',
    "from" real,
    doubled real generated always as ("from" * 2) stored,
    made timestamp default (current_timestamp || ''),
    constraint pk primary key (id desc),
    unique (email, team),
    constraint positive check ("from" > 0 and id <> -1),
    foreign key (team) references teams on delete cascade
) strict, without rowid;
create unique index i on "Users" ((lower(email)), made desc) where team is not null;
create view v (e) as select email from "Users";
)");
}

TEST(SchemaTest, RenamesReachWhatMentionsThem) {
  EXPECT_EQ(SqlAfter(R"(
    create table p (a integer primary key, b text check (length(b) > 1));
    create table c (p integer references p (a));
    create index i on p (b, a + 1) where b <> '';
    alter table p rename to parents, rename a to id, rename column b to "Label";
    alter index i rename to j;
  )"),
            R"(create table parents (
    id integer,
    "Label" text,
    primary key (id),
    check (length("Label") > 1)
);
create index j on parents ("Label", (id + 1)) where "Label" <> '';
create table c (
    p integer,
    foreign key (p) references parents (id)
);
)");
}

TEST(SchemaTest, ActionsOfAnAlterAreOperations) {
  Schemas schemas;
  schemas.Add("a", "create table t (a integer, b text);");
  schemas.Add(
      "b",
      "alter table t add column c real, alter a type bigint, alter b set not null, alter b set default 'x',"
      " alter c drop not null, drop column a, add constraint u unique (b), rename constraint u to w;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  // Dropping a NOT NULL that is not there does nothing.
  EXPECT_EQ(schemas.Of("b").upgrade.size(), 7u);
  EXPECT_EQ(
      schemas.Sql("b"),
      "create table t (\n    b text not null default 'x',\n    c real,\n    constraint w unique (b)\n);\n");
  for (const Operation& operation : schemas.Of("b").upgrade) {
    EXPECT_EQ(operation.kind, OperationKind::kTable);
    EXPECT_EQ(operation.before.FindTable("t"), operation.table_before);
    EXPECT_EQ(operation.after.FindTable("t"), operation.table_after);
  }
}

TEST(SchemaTest, DropTakesOwnConstraintsAlong) {
  EXPECT_EQ(SqlAfter("create table p (id integer primary key);"
                     "create table t (a integer unique check (a > 0) references p, b text);"
                     "alter table t drop column a; drop table p;"),
            "create table t (\n    b text\n);\n");
}

TEST(SchemaTest, UnnamedConstraintsAreDroppedByTheirImpliedNames) {
  EXPECT_EQ(
      SqlAfter("create table t (a integer unique, b text, check (a > 0), check (a > length(b)));"
               "alter table t drop constraint t_a_key, drop constraint t_check, drop constraint t_a_check;"),
      "create table t (\n    a integer,\n    b text\n);\n");
}

TEST(SchemaTest, IfExistsIsDecidedHere) {
  Schemas schemas;
  schemas.Add("a", "create table t (a integer); create index i on t (a); create view v as select a from t;");
  schemas.Add(
      "b",
      "create table if not exists T (b text); create index if not exists I on t (a);"
      "drop table if exists u; drop index if exists j; drop view if exists w; drop type if exists x;"
      "create view if not exists V as select 1;"
      "alter table t add column if not exists A text, drop column if exists b, drop constraint if exists c;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_TRUE(schemas.Of("b").upgrade.empty());
}

TEST(SchemaTest, RenamedEnumKeepsItsColumns) {
  Schemas schemas;
  schemas.Add("a",
              "create type mood as enum ('a'); create table t (m mood);"
              "alter type mood rename to feeling; alter type feeling add value 'c' after 'a';"
              "alter type feeling add value 'b' before 'c'; alter type feeling rename value 'a' to 'z';"
              "create type mood as enum ('other');");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_EQ(schemas.Sql("a"),
            "create type feeling as enum ('z', 'b', 'c');\ncreate type mood as enum ('other');\n"
            "create table t (\n    m feeling\n);\n");
}

TEST(SchemaTest, MergeHasTheChangesOfAllBranches) {
  Schemas schemas;
  schemas.Add("base1", "create table t (a integer, b integer);");
  schemas.Add("left1", "alter table t add column l text;", "base1");
  schemas.Add("left2", "create index i on t (b);", "left1");
  schemas.Add("right", "alter table t add column r text; create table u (x text);", "base1");
  schemas.Add("both", "alter table t add constraint w unique (l, r);", "left2, right");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_EQ(
      schemas.Sql("both"),
      "create table t (\n    a integer,\n    b integer,\n    l text,\n    r text,\n"
      "    constraint w unique (l, r)\n);\ncreate index i on t (b);\ncreate table u (\n    x text\n);\n");
}

TEST(SchemaTest, WrittenDowngradeStartsFromTheUpgrade) {
  Schemas schemas;
  schemas.Add("a", "create table t (a integer); insert into t (a) values (1);", "",
              "downgrade { delete from t; drop table t; }");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  ASSERT_EQ(schemas.Of("a").downgrade.size(), 2u);
  EXPECT_EQ(schemas.Of("a").downgrade[0].kind, OperationKind::kData);
  EXPECT_EQ(PrintSchema(schemas.Of("a").downgrade[1].after), "");
}

TEST(SchemaTest, TypesOfOneDatabase) {
  EXPECT_EQ(SqlAfter("create table t (a, b unsigned big int, c whatever(1, 2));"),
            "create table t (\n    a,\n    b unsigned big int,\n    c whatever(1, 2)\n);\n");
  EXPECT_EQ(ReportOf("create table t (a bytea, b interval);", kBoth), "");
  EXPECT_EQ(ReportOf("create table t (a, b integr);", kBoth),
            "missing-type: column 'a' has no type: only SQLite does without\n"
            "unknown-type: 'integr' is no portable type, and postgresql does not have it; did you mean "
            "'integer'?\n");
}

TEST(SchemaTest, OneRootCauseOneError) {
  // What the misspelt table would have had is not missed afterwards.
  EXPECT_EQ(
      ReportOf(
          "create table users (id integer primary key);"
          "alter table usres add column nick text, add column age integer;"
          "create index i on users (nick); update users set age = 1; insert into usres (id) values (1);"),
      "unknown-table: there is no table 'usres'; did you mean 'users'?\n");
}

TEST(SchemaTest, SaysWhatBecameOfAName) {
  Schemas schemas;
  schemas.Add("a", "create table t (a integer, b text, c text); create table u (x text);");
  schemas.Add("b", "alter table t drop column b, rename c to d; alter table u rename to v;");
  schemas.Add("c", "update t set b = ''; update t set c = ''; delete from u;");
  schemas.Build();
  EXPECT_EQ(schemas.Report(),
            "unknown-column: table 't' has no column 'b'\n  column 'b' was dropped here\n"
            "unknown-column: table 't' has no column 'c'\n  column 'c' was renamed to 'd' here\n"
            "unknown-table: there is no table 'u'\n  'u' was renamed to 'v' here\n");
}

TEST(SchemaTest, SaysThatAnotherBranchHasIt) {
  Schemas schemas;
  schemas.Add("a", "create table t (a integer);");
  schemas.Add("b", "create table u (x text);", "a");
  schemas.Add("c", "drop table u;", "a");
  schemas.Build();
  EXPECT_EQ(schemas.Report(),
            "unknown-table: there is no table 'u'\n"
            "  'u' is made here, in 'b', which 'c' neither revises nor depends on\n");
}

TEST(SchemaTest, AllowsAcceptForeignKeysThatShipped) {
  Schemas schemas;
  schemas.Add("a",
              "create table p (a integer, b text);\n"
              "allow fk-parent-missing \"shipped\";\ncreate table c (x integer references nowhere);\n"
              "allow fk-parent-not-unique, fk-type-mismatch \"shipped\";\n"
              "create table d (x integer references p (b));");
  schemas.Build();
  EXPECT_EQ(schemas.Report(), "");
  EXPECT_EQ(schemas.Of("a").after.FindTable("c")->foreign_keys[0].parent_table, kNoObject);
  EXPECT_EQ(schemas.Of("a").after.FindTable("d")->foreign_keys[0].parent_table,
            schemas.Of("a").after.FindTable("p")->id);
  Diagnostics unused;
  schemas.Of("a").allows->ReportUnused(&unused);
  EXPECT_TRUE(unused.all().empty());
}

TEST(SchemaTest, PrintsJson) {
  Schemas schemas;
  schemas.Add(
      "a",
      "create type m as enum ('x'); create table t (id integer primary key, s text not null default 'y', f m,"
      " p integer references t on delete set null); create unique index i on t (lower(s)) where p > 1;"
      "create view v as select id from t;");
  schemas.Build();
  ASSERT_EQ(schemas.Report(), "");
  EXPECT_EQ(PrintSchemaAsJson(schemas.Of("a").after), R"json({
  "enums": [
    {
      "name": "m",
      "values": [
        "x"
      ]
    }
  ],
  "tables": [
    {
      "name": "t",
      "columns": [
        {
          "name": "id",
          "type": "integer"
        },
        {
          "name": "s",
          "type": "text",
          "not_null": true,
          "default": "'y'"
        },
        {
          "name": "f",
          "type": "m"
        },
        {
          "name": "p",
          "type": "integer"
        }
      ],
      "primary_key": {
        "columns": [
          {
            "column": "id"
          }
        ]
      },
      "foreign_keys": [
        {
          "columns": [
            "p"
          ],
          "parent": "t",
          "parent_columns": [
            "id"
          ],
          "on_delete": "set null",
          "on_update": "no action"
        }
      ],
      "indexes": [
        {
          "name": "i",
          "unique": true,
          "terms": [
            {
              "expression": "lower(s)"
            }
          ],
          "where": "p > 1"
        }
      ]
    }
  ],
  "views": [
    {
      "name": "v",
      "query": "select id from t"
    }
  ]
}
)json");
}

}  // namespace
}  // namespace instar::compiler
