#include "compiler/schema/compatibility.h"

#include <gtest/gtest.h>

#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

const char kBase[] =
    "create type mood as enum ('good', 'bad');"
    "create table t (id integer primary key, a text, b integer not null default 1, m mood, s text,"
    "  constraint uq unique (s), check (b > 0));"
    "create unique index ux on t (a); create index ix on t (b);"
    "create table kid (id integer primary key, t_id integer references t (id) on delete cascade);"
    "create view v as select a from t;";

// What is judged of an upgrade on top of kBase: "yes", "yes: declared", "no: why"; and what is reported.
class Judgement {
 public:
  explicit Judgement(const std::string& upgrade, const std::string& clauses = "") {
    const auto& schemas = test_.Add("a", "revises base;", kBase)
                              .Add("b", "revises a;" + clauses, upgrade, "irreversible \"a test\";")
                              .Build();
    EXPECT_EQ(test_.Report(), "") << upgrade;
    Diagnostics diagnostics;
    const auto verdicts = JudgeCompatibility(test_.sources(), test_.chain(), schemas, {}, &diagnostics);
    EXPECT_EQ(verdicts.size(), 2u);
    if (verdicts.size() != 2) return;
    EXPECT_TRUE(verdicts[0].compatible) << verdicts[0].reason;
    verdict_ = verdicts[1].compatible ? "yes" : "no";
    if (!verdicts[1].reason.empty()) verdict_ += ": " + verdicts[1].reason;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      errors_ += diagnostic.message;
      for (const Note& note : diagnostic.notes) {
        errors_ += " (" + std::string(test_.sources().Text(note.range)) + ")";
      }
    }
  }

  const std::string& verdict() const { return verdict_; }
  const std::string& errors() const { return errors_; }

 private:
  TestSchema test_;
  std::string verdict_;
  std::string errors_;
};

TEST(Compatibility, WhatOnlyAdds) {
  for (const char* upgrade :
       {"", "create table n (id integer primary key, x text not null); create index n1 on n (x);",
        "create table n (id integer primary key, t_id integer references t (id) on delete set null);",
        "alter table t add column c text;", "alter table t add column c integer not null default 0;",
        "alter table t add column c integer generated always as (b + 1);",
        "alter table t add column c text default 'x'; update t set c = a;",
        "create index i on t (a, b desc) where lower(a) <> '' and b in (1, 2);", "drop index ix;",
        "alter index ix rename to ix2;", "create view w as select b from t;",
        "create type o as enum ('x'); alter table t add column o o default 'x';",
        "create table n (id integer primary key); insert into n (id) values (1); drop table n;",
        "alter table t add column u text; create unique index uu on t (u, a);",
        "on sqlite { create virtual table f using fts5(body); create index i on t (b); }",
        "create table n (id integer primary key); on sqlite { create trigger g after insert on n begin "
        "select 1; end; }",
        "drop view v; create view v as select a from t;",
        // In the end nothing is required.
        "alter table t add column c integer default 1; alter table t alter column c set not null;"}) {
    EXPECT_EQ(Judgement(upgrade).verdict(), "yes") << upgrade;
  }
}

