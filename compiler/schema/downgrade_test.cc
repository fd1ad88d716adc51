#include "compiler/schema/downgrade.h"

#include <gtest/gtest.h>

#include "compiler/schema/schema_difference.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

const char kBase[] =
    "create table t (id integer primary key, a text, n text not null, d text not null default 'x', "
    "k text default 'k'); create unique index ux_t_k on t (k); create table u (id integer primary key, t_id "
    "integer references t); create view v (i) as select id from u; create type mood as enum ('good', 'bad');";

struct Outcome {
  std::string report;
  std::vector<Operation> downgrade;
  bool restores = false;
};

Outcome OutcomeOf(const std::string& upgrade, const std::string& downgrade = "") {
  TestSchema test;
  test.Add("a", "revises base;", kBase);
  test.Add("b", "revises a;", upgrade, downgrade);
  test.Build();
  const RevisionSchema& schema = test.Of("b");
  Outcome outcome{test.Report(), schema.downgrade};
  const Catalog left = schema.downgrade.empty() ? schema.after : schema.downgrade.back().after;
  outcome.restores = DifferenceOf(schema.before, left).empty();
  return outcome;
}

// Derived without a complaint, and back at the schema before.
void ExpectRestores(const std::string& upgrade, std::size_t operations, const std::string& downgrade = "") {
  const Outcome outcome = OutcomeOf(upgrade, downgrade);
  EXPECT_EQ(outcome.report, "") << upgrade;
  EXPECT_TRUE(outcome.restores) << upgrade;
  EXPECT_EQ(outcome.downgrade.size(), operations) << upgrade;
}

std::string ReportOf(const std::string& upgrade, const std::string& downgrade = "") {
  return OutcomeOf(upgrade, downgrade).report;
}

bool StartsWith(const std::string& report, const std::string& kind) { return report.starts_with(kind); }

TEST(Downgrade, EveryOperationHasItsInverse) {
  ExpectRestores("create table x (id integer primary key);", 1);
  ExpectRestores("drop view v; drop table u;", 2);
  ExpectRestores("alter table t add column x integer;", 1);
  ExpectRestores("alter table t drop column a;", 1);
  ExpectRestores("alter table t drop column d;", 1);
  ExpectRestores("alter table t rename column a to b, add column a integer, alter column b set not null;", 3);
  ExpectRestores("alter table t alter column a type integer;", 1);
  ExpectRestores("alter table t alter column d drop default, alter column d drop not null;", 2);
  ExpectRestores("alter table t add constraint ck check (a > 'b'), rename constraint ck to ck2;", 2);
  ExpectRestores("alter table t rename to s;", 1);
  ExpectRestores("create index i on t (a); drop index ux_t_k;", 2);
  ExpectRestores("alter index ux_t_k rename to k;", 1);
  ExpectRestores("drop view v; create view v (i) as select t_id from u;", 2);
  ExpectRestores("create type size as enum ('s'); alter type size add value 'm'; create table x (z size);",
                 3);
  ExpectRestores("alter type mood rename to temper; alter type temper add value 'so' before 'bad';", 2);
  ExpectRestores("drop type mood;", 1);
}

// To undo all that was done to it could fail on the way: there it would have no columns.
TEST(Downgrade, WhatTheRevisionMadeGoesAsAWhole) {
  ExpectRestores("create table x (a integer); alter table x add column b text, drop column a;", 1);
  ExpectRestores("create table x (a integer); alter table x alter column a set not null; drop table x;", 0);
  // Names go back where others need them.
  ExpectRestores("create table x (a integer); alter table t rename to s; alter table x rename to t;", 3);
  ExpectRestores(
      "create table x (a integer); create index i on x (a); drop index ux_t_k; alter index i rename to "
      "ux_t_k;",
      4);
}

// It may stand on rows that would not take it again.
TEST(Downgrade, AnIndexThatCameAndWentIsNotMadeAgain) {
  ExpectRestores("create unique index i on t (a); drop index i;", 0);
  ExpectRestores("create unique index i on t (a); alter index i rename to j; drop index j;", 0);
  ExpectRestores("drop index ux_t_k; create unique index ux_t_k on t (k); drop index ux_t_k;", 1);
}

