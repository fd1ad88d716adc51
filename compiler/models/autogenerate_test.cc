#include "compiler/models/autogenerate.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/diagnostics/text_printer.h"
#include "compiler/models/load_models.h"
#include "compiler/models/test_models.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

// A history of one file, and a header.
class AutogenerateTest : public testing::Test {
 protected:
  // "upgrade\n---\ndowngrade", or what is wrong.
  std::string Generate(const std::string& upgrade, const std::string& header,
                       const AutogenerateOptions& options = {}) {
    SourceSet sources;
    Diagnostics diagnostics;
    std::vector<SyntaxTree> trees;
    std::vector<std::string> parents;
    if (!upgrade.empty()) {
      const FileId file =
          sources.Add({"a.migration", "revision a; revises base;\nupgrade {\n" + upgrade + "\n}\n"});
      trees.push_back(Parse(sources, file, &diagnostics));
      parents = {"a"};
    }
    InMemoryFileSystem files;
    files.Write("models.h", header).IgnoreError();
    files.Write("models.json", WriteModels(TestModels(header))).IgnoreError();
    const std::optional<Models> models = LoadModels("models.json", files, &sources, &diagnostics);
    const std::optional<GeneratedMigration> made =
        Autogenerate({sources, trees, nullptr, *models, parents}, options, &diagnostics);
    if (!made) {
      std::string problems;
      for (const Diagnostic& one : diagnostics.all()) {
        problems += std::string(DiagnosticName(one.kind)) + ": " + one.message + "\n";
      }
      return problems;
    }
    to_complete_ = made->to_complete;
    const std::string file = "revision b; revises a;\nupgrade {\n" + made->upgrade + "}\n" + made->downgrade;
    std::string text = Complete(file, *made);
    text.erase(0, text.find("upgrade {"));
    return made->upgrade.empty() && made->downgrade.empty() ? "" : text;
  }

  std::size_t to_complete_ = 0;
};

constexpr char kUsers[] = "create table users (id integer primary key, email text not null, nick text);";
constexpr char kUser[] =
    "table users User\nstd::int64_t id | primary key\nstd::string email\nstd::optional<std::string> nick\n";

TEST_F(AutogenerateTest, NothingWhereBothAgree) { EXPECT_EQ(Generate(kUsers, kUser), ""); }

TEST_F(AutogenerateTest, TheFirstMigrationMakesAllTables) {
  EXPECT_EQ(
      Generate("",
               "table orders Order | index (user_id, at)\nstd::int64_t id | primary key autoincrement\n"
               "std::int64_t user_id | references users.id on delete cascade\nTime at | default "
               "current_timestamp\n"
               "table users User\nstd::int64_t id | primary key\nstd::string email | unique, length 320\n"),
      "upgrade {\n"
      "    create table users (\n"
      "        id integer primary key,\n"
      "        email varchar(320) not null unique\n"
      "    );\n"
      "    create table orders (\n"
      "        id integer primary key autoincrement,\n"
      "        user_id bigint not null references users (id) on delete cascade,\n"
      "        at timestamp not null default current_timestamp\n"
      "    );\n"
      "    create index ix_orders_user_id_at on orders (user_id, at);\n"
      "}\n");
  EXPECT_EQ(to_complete_, 0u);
}

TEST_F(AutogenerateTest, ACycleOfForeignKeysIsClosedAtLast) {
  EXPECT_EQ(
      Generate("",
               "table a A\nstd::int64_t id | primary key\nstd::optional<std::int64_t> b | references b.id\n"
               "table b B\nstd::int64_t id | primary key\nstd::optional<std::int64_t> a | references a.id\n"),
      "upgrade {\n"
      "    create table a (\n"
      "        id integer primary key,\n"
      "        b bigint\n"
      "    );\n"
      "    create table b (\n"
      "        id integer primary key,\n"
      "        a bigint references a (id)\n"
      "    );\n"
      "    alter table a add foreign key (b) references b (id);\n"
      "}\n");
}

TEST_F(AutogenerateTest, ChangesOfOneTableAreOneStatement) {
  EXPECT_EQ(
      Generate(kUsers, std::string(kUser) + "bool active | default true\nstd::optional<double> score\n"),
      "upgrade {\n"
      "    alter table users\n"
      "        add column active boolean not null default true,\n"
      "        add column score double;\n"
      "}\n");
}

