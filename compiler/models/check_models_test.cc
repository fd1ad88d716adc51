#include "compiler/models/check_models.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/models/load_models.h"
#include "compiler/models/test_models.h"
#include "compiler/schema/heads.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

// One revision, and a header.
std::string Check(const std::string& upgrade, const std::string& header) {
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file =
      sources.Add({"a.migration", "revision a; revises base;\nupgrade {\n" + upgrade + "\n}\n"});
  const std::vector<SyntaxTree> trees = {Parse(sources, file, &diagnostics)};
  InMemoryFileSystem files;
  files.Write("models.h", header).IgnoreError();
  files.Write("models.json", WriteModels(TestModels(header))).IgnoreError();
  const std::optional<Models> models = LoadModels("models.json", files, &sources, &diagnostics);
  const std::optional<Chain> chain = BuildChain(sources, trees, {}, &diagnostics);
  const std::vector<RevisionSchema> schemas = BuildSchemas(sources, *chain, {}, &diagnostics);
  EXPECT_EQ(diagnostics.errors(), 0);
  CheckModels({sources, *models, *chain, schemas, SchemaAtHeads(*chain, schemas)}, &diagnostics);
  std::string report;
  for (const Diagnostic& one : diagnostics.all()) {
    const LineColumn place = sources.Position(one.range.file, one.range.begin);
    report += std::string(DiagnosticName(one.kind)) + " " + std::to_string(place.line) + " '" +
              std::string(sources.Text(one.range)) + "': " + one.message + "\n";
  }
  return report;
}

constexpr char kUsers[] = "create table users (id integer primary key, email text not null);";

