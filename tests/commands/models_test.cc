// The day's work with structs, from a models.json as a build leaves it.
#include "tests/commands/command_test.h"

namespace instar {
namespace {

// A struct User of the header src/user.h, with these fields after its id.
std::string ModelsJson(const std::string& fields) {
  return R"({"format": 1, "models": [{"table": "users", "struct": "User", "file": "src/user.h", "line": 1,
      "column": 28, "fields": [{"column": "id", "type": "bigint", "annotation": "primary key", "line": 2,
      "column_number": 16})" +
         fields + "]}]}";
}

constexpr char kEmail[] =
    R"(, {"column": "email", "type": "text", "annotation": "unique", "line": 3, "column_number": 15})";
constexpr char kAge[] = R"(, {"column": "age", "type": "integer", "line": 4, "column_number": 16})";
constexpr char kClock[] = "SOURCE_DATE_EPOCH=1759762800 TZ=UTC LC_ALL=C.UTF-8";

class ModelsCommand : public CommandTest {
 protected:
  ModelsCommand() {
    Write("src/user.h",
          "struct INSTAR_TABLE(users) User {\n  std::int64_t id INSTAR_COL(primary key);\n"
          "  std::string email INSTAR_COL(unique);\n  std::int32_t age;\n};\n");
    // A young project: what was not released may change.
    Write("migrations/migrations.lock", "");
  }