TEST_F(AutogenerateTest, WhatLosesDataNeedsAReason) {
  EXPECT_EQ(Generate(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email\n"),
            "upgrade {\n"
            "    allow drop-column \"\";\n"
            "    alter table users drop column nick;\n"
            "}\n");
  EXPECT_EQ(to_complete_, 1u);
}

TEST_F(AutogenerateTest, WhatCannotComeBackIsAskedFor) {
  EXPECT_EQ(
      Generate(kUsers, "table users User\nstd::int64_t id | primary key\nstd::optional<std::string> nick\n"),
      "upgrade {\n"
      "    allow drop-column \"\";\n"
      "    alter table users drop column email;\n"
      "}\n\n"
      "downgrade {\n"
      "    auto;\n"
      "    todo \"see whether the rows that are there may come back with this value\";\n"
      "    alter table users add column email text not null default '';\n"
      "    alter table users alter column email drop default;\n"
      "}\n");
}

TEST_F(AutogenerateTest, ANewColumnWithoutNullAsksForItsValues) {
  EXPECT_EQ(Generate(kUsers, std::string(kUser) + "std::int32_t age\n"),
            "upgrade {\n"
            "    alter table users add column age integer;\n"
            "    todo \"give 'age' of the rows that are there a value: update users set age = ...;\";\n"
            "    alter table users alter column age set not null;\n"
            "}\n\n"
            "downgrade auto keeping data;\n");
}

TEST_F(AutogenerateTest, NullsAreFilledBeforeTheyAreForbidden) {
  EXPECT_EQ(
      Generate(kUsers,
               "table users User\nstd::int64_t id | primary key\nstd::string email\nstd::string nick\n"),
      "upgrade {\n"
      "    todo \"give 'nick' of the rows that are there a value: update users set nick = ... where nick "
      "is null;\";\n"
      "    alter table users alter column nick set not null;\n"
      "}\n\n"
      "downgrade auto keeping data;\n");
}

TEST_F(AutogenerateTest, RenamesAreSaid) {
  EXPECT_EQ(Generate(kUsers,
                     "table people Person | renamed from users\nstd::int64_t id | primary key\n"
                     "std::string mail | renamed from email\nstd::optional<std::string> nick\n"),
            "upgrade {\n"
            "    alter table users rename to people;\n"
            "    alter table people rename column email to mail;\n"
            "}\n");
}

TEST_F(AutogenerateTest, NobodyGuessesARename) {
  const std::string header =
      "table users User\nstd::int64_t id | primary key\nstd::string mail\nstd::optional<std::string> nick\n";
  EXPECT_EQ(
      Generate(kUsers, header),
      "lost-rename: column 'mail' of table 'users' is new, and 'email', which no field has any more, is "
      "like it: if they are the same, its annotation says 'renamed from email'\n");
  EXPECT_EQ(Generate(kUsers, header, {.not_renamed = true}),
            "upgrade {\n"
            "    alter table users add column mail text;\n"
            "    todo \"give 'mail' of the rows that are there a value: update users set mail = ...;\";\n"
            "    alter table users alter column mail set not null;\n"
            "    allow drop-recreate \"\";\n"
            "    alter table users drop column email;\n"
            "}\n\n"
            "downgrade {\n"
            "    auto;\n"
            "    todo \"see whether the rows that are there may come back with this value\";\n"
            "    alter table users add column email text not null default '';\n"
            "    alter table users alter column email drop default;\n"
            "}\n");
}

TEST_F(AutogenerateTest, TablesWithoutAStructGoChildrenFirst) {
  const std::string upgrade = std::string(kUsers) +
                              "create table a (id integer primary key);\n"
                              "create table b (id integer primary key, a integer references a (id));";
  EXPECT_EQ(Generate(upgrade, kUser),
            "upgrade {\n"
            "    allow drop-table \"\";\n"
            "    drop table b;\n"
            "    allow drop-table \"\";\n"
            "    drop table a;\n"
            "}\n");
  EXPECT_EQ(Generate(upgrade, kUser, {.drop_tables = false}), "");
}

TEST_F(AutogenerateTest, EnumValuesAreAdded) {
  EXPECT_EQ(
      Generate("create type role as enum ('admin', 'guest');\n"
               "create table users (id integer primary key, role role not null);",
               "table users User\nstd::int64_t id | primary key\nRole{admin,owner,guest,robot} role | as "
               "enum\n"),
      "upgrade {\n"
      "    alter type role add value 'owner' before 'guest';\n"
      "    alter type role add value 'robot';\n"
      "}\n");
}

TEST_F(AutogenerateTest, AnEnumValueThatIsGoneIsForAPerson) {
  EXPECT_EQ(
      Generate("create type role as enum ('admin', 'guest');\n"
               "create table users (id integer primary key, role role not null);",
               "table users User\nstd::int64_t id | primary key\nRole{admin} role | as enum\n"),
      "upgrade {\n"
      "    todo \"the value 'guest' of type 'role' is in no enumeration any more: rename it ('alter type "
      "role rename value'), or make a new type without it\";\n"
      "}\n");
}

TEST_F(AutogenerateTest, ConstraintsAndIndexes) {
  EXPECT_EQ(
      Generate("create table t (id integer primary key, a text, b text, constraint c check (a <> ''), "
               "unique (a));\ncreate index by_b on t (b);",
               "table t T | constraint c check (a <> 'x') | index by_a (a) | index by_c (b) \n"
               "std::int64_t id | primary key\nstd::optional<std::string> a\nstd::optional<std::string> b "
               "| unique\n"),
      "upgrade {\n"
      "    alter table t\n"
      "        drop constraint t_a_key,\n"
      "        drop constraint c;\n"
      "    allow add-unique \"\";\n"
      "    alter table t add unique (b);\n"
      "    allow add-check \"\";\n"
      "    alter table t add constraint c check (a <> 'x');\n"
      "    create index by_a on t (a);\n"
      "    alter index by_b rename to by_c;\n"
      "}\n");
}

TEST_F(AutogenerateTest, ColumnProperties) {
  EXPECT_EQ(
      Generate("create table t (id integer primary key, a text not null default 'x', b integer, c text);",
               "table t T\nstd::int64_t id | primary key\nstd::optional<std::string> a\n"
               "std::optional<std::string> b\nstd::optional<std::string> c | default 'y', length 5\n"),
      "upgrade {\n"
      "    alter table t\n"
      "        alter column a drop default,\n"
      "        alter column a drop not null,\n"
      "        alter column b type text;\n"
      "    allow narrowing-type \"\";\n"
      "    alter table t alter column c type varchar(5);\n"
      "    alter table t alter column c set default 'y';\n"
      "}\n");
}

}  // namespace
}  // namespace instar::compiler