TEST(CheckModelsTest, NothingToSayWhereBothAgree) {
  EXPECT_EQ(Check(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email\n"), "");
}

TEST(CheckModelsTest, WhatCppLeavesOpenTheMigrationsDecide) {
  const char* const kHeader =
      "table t T\n"
      "std::int64_t id | primary key\n"
      "std::int64_t n\n"
      "float x\n"
      "std::optional<Time> at\n";
  EXPECT_EQ(Check("create table t (id integer primary key, n smallint not null, x double not null, "
                  "at timestamp(3));",
                  kHeader),
            "");
  EXPECT_EQ(
      Check("create table t (id integer primary key, n text not null, x double not null, at timestamp);",
            kHeader),
      "model-mismatch 3 'n': column 'n' is 'text not null' in the migrations, and 'bigint not null' here\n");
}

TEST(CheckModelsTest, AnAnnotatedTypeIsExact) {
  EXPECT_EQ(Check("create table t (id integer primary key, n integer not null);",
                  "table t T\nstd::int64_t id | primary key\nstd::int64_t n | bigint\n"),
            "model-mismatch 3 'n': column 'n' is 'integer not null' in the migrations, and 'bigint not null' "
            "here\n");
}

TEST(CheckModelsTest, AMissingColumnIsReportedAtItsField) {
  EXPECT_EQ(
      Check(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email\nbool active\n"),
      "model-mismatch 4 'active': column 'active' of table 'users' is in no migration\n");
}

TEST(CheckModelsTest, AColumnWithoutAFieldIsReportedAtTheStruct) {
  EXPECT_EQ(Check(kUsers, "table users User\nstd::int64_t id | primary key\n"),
            "model-mismatch 1 'User': struct 'User' has no field for column 'email' of table 'users'\n");
}

TEST(CheckModelsTest, ConstraintsAreReportedAtTheirWords) {
  EXPECT_EQ(
      Check(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email | unique, index\n"),
      "model-mismatch 3 'email': index 'ix_users_email' of table 'users' is in no migration\n"
      "model-mismatch 3 'unique': 'unique (email)' of table 'users' is in no migration\n");
  EXPECT_EQ(
      Check("create table t (id integer primary key, a text not null unique, check (a <> ''));",
            "table t T\nstd::int64_t id | primary key\nstd::string a\n"),
      "model-mismatch 3 'a': 'unique (a)' of table 't' is in the migrations, and not in struct 'T'\n"
      "model-mismatch 3 'a': 'check (a <> '')' of table 't' is in the migrations, and not in struct 'T'\n");
}

TEST(CheckModelsTest, NamesThatNobodyChoseDoNotMatter) {
  EXPECT_EQ(Check("create table t (id integer primary key, a text not null, constraint uq unique (a));\n"
                  "create index by_a on t (a);",
                  "table t T\nstd::int64_t id | primary key\nstd::string a | unique, index\n"),
            "");
}

TEST(CheckModelsTest, ForeignKeysMayBeWrittenWithADot) {
  const std::string upgrade =
      "create table users (id integer primary key, boss integer references users (id) on delete set null);";
  EXPECT_EQ(Check(upgrade,
                  "table users User\nstd::int64_t id | primary key\n"
                  "std::optional<std::int64_t> boss | references users.id on delete set null\n"),
            "");
  EXPECT_EQ(
      Check(upgrade,
            "table users User\nstd::int64_t id | primary key\n"
            "std::optional<std::int64_t> boss | references users.id on delete cascade\n"),
      "model-mismatch 3 'references users.id on delete cascade': the constraint of table 'users' is 'foreign "
      "key (boss) references users (id) on delete set null on update no action' in the migrations, and "
      "'foreign key (boss) references users (id) on delete cascade on update no action' here\n");
}

TEST(CheckModelsTest, ARenameIsSaidNeverGuessed) {
  const std::string upgrade = "create table posts (id integer primary key, headline text not null);";
  const std::string message =
      Check(upgrade, "table posts Post\nstd::int64_t id | primary key\nstd::string title\n");
  EXPECT_EQ(
      message,
      "lost-rename 3 'title': column 'title' of table 'posts' is new, and 'headline', which no field has "
      "any more, is like it: if they are the same, its annotation says 'renamed from headline'\n");
  EXPECT_EQ(
      Check(upgrade,
            "table posts Post\nstd::int64_t id | primary key\nstd::string title | renamed from headline\n"),
      "model-mismatch 3 'title': column 'title' is still called 'headline' in the migrations\n");
  EXPECT_EQ(
      Check("create table posts (id integer primary key, title text not null);",
            "table posts Post\nstd::int64_t id | primary key\nstd::string title | renamed from headline\n"),
      "");
}

TEST(CheckModelsTest, AnOldNameThatNeverWasIsASlip) {
  EXPECT_EQ(
      Check("create table posts (id integer primary key, headline text);",
            "table posts Post\nstd::int64_t id | primary key\nstd::string title | renamed from headlin\n"),
      "unknown-column 3 'headlin': there is no column 'headlin' in the migrations; did you mean "
      "'headline'?\n");
}

TEST(CheckModelsTest, TablesComeAndGo) {
  EXPECT_EQ(Check(std::string(kUsers) + "create table logs (id integer primary key);",
                  "table users User\nstd::int64_t id | primary key\nstd::string email\n"
                  "table orders Order\nstd::int64_t id | primary key\n"),
            "unmodelled-table 3 'logs': no struct stands for table 'logs'\n"
            "model-mismatch 4 'Order': table 'orders' is in no migration\n");
}

TEST(CheckModelsTest, EnumsAreTextsUnlessTheAnnotationSaysMore) {
  const std::string header = "table users User\nstd::int64_t id | primary key\nRole{admin,guest} role";
  EXPECT_EQ(Check("create table users (id integer primary key, role text not null);", header + "\n"), "");
  EXPECT_EQ(Check("create type role as enum ('guest', 'admin');\n"
                  "create table users (id integer primary key, role role not null);",
                  header + " | as enum\n"),
            "");
  EXPECT_EQ(
      Check("create type role as enum ('admin');\n"
            "create table users (id integer primary key, role role not null);",
            header + " | as enum\n"),
      "model-mismatch 3 'role': type 'role' has the values 'admin' in the migrations, and 'admin', 'guest' "
      "here\n");
}

TEST(CheckModelsTest, WhatIsWrongWithAnAnnotationIsReportedInIt) {
  EXPECT_EQ(Check(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email |  uniqe\n"),
            "syntax-error 3 'uniqe': 'uniqe' begins no part of a column; did you mean 'unique'?\n");
  EXPECT_EQ(
      Check(kUsers,
            "table users User\nstd::int64_t id | primary key\nstd::string email | check (mail <> '')\n"),
      "unknown-column 3 'mail': table 'users' has no column 'mail'; did you mean 'email'?\n");
  EXPECT_EQ(
      Check(kUsers, "table users User\nstd::int64_t id | primary key\nstd::string email | unique); drop\n"),
      "syntax-error 3 ')': this ')' closes nothing\n");
}

TEST(CheckModelsTest, TwoStructsForOneTable) {
  EXPECT_EQ(Check(kUsers,
                  "table users User\nstd::int64_t id | primary key\nstd::string email\n"
                  "table users Person\nstd::int64_t id | primary key\n"),
            "duplicate-table 4 'Person': cannot make table 'users': there is already a table of that name\n");
}

TEST(CheckModelsTest, AForeignKeyMayLeadToATableWithoutAStruct) {
  EXPECT_EQ(Check("create table logs (id integer primary key);\n"
                  "create table users (id integer primary key, log integer references logs);",
                  "table users User\nstd::int64_t id | primary key\n"
                  "std::optional<std::int64_t> log | references logs\n"),
            "");
}

}  // namespace
}  // namespace instar::compiler
