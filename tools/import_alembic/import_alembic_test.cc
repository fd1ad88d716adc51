#include "tools/import_alembic/import_alembic.h"

#include <gtest/gtest.h>

#include "compiler/chain/chain.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/syntax/parser.h"

namespace instar::tools {
namespace {

compiler::SourceFile Python(const std::string& id, const std::string& down, const std::string& more = "") {
  return {"versions/" + id + "_x.py",
          "\"\"\"make " + id + "\n\nRevision ID: " + id +
              "\nCreate Date: 2026-01-02 03:04:05.678901\n\n\"\"\"\nrevision = '" + id +
              "'\ndown_revision = " + down + "\n" + more};
}

std::string Only(const Imported& imported) {
  return imported.migrations.size() == 1 ? imported.migrations[0].text : "(not one)";
}

OfflineSql Sql(const std::string& text) {
  OfflineSql sql;
  AddOfflineSql(text, &sql);
  return sql;
}

TEST(ImportAlembicTest, HeaderAndBodies) {
  const Imported imported = ImportAlembic(
      {Python("a1", "None", "branch_labels = ('api',)\n"), {"versions/__init__.py", ""}},
      Sql("BEGIN;\n\nCREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL\n);\n\n"
          "-- Running upgrade  -> a1\n\nCREATE TABLE users (\n    id INTEGER NOT NULL, \n    email "
          "VARCHAR(320), \n"
          "    PRIMARY KEY (id)\n);\n\nINSERT INTO users (email) VALUES ('a;b -- c');\n\n"
          "CREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; SELECT 2; END;\n\n"
          "INSERT INTO alembic_version (version_num) VALUES ('a1');\n\nCOMMIT;\n\n"
          "-- Running downgrade a1 -> \n\nDROP TABLE users;\n\n"
          "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';\nDROP TABLE "
          "alembic_version;\n"));
  EXPECT_TRUE(imported.problems.empty());
  EXPECT_EQ(imported.migrations.at(0).path, "a1_x.migration");
  EXPECT_EQ(
      Only(imported),
      "revision a1 \"make a1\";\nrevises  base;\nlabel    api;\ncreated  '2026-01-02 03:04:05';\n\n"
      "upgrade {\n    CREATE TABLE users (\n        id INTEGER NOT NULL,\n        email VARCHAR(320),\n"
      "        PRIMARY KEY (id)\n    );\n    INSERT INTO users (email) VALUES ('a;b -- c');\n"
      "    on sqlite {\nCREATE TRIGGER tr AFTER INSERT ON users BEGIN SELECT 1; SELECT 2; END;\n}\n}\n\n"
      "downgrade {\n    DROP TABLE users;\n}\n");
}

TEST(ImportAlembicTest, WithoutSqlAStub) {
  const Imported imported = ImportAlembic({Python("a1", "None")}, {});
  EXPECT_EQ(imported.stubs, std::vector<std::string>{"a1"});
  EXPECT_EQ(Only(imported),
            "revision a1 \"make a1\";\nrevises base;\ncreated '2026-01-02 03:04:05';\nupgrade {\n"
            "    todo \"write what a1_x.py does\";\n}\n");
}

// What databases have run is no news to them: the lints that it meets are allowed.
TEST(ImportAlembicTest, LintsAreAllowed) {
  const Imported imported =
      ImportAlembic({Python("a1", "None"), Python("b2", "'a1'")},
                    Sql("-- Running upgrade  -> a1\nCREATE TABLE t (x INTEGER, y TEXT);\n"
                        "-- Running upgrade a1 -> b2\nALTER TABLE t DROP COLUMN y;\n"
                        "-- Running downgrade b2 -> a1\nALTER TABLE t ADD COLUMN y TEXT;\n"));
  ASSERT_EQ(imported.migrations.size(), 2u);
  EXPECT_NE(
      imported.migrations[1].text.find("allow drop-column \"imported from Alembic: databases have run it\";"),
      std::string::npos)
      << imported.migrations[1].text;
  EXPECT_NE(imported.migrations[1].text.find("downgrade {\n    ALTER TABLE t ADD COLUMN y TEXT;\n}"),
            std::string::npos);
}

TEST(ImportAlembicTest, ADowngradeThatRestoresNothingBecomesIrreversible) {
  const Imported imported = ImportAlembic({Python("a1", "None")}, Sql("-- Running upgrade  -> a1\n"
                                                                      "CREATE TABLE t (x INTEGER);\n"
                                                                      "-- Running downgrade a1 -> \n"));
  EXPECT_NE(Only(imported).find("irreversible \"Alembic's downgrade does not restore"), std::string::npos)
      << Only(imported);
}

TEST(ImportAlembicTest, ProblemsNameTheirLine) {
  const Imported imported =
      ImportAlembic({{"v/a.py", "\nrevision = make()\n"}, {"v/b.py", "x = '"}, Python("c-3", "None")}, {});
  EXPECT_TRUE(imported.migrations.empty());
  ASSERT_EQ(imported.problems.size(), 3u);
  EXPECT_EQ(imported.problems[0],
            "v/a.py:2: 'revision' is computed: the file is read, not run; write its value");
  EXPECT_EQ(imported.problems[1], "v/b.py:1: a string or a bracket does not end: this is no Python");
  EXPECT_EQ(imported.problems[2].rfind("versions/c-3_x.py:7: revision 'c-3': ", 0), 0u)
      << imported.problems[2];
}

// 288 files, two merges: the chain is the same, and without SQL each stub is one error.
TEST(ImportAlembicTest, AWholeFolder) {
  std::vector<compiler::SourceFile> files;
  for (int i = 0; i < 288; ++i) {
    const std::string id = "r" + std::to_string(i);
    std::string down = i == 0 ? "None" : "'r" + std::to_string(i - 1) + "'";
    if (i == 100 || i == 200) down = "('r" + std::to_string(i - 1) + "', 'r" + std::to_string(i - 2) + "')";
    if (i == 99 || i == 199) down = "'r" + std::to_string(i - 2) + "'";
    files.push_back(Python(id, down));
  }
  const Imported imported = ImportAlembic(files, {});
  ASSERT_EQ(imported.migrations.size(), 288u);
  compiler::SourceSet sources;
  compiler::Diagnostics diagnostics;
  std::vector<compiler::SyntaxTree> trees;
  for (const compiler::SourceFile& file : imported.migrations) {
    trees.push_back(compiler::Parse(sources, sources.Add(file), &diagnostics));
  }
  const auto chain = compiler::BuildChain(sources, trees, {}, &diagnostics);
  ASSERT_TRUE(chain.has_value()) << compiler::PrintDiagnostics(sources, diagnostics);
  EXPECT_EQ(chain->revisions.at(100).parents.size(), 2u);
  EXPECT_EQ(chain->revisions.at(200).parents.size(), 2u);
  EXPECT_EQ(diagnostics.errors(), 288);
}

}  // namespace
}  // namespace instar::tools
