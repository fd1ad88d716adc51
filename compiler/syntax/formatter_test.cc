#include "compiler/syntax/formatter.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

std::string Formatted(const std::string& text) {
  Diagnostics diagnostics;
  const std::optional<std::string> once = Format({"a.migration", text}, &diagnostics);
  if (!once) return "(errors)";
  const std::optional<std::string> twice = Format({"a.migration", *once}, &diagnostics);
  EXPECT_EQ(once, twice) << "formatting again changes it";
  return *once;
}

// The statement in a block, without what stands around it.
std::string Statement(const std::string& sql) {
  const std::string before = "revision a;\nrevises  base;\n\nupgrade {\n";
  const std::string text = Formatted(before + sql + "\n}");
  EXPECT_EQ(text.substr(0, before.size()), before);
  return text.size() < before.size() + 2 ? text : text.substr(before.size(), text.size() - before.size() - 2);
}

TEST(FormatterTest, LaysOutAFile) {
  EXPECT_EQ(
      Formatted("-- why\nrevision a  \"the \"\"first\"\"\" ;revises b ,c;depends on d,e ;\n\n\nlabel x;\n"
                "created '2026-01-02';upgrade{create table t(x integer);\n\n\n\n  -- next\ncall a::B;}\n"
                "downgrade  auto  keeping data ; -- end\n\n-- last"),
      "-- why\nrevision a \"the \"\"first\"\"\";\nrevises  b, c;\ndepends on d, e;\n\nlabel    x;\n"
      "created  '2026-01-02';\n\nupgrade {\n    create table t (x integer);\n\n    -- next\n"
      "    call a::B;\n}\n\ndowngrade auto keeping data; -- end\n\n-- last\n");
}

TEST(FormatterTest, BlocksMayBeEmpty) {
  EXPECT_EQ(Formatted("revision a; revises base; upgrade { } downgrade { /* nothing */ }"),
            "revision a;\nrevises  base;\n\nupgrade {\n}\n\ndowngrade { /* nothing */\n}\n");
}

TEST(FormatterTest, RawBlocksStayAsTheyAre) {
  EXPECT_EQ(Formatted("revision a;revises base;upgrade{on  sqlite,postgresql{\r\n  select\t1 ;\r\n\r\n}\r\n"
                      "update t set x=1;} irreversible \"why\";"),
            "revision a;\nrevises  base;\n\nupgrade {\n    on sqlite, postgresql {\n  select\t1 ;\n\n}\n"
            "    update t set x = 1;\n}\n\nirreversible \"why\";\n");
}

TEST(FormatterTest, ColumnsStandOnLinesOfTheirOwn) {
  EXPECT_EQ(Statement("create table t(a integer primary key,b decimal(10,2) default -1 ,check(a>-b));"),
            "    create table t (\n        a integer primary key,\n        b decimal(10, 2) default -1,\n"
            "        check (a > -b)\n    );\n");
  EXPECT_EQ(Statement("create table if not exists t(a text references u(id))strict;"),
            "    create table if not exists t (a text references u (id)) strict;\n");
}

TEST(FormatterTest, ActionsStandOnLinesOfTheirOwn) {
  EXPECT_EQ(Statement("alter table t add column a integer,drop column b;"),
            "    alter table t\n        add column a integer,\n        drop column b;\n");
  EXPECT_EQ(Statement("alter table t rename to\n\n u;"), "    alter table t rename to u;\n");
}

TEST(FormatterTest, SpacesFollowTheTokens) {
  EXPECT_EQ(Statement("create unique index i on t(lower(a),b desc)where b is not null;"),
            "    create unique index i on t (lower(a), b desc) where b is not null;\n");
  EXPECT_EQ(Statement("insert into t(a,b)values(1,- 2),(count( * ),t . a||'x  y');"),
            "    insert into t (a, b) values (1, -2), (count(*), t.a || 'x  y');\n");
  EXPECT_EQ(
      Statement("update t set a=a-1,b=- - 1 where a in(select b from u)and not exists(select 1 from u);"),
      "    update t set a = a - 1, b = - -1 where a in (select b from u) and not exists (select 1 from "
      "u);\n");
}

TEST(FormatterTest, LongStatementsBreakAtTheirClauses) {
  EXPECT_EQ(
      Statement("update accounts set balance = balance + 1, updated_at = current_timestamp where owner_id "
                "= 12 and closed_at is null and balance > 0 and name <> 'somebody with a long name indeed';"),
      "    update accounts\n        set balance = balance + 1, updated_at = current_timestamp\n"
      "        where owner_id = 12 and closed_at is null and balance > 0\n"
      "            and name <> 'somebody with a long name indeed';\n");
}

TEST(FormatterTest, CommentsKeepTheirPlaces) {
  EXPECT_EQ(Statement("-- above\nupdate t /* here */ set a = 1; -- behind\n-- below\n"),
            "    -- above\n    update t /* here */ set a = 1; -- behind\n    -- below\n");
  EXPECT_EQ(Statement("create table t ( -- the table\n a integer, -- the key\n -- the name\n b text);"),
            "    create table t ( -- the table\n        a integer, -- the key\n        -- the name\n"
            "        b text\n    );\n");
  EXPECT_EQ(Statement("update t -- all\nset a = 1;"), "    update t -- all\n        set a = 1;\n");
}

TEST(FormatterTest, WhatHasErrorsIsNotTouched) {
  Diagnostics diagnostics;
  EXPECT_EQ(Format({"a.migration", "revision a; revises base; upgrade { create tabel t; }"}, &diagnostics),
            std::nullopt);
  EXPECT_EQ(diagnostics.errors(), 1);
}

}  // namespace
}  // namespace instar::compiler