  void Struct(const std::string& fields) { Write("models.json", ModelsJson(fields)); }
};

TEST_F(ModelsCommand, AChangedStructBecomesAMigration) {
  Struct(kEmail);
  ASSERT_EQ(Run("revision --autogenerate -m first --rev-id one --models models.json", kClock), 0) << err();
  EXPECT_TRUE(Says("created migrations/2025_10_06_1500_one_first.migration"));
  EXPECT_EQ(Read("migrations/2025_10_06_1500_one_first.migration"),
            "revision one \"first\";\n"
            "revises  base;\n"
            "created  '2025-10-06 15:00';\n"
            "\n"
            "upgrade {\n"
            "    create table users (\n"
            "        id integer primary key,\n"
            "        email text not null unique\n"
            "    );\n"
            "}\n");
  EXPECT_EQ(Run("check --models models.json"), 0) << err();
  EXPECT_TRUE(Says("1 revision: the history is sound, and the program's structs agree with it"));
  ASSERT_EQ(Run("revision --autogenerate -m again --models models.json"), 0) << err();
  EXPECT_EQ(out(), "no changes: the program's structs and the schema at head agree\n");
  ASSERT_EQ(Run("revision --autogenerate -m again --models models.json --json"), 0) << err();
  EXPECT_TRUE(Says("\"revision\":null") || Says("\"revision\": null")) << out();

  Struct(std::string(kEmail) + kAge);
  EXPECT_EQ(Run("check --models models.json"), 1);
  EXPECT_TRUE(Complains("src/user.h:4:16: error: column 'age' of table 'users' is in no migration")) << err();
  EXPECT_TRUE(Complains("'instar revision --autogenerate -m \"...\"' writes the missing migration"));
  ASSERT_EQ(Run("revision --autogenerate -m second --rev-id two --models models.json", kClock), 0) << err();
  EXPECT_NE(Read("migrations/2025_10_06_1500_two_second.migration").find("add column age integer not null;"),
            std::string::npos);
  ASSERT_EQ(Run("upgrade --database sqlite:users.db"), 0) << err();
  EXPECT_EQ(Query("users.db", "select count(*) from pragma_table_info('users')"), "3");
  EXPECT_EQ(Run("fmt --check"), 0) << err();
}

TEST_F(ModelsCommand, WhatLosesDataWaitsForAPerson) {
  Struct(kEmail);
  ASSERT_EQ(Run("revision --autogenerate --rev-id one --models models.json"), 0) << err();
  ASSERT_EQ(Run("release v1"), 0) << err();
  Struct("");
  ASSERT_EQ(Run("revision --autogenerate -m second --rev-id two --models models.json", kClock), 0) << err();
  EXPECT_TRUE(Complains("it does not build before you complete") ||
              Says("it does not build before you complete"))
      << out() << err();
  const std::string path = "migrations/2025_10_06_1500_two_second.migration";
  EXPECT_NE(Read(path).find("    allow drop-column \"\";\n    alter table users drop column email;\n"),
            std::string::npos)
      << Read(path);
  EXPECT_EQ(Run("check --models models.json"), 1);
  EXPECT_TRUE(Complains("[missing-reason]")) << err();
}

TEST_F(ModelsCommand, ARenameIsAskedFor) {
  Struct(kEmail);
  ASSERT_EQ(Run("revision --autogenerate --rev-id one --models models.json"), 0) << err();
  Struct(R"(, {"column": "mail", "type": "text", "annotation": "unique", "line": 3, "column_number": 15})");
  EXPECT_EQ(Run("revision --autogenerate --rev-id two --models models.json"), 1);
  EXPECT_TRUE(Complains("src/user.h:3:15: error: column 'mail' of table 'users' is new")) << err();
  EXPECT_TRUE(Complains("[lost-rename]")) << err();
  EXPECT_EQ(Run("revision --autogenerate --rev-id two --not-renamed --models models.json"), 0) << err();
}

TEST_F(ModelsCommand, TheTemplateKeepsItsPlace) {
  Write("migrations/migration.template",
        "-- Reviewed by: nobody yet\nrevision ${revision} ${message};\nrevises ${revises};\n"
        "upgrade {\n    -- what it does\n}\ndowngrade {\n}\n");
  Struct(kEmail);
  ASSERT_EQ(Run("revision --autogenerate -m first --rev-id one --models models.json", kClock), 0) << err();
  const std::string text = Read("migrations/2025_10_06_1500_one_first.migration");
  EXPECT_EQ(text.find("-- Reviewed by: nobody yet\n"), 0u) << text;
  EXPECT_NE(text.find("    -- what it does\n    create table users ("), std::string::npos) << text;
  EXPECT_EQ(text.find("downgrade"), std::string::npos) << "derived: " << text;
  EXPECT_EQ(Run("check --models models.json"), 0) << err();
}

TEST_F(ModelsCommand, ShowsWhatIsCompared) {
  Struct(kEmail);
  ASSERT_EQ(Run("models --models models.json"), 0) << err();
  EXPECT_EQ(out(), "users  User  2 columns  src/user.h:1\n");
  EXPECT_EQ(Run("models"), 2);
  EXPECT_TRUE(Complains("no structs are known"));
  EXPECT_EQ(Run("models --namespace x"), 2);
}

TEST_F(ModelsCommand, StructsAreWrittenFromTheSchema) {
  AddRevision("rev_a", "base");
  ASSERT_EQ(Run("models --from-schema --namespace shop --output src/models.h"), 0) << err();
  EXPECT_EQ(out(), "created src/models.h\n");
  EXPECT_NE(Read("src/models.h").find("namespace shop {\n\nstruct INSTAR_TABLE(t_rev_a) "), std::string::npos)
      << Read("src/models.h");
  EXPECT_EQ(Run("models --from-schema --output src/models.h"), 2) << "it is never overwritten";
}

TEST_F(ModelsCommand, AProjectMayBeginWithItsDatabase) {
  std::filesystem::remove(folder_ / "migrations" / "migrations.lock");
  Query(
      "shop.db",
      "CREATE TABLE [order] (id INTEGER PRIMARY KEY AUTOINCREMENT, `user` INT NOT NULL REFERENCES users(id), "
      "note VARCHAR(20) DEFAULT 'none', at DATETIME);"
      "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, CHECK (email <> ''));"
      "CREATE INDEX by_user ON [order] (`user`) WHERE note IS NOT NULL;"
      "CREATE VIEW names AS SELECT email FROM users;"
      "CREATE TRIGGER no_delete BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, 'no'); END;"
      "INSERT INTO users (email) VALUES ('a');",
      Open::kCreate);
  ASSERT_EQ(Run("revision --from-database -m first --rev-id one --database shop.db", kClock), 0) << err();
  EXPECT_TRUE(Complains("instar stamp head --database shop.db")) << err();
  const std::string text = Read("migrations/2025_10_06_1500_one_first.migration");
  EXPECT_LT(text.find("create table users ("), text.find("create table \"order\" (")) << text;
  EXPECT_EQ(Run("fmt --check"), 0) << text;
  ASSERT_EQ(Run("check"), 0) << err() << text;
  ASSERT_EQ(Run("stamp head --database shop.db"), 0) << err();
  EXPECT_EQ(Run("verify --database shop.db"), 0) << out() << err() << text;
  ASSERT_EQ(Run("downgrade base --database shop.db"), 0) << err();
  EXPECT_EQ(Query("shop.db", "select count(*) from sqlite_schema where name in ('users', 'order', 'names')"),
            "0");
  ASSERT_EQ(Run("upgrade --database shop.db"), 0) << err();
  EXPECT_EQ(Run("verify --database shop.db"), 0) << out() << err();
  EXPECT_EQ(Run("revision --from-database -m again --database shop.db"), 2);
  EXPECT_TRUE(Complains("there are some already"));
}

TEST_F(ModelsCommand, ADatabaseThatCannotBeReadIsSaidSo) {
  Write("text.db",
        "this is no database, it is a text of some length, longer than any header of a file may be, as it "
        "seems to me, though who can tell");
  EXPECT_EQ(Run("revision --from-database --database text.db"), 1);
  EXPECT_TRUE(Complains("cannot read 'text.db': file is not a database")) << err();
  EXPECT_EQ(Run("revision --from-database --database gone.db"), 1);
  EXPECT_EQ(Run("revision --from-database"), 2);
  EXPECT_TRUE(Complains("name the database with --database")) << err();
}

TEST_F(ModelsCommand, BadFilesAreSaidSo) {
  Write("models.json", "{}");
  EXPECT_EQ(Run("revision --autogenerate -m x --models models.json"), 1);
  EXPECT_TRUE(Complains("error: 'models.json' holds no models: it has no 'format'")) << err();
  EXPECT_EQ(Run("check --models gone.json"), 1);
  EXPECT_TRUE(Complains("cannot read 'gone.json'")) << err();
}

}  // namespace
}  // namespace instar
