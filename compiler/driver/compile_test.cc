#include "compiler/driver/compile.h"

#include <gtest/gtest.h>

#include "compiler/diagnostics/text_printer.h"

namespace instar::compiler {
namespace {

constexpr char kGood[] =
    "revision a; revises base; upgrade { create table t (x primary key); } downgrade { drop table t; }";

class CompileTest : public testing::Test {
 protected:
  CompileTest() {
    options_.names = {"shop", "shop"};
    options_.header = "out/shop.h";
    options_.source = "out/shop.cc";
    options_.schema_header = "out/shop_schema.h";
    options_.depfile = "out/shop.d";
    options_.stamp = "out/shop.stamp";
    options_.inputs = {"m"};
  }

  void Add(const std::string& path, const std::string& text) { ASSERT_TRUE(files_.Write(path, text).ok()); }

  // The diagnostics as printed; what was written is in files_.
  std::string Run() {
    Diagnostics diagnostics;
    const Parsed parsed = ParseInputs(options_, files_, &diagnostics);
    const Compiled compiled = Compile(options_, parsed, files_, &diagnostics);
    KeepProofs(options_, compiled, files_);
    if (diagnostics.errors() == 0) WriteOutputs(options_, compiled, files_, &diagnostics);
    return PrintDiagnostics(parsed.sources, diagnostics);
  }

  bool Exists(const std::string& path) { return files_.Read(path).ok(); }