TEST(Downgrade, InReverseOrderWithItsCatalogs) {
  const Outcome outcome =
      OutcomeOf("alter table t add column x text; create index ix on t (x); drop view v;");
  ASSERT_EQ(outcome.downgrade.size(), 3u) << outcome.report;
  EXPECT_EQ(outcome.downgrade[0].kind, OperationKind::kView);
  EXPECT_NE(outcome.downgrade[0].after.FindView("v"), nullptr);
  EXPECT_EQ(outcome.downgrade[0].before.FindView("v"), nullptr);
  const Operation& index = outcome.downgrade[1];
  EXPECT_EQ(index.table_before->indexes.size(), 2u);
  EXPECT_EQ(index.table_after->indexes.size(), 1u);
  EXPECT_EQ(index.before.FindTable("t"), index.table_before);
  EXPECT_EQ(index.after.FindTable("t"), index.table_after);
  EXPECT_EQ(outcome.downgrade[2].table_before, index.table_after);
  EXPECT_EQ(outcome.downgrade[2].table_after->FindColumn("x"), nullptr);
}

TEST(Downgrade, DataThatNeedsNoUndo) {
  ExpectRestores("create table x (id integer); insert into x (id) select id from t; delete from x;", 1);
  ExpectRestores("alter table t add column x text; update t set x = a;", 1);
  ExpectRestores("alter table t add column x text; alter table t rename to s; update s set x = n;", 2,
                 "downgrade auto;");
}

TEST(Downgrade, NotWritten) {
  EXPECT_EQ(
      ReportOf("alter table t add column x text; update t set x = a, a = 'y';"),
      "downgrade-not-written at b 'upgrade': this upgrade has no downgrade, and not all of it is undone "
      "without one; write 'downgrade { ... }', 'downgrade auto keeping data;' or 'irreversible \"why\";'\n"
      "  at b 'update t set x = a, a = 'y'': this changes rows of 't', which is older than the revision\n");
  EXPECT_TRUE(StartsWith(ReportOf("insert into t (n) values ('x');"), "downgrade-not-written"));
  EXPECT_TRUE(StartsWith(ReportOf("delete from u;"), "downgrade-not-written"));
  EXPECT_EQ(
      ReportOf("call shop::F; on sqlite { analyze; reindex; }", "downgrade auto;"),
      "downgrade-not-written at b 'downgrade': 'auto' does not undo all of this upgrade; write 'downgrade "
      "{ ... }', 'downgrade auto keeping data;' or 'irreversible \"why\";'\n"
      "  at b 'call shop::F': what 'shop::F' does is undone only by what you write\n"
      "  at b 'analyze': what raw SQL does is undone only by what you write\n");
}

TEST(Downgrade, WrittenInOtherWords) {
  ExpectRestores("update t set a = 'y'; create table x (id integer);", 1, "downgrade auto keeping data;");
  ExpectRestores("call shop::F;", 0, "downgrade auto keeping data;");
  ExpectRestores("update t set a = 'y'; create table x (id integer);", 2,
                 "downgrade { update t set a = 'z'; auto; }");
  ExpectRestores("create table x (id integer); create table y (id integer);", 2,
                 "downgrade { drop table y; drop table x; }");
  EXPECT_EQ(ReportOf("drop table u; drop view v;", "irreversible \"gone\";").substr(0, 6), "in-use");
  EXPECT_EQ(ReportOf("delete from u;", "irreversible \"gone\";"), "");
  ExpectRestores("", 0);
}

TEST(Downgrade, NoInverse) {
  EXPECT_EQ(
      ReportOf("alter table t drop column n;"),
      "no-inverse at b 'drop column n': dropping 'n' has no inverse: it is not null and has no default; "
      "set one first, or write 'downgrade { ... }' or 'irreversible \"why\";'\n"
      "  at a 'n': 'n' is defined here\n");
  EXPECT_TRUE(
      StartsWith(ReportOf("alter table t alter column n drop not null, drop column n;"), "no-inverse"));
  EXPECT_TRUE(StartsWith(ReportOf("drop index ux_t_k; alter table t drop column k;"), "no-inverse"));
  EXPECT_TRUE(
      StartsWith(ReportOf("alter table t alter column a type integer using (length(a));"), "no-inverse"));
  EXPECT_TRUE(
      StartsWith(ReportOf("alter table t drop column n;", "downgrade auto keeping data;"), "no-inverse"));
  EXPECT_EQ(ReportOf("alter table t drop column n;", "irreversible \"gone\";"), "");
  ExpectRestores("alter table t alter column n set default '', drop column n;", 2);
}