TEST(Compatibility, WhatAnOlderProgramMayNotice) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"alter table t alter column a type integer;", "the type of column 'a' of 't' changes"},
      {"alter table t alter column a set not null;", "NULL is refused in column 'a' of 't'"},
      {"alter table t alter column b drop not null;", "NULL becomes possible in column 'b' of 't'"},
      {"alter table t alter column b set default 2;", "the default of column 'b' of 't' changes"},
      {"alter table t add constraint k check (a <> '');", "a check of 't' is added"},
      {"alter table t add unique (b);", "a unique constraint of 't' is added"},
      {"alter table t drop constraint uq;", "a unique constraint of 't' is dropped"},
      {"create unique index i on t (b);", "unique index 'i' of 't' is added"},
      {"drop index ux;", "unique index 'ux' of 't' goes"},
      {"create index i on t (json_extract(a, '$.x'));", "an expression of index 'i' of 't' may fail"},
      {"alter table t add foreign key (b) references kid (id) on delete cascade;",
       "a foreign key of 't' is added"},
      {"create table n (id integer primary key, t_id integer references t (id));",
       "rows of 't' cannot be deleted while rows of 'n' refer to them"},
      {"alter table kid add column o integer references t (id) on delete restrict;",
       "rows of 't' cannot be deleted while rows of 'kid' refer to them"},
      {"drop view v; create view v as select b from t;", "view 'v' changes"},
      {"alter type mood add value 'odd';", "a value of type 'mood' is added"},
      {"update t set a = lower(a);", "rows of 't' change"},
      {"insert into t (a) values ('seed');", "rows of 't' change"},
      {"delete from t where a is null;", "rows of 't' change"},
      {"call shop::Fill;", "C++ step 'shop::Fill' runs"},
      {"on sqlite { update t set a = 1 }", "raw SQL does what the compiler does not understand"},
      {"on sqlite { create trigger g after insert on t begin select 1; end }",
       "trigger 'g' is made in raw SQL"},
      {"on sqlite { create unique index i on t (b) }", "index 'i' is made in raw SQL"},
      {"alter table t drop column m; alter table t add column m text;",
       "column 'm' of 't' is dropped and made anew"},
      {"drop view v; alter table t rename to u; create view t as select id from u; create view v as select a "
       "from u;",
       "view 'v' changes, and 1 more"},
  };
  for (const auto& [upgrade, why] : cases) {
    EXPECT_EQ(Judgement(upgrade).verdict(), "no: " + std::string(why)) << upgrade;
    const Judgement declared(upgrade, " compatible \"tried\";");
    EXPECT_EQ(declared.verdict(), "yes: tried") << upgrade;
    EXPECT_EQ(declared.errors(), "") << upgrade;
  }
}

TEST(Compatibility, WhatIsCertainlyFalse) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"drop view v;", "view 'v' is dropped (drop view v)"},
      {"drop table kid;", "table 'kid' is dropped (drop table kid)"},
      {"alter table kid rename to child;", "table 'kid' is renamed (rename to child)"},
      {"alter table t add column x text, drop column m, add column y text;",
       "column 'm' of 't' is dropped (drop column m)"},
      {"alter table t rename column b to c;", "column 'b' of 't' is renamed (rename column b to c)"},
      {"alter table kid add column x integer; update kid set x = 1; alter table kid alter column x set not "
       "null;",
       "every insert must give column 'x' of 'kid' a value (alter column x set not null)"},
      {"alter type mood rename value 'bad' to 'sad';",
       "value 'bad' of type 'mood' is gone (alter type mood rename value 'bad' to 'sad')"},
  };
  for (const auto& [upgrade, why] : cases) {
    EXPECT_EQ(Judgement(upgrade, " compatible \"nobody minds\";").errors(),
              "an older program cannot go on using the database: " + std::string(why));
    EXPECT_EQ(Judgement(upgrade).errors(), "") << "only a declaration can be false";
    EXPECT_EQ(Judgement(upgrade).verdict().substr(0, 4), "no: ") << upgrade;
  }
}

TEST(Compatibility, ADeclarationIsTrusted) {
  EXPECT_EQ(Judgement("", " breaking \"units are metres now\";").verdict(), "no: units are metres now");
  EXPECT_EQ(Judgement("alter table t add column c text;", " compatible \"\"\"sure\"\"\";").verdict(),
            "yes: \"sure\"");
}

TEST(Compatibility, RawSqlOfOtherDialectsSaysNothing) {
  EXPECT_EQ(Judgement("on postgresql { update t set a = 1 }").verdict(), "yes");
}

TEST(Compatibility, TheCaseOfANameIsNoChange) {
  EXPECT_EQ(Judgement("alter table kid rename to KID;").verdict(), "yes");
}

}  // namespace
}  // namespace instar::compiler