  CompileOptions options_;
  InMemoryFileSystem files_;
};

TEST_F(CompileTest, WritesAllItsOutputs) {
  Add("m/a.migration", kGood);
  Add("m/notes.txt", "not a migration");
  Add("m/.#a.migration", "an editor's lock file");
  EXPECT_EQ(Run(), "");
  EXPECT_TRUE(Exists("out/shop.h"));
  EXPECT_TRUE(Exists("out/shop.cc"));
  EXPECT_NE(files_.Read("out/shop_schema.h")->find("char x[] = \"x\";"), std::string::npos);
  EXPECT_TRUE(Exists("out/shop.stamp"));
  EXPECT_EQ(*files_.Read("out/shop.d"), "out/shop.stamp: \\\n m/a.migration\n");
}

TEST_F(CompileTest, ReadsAListOfFiles) {
  Add("m/a.migration", kGood);
  Add("list", "m/a.migration\r\n\nm/a.migration\n");
  options_.inputs.clear();
  options_.files_from = "list";
  EXPECT_EQ(Run(), "") << "a file named twice is read once";
  EXPECT_EQ(*files_.Read("out/shop.d"), "out/shop.stamp: \\\n list \\\n m/a.migration\n");
}

TEST_F(CompileTest, AnyErrorWritesNothing) {
  Add("m/a.migration", kGood);
  Add("m/b.migration", "revision b; revises nobody; upgrade { }");
  EXPECT_NE(Run().find("[missing-parent]"), std::string::npos);
  EXPECT_FALSE(Exists("out/shop.cc"));
  EXPECT_FALSE(Exists("out/shop_schema.h"));
  EXPECT_FALSE(Exists("out/shop.stamp"));
}

TEST_F(CompileTest, AVanishedFileHidesNoOther) {
  Add("m/b.migration", "revision b; revises nobody; upgrade { }");
  options_.inputs = {"m", "gone.migration"};
  const std::string text = Run();
  EXPECT_NE(text.find("gone.migration"), std::string::npos) << text;
  EXPECT_NE(text.find("[cannot-read]"), std::string::npos) << text;
}

TEST_F(CompileTest, SqliteJudgesUnlessToldNotTo) {
  Add("m/a.migration", "revision a; revises base; upgrade { on sqlite { select nothing; } } downgrade { }");
  EXPECT_NE(
      Run().find(
          "m/a.migration:1:56: error: SQLite refuses this: near \"nothing\": syntax error [replay-failed]"),
      std::string::npos);
  options_.replay = false;
  EXPECT_EQ(Run(), "");
}

TEST_F(CompileTest, AnEmptyFolderIsWorthAWarning) {
  Add("m/readme", "");
  const std::string text = Run();
  EXPECT_NE(text.find("no .migration files in 'm': the history is empty [no-migrations]"), std::string::npos)
      << text;
  EXPECT_TRUE(Exists("out/shop.cc"));
}

TEST_F(CompileTest, AFolderTooHighIsToldOfThoseBelow) {
  Add("app/migrations/a.migration", kGood);
  Add("app/old/b.migration", kGood);
  Add("app/src/main.cc", "");
  options_.inputs = {"app/"};
  const std::string text = Run();
  EXPECT_NE(text.find("in 'app/', but some in 'app/migrations', 'app/old': the history"), std::string::npos)
      << text;
}

TEST_F(CompileTest, AnEmptyListIsNamed) {
  Add("list", "\n\r\n");
  options_.inputs.clear();
  options_.files_from = "list";
  const std::string text = Run();
  EXPECT_NE(text.find("no .migration files in 'list': the history"), std::string::npos) << text;
}

TEST_F(CompileTest, TheLockBesideTheMigrationsIsRead) {
  Add("m/a.migration", kGood);
  const std::string hash(64, '0');
  Add("m/migrations.lock", "instar-lock 1\nrelease v1\na base " + hash + " " + hash + "\n");
  const std::string text = Run();
  EXPECT_NE(text.find("error: 'a' has changed since 'v1' released it [edited-release]"), std::string::npos)
      << text;
  Add("m/migrations.lock", "");
  EXPECT_EQ(Run(), "");
  EXPECT_EQ(*files_.Read("out/shop.d"), "out/shop.stamp: \\\n m/a.migration \\\n m/migrations.lock\n");
}

TEST_F(CompileTest, ALockThatIsNamedMustBeThere) {
  Add("m/a.migration", kGood);
  options_.lock = "released.lock";
  EXPECT_NE(Run().find("[cannot-read]"), std::string::npos);
}

TEST_F(CompileTest, OneLockOnly) {
  Add("m/a.migration", kGood);
  Add("m/migrations.lock", "");
  Add("n/migrations.lock", "");
  options_.inputs = {"m", "n"};
  EXPECT_NE(Run().find("'m/migrations.lock', 'n/migrations.lock'; name one with --lock"), std::string::npos);
  options_.lock = "m/migrations.lock";
  EXPECT_EQ(Run(), "");
}

TEST_F(CompileTest, ModelsAreComparedAndWatched) {
  Add("m/a.migration", "revision a; revises base; upgrade { create table t (id integer primary key); }");
  const auto models = [](const std::string& table) {
    return R"({"format": 1, "models": [{"table": ")" + table +
           R"(", "struct": "T", "file": "../t.h", "line": 2, "column": 8,
               "fields": [{"column": "id", "type": "bigint", "annotation": "primary key"}]}]})";
  };
  Add("out/models.json", models("t"));
  options_.models = "out/models.json";
  EXPECT_EQ(Run(), "");
  EXPECT_EQ(*files_.Read("out/shop.d"), "out/shop.stamp: \\\n m/a.migration \\\n out/models.json\n");
  Add("out/models.json", models("u"));
  EXPECT_NE(Run().find("t.h:2:1: warning: table 'u' is in no migration [model-mismatch]"), std::string::npos)
      << "the header is gone, its line is known: " << Run();
  options_.models = "out/gone.json";
  EXPECT_NE(Run().find("[cannot-read]"), std::string::npos);
}

TEST_F(CompileTest, ACallNeedsSteps) {
  Add("m/a.migration",
      "revision a; revises base; upgrade { call shop::Fill; } downgrade { call shop::Empty; }");
  EXPECT_EQ(Run(), "");
  options_.has_steps = false;
  const std::string text = Run();
  EXPECT_NE(text.find("a.migration:1:37: error: 'shop::Fill'"), std::string::npos) << text;
  EXPECT_NE(text.find("'shop::Empty'"), std::string::npos) << text;
}

}  // namespace
}  // namespace instar::compiler