// The tables and columns that a revision makes go away as a whole.
TEST(Downgrade, WhatTheRevisionMadeNeedsNoInverse) {
  ExpectRestores("create table x (id integer, n text not null); alter table x drop column n;", 1);
  ExpectRestores(
      "alter table t add column x text not null default ''; alter table t alter column x drop default; "
      "alter table t drop column x;",
      0);
}

TEST(Downgrade, WhatHasNoInverseIsLeftToTheWrittenPart) {
  ExpectRestores("alter table t drop column n; create table x (id integer);", 3,
                 "downgrade { alter table t add column n text not null default ''; "
                 "alter table t alter column n drop default; auto; }");
}

TEST(Downgrade, WhatMentionsALostColumnIsLeftToTheWrittenPartToo) {
  for (const char* text : {"unique (n, k)", "check (n <> k)", "primary key (n, k)"}) {
    const std::string constraint = std::string("constraint c ") + text;
    TestSchema test;
    test.Add("a", "revises base;",
             "create table w (n text not null, k text not null, x text, " + constraint + ");");
    test.Add("b", "revises a;", "alter table w drop constraint c; alter table w drop column n;",
             "downgrade { auto; alter table w add column n text not null default ''; "
             "alter table w alter column n drop default; alter table w add " +
                 constraint + "; }");
    test.Build();
    EXPECT_EQ(test.Report(), "") << text;
  }
}

TEST(Downgrade, DoesNotRestore) {
  EXPECT_EQ(ReportOf("alter table t add column x text, drop column a, alter column k type integer; "
                     "create table y (id integer);",
                     "downgrade { alter table t add column a integer; drop table u; }")
                .substr(0, 6),
            "in-use");
  EXPECT_EQ(ReportOf("alter table t add column x text, drop column a; create table y (id integer);",
                     "downgrade { alter table t add column a integer; drop view v; }"),
            "downgrade-does-not-restore at b 'downgrade': the downgrade does not restore the schema\n"
            "  at a 'a': column 'a' of table 't' must be 'text', not 'integer'\n"
            "  at b 'x': column 'x' of table 't' is left over\n"
            "  at b 'y': table 'y' is left over\n"
            "  at a 'v': view 'v' is missing\n");
}

TEST(Downgrade, RawObjectsAreUndoneByHand) {
  const std::string upgrade =
      "on sqlite { create trigger tr after insert on t begin select 1; end; } "
      "alter table u add column x text;";
  EXPECT_TRUE(StartsWith(ReportOf(upgrade), "downgrade-not-written"));
  EXPECT_EQ(ReportOf(upgrade, "downgrade auto keeping data;"),
            "downgrade-does-not-restore at b 'downgrade': the downgrade does not restore the schema\n"
            "  at b 'tr': trigger 'tr' is left over\n");
  ExpectRestores(upgrade, 2, "downgrade { on sqlite { drop trigger tr; } auto; }");
  ExpectRestores(upgrade, 2, "downgrade { auto; on sqlite { drop trigger tr; } }");
}

// A trigger made between two changes of its table: the derived part leaves it as it finds it.
TEST(Downgrade, DerivedPartsLeaveRawObjectsAlone) {
  ExpectRestores(
      "alter table t add column x text; "
      "on sqlite { create trigger tr after insert on t begin select 1; end; } "
      "alter table t add column y text;",
      3, "downgrade { on sqlite { drop trigger tr; } auto; }");
  ExpectRestores(
      "create table x (id integer); "
      "on sqlite { create trigger tr after insert on x begin select 1; end; }",
      1, "downgrade auto keeping data;");
}

// Dropped and made anew by hand: other ids, the same schema.
TEST(Downgrade, NamesMatterAndIdsDoNot) {
  ExpectRestores(
      "drop view v; drop table u;", 2,
      "downgrade { create table U (t_id integer, id integer primary key, foreign key (t_id) references "
      "t (id)); create view v (i) as select  ID from u; }");
}

}  // namespace
}  // namespace instar::compiler
