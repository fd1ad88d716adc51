#include "compiler/write/cpp_writer.h"

#include <gtest/gtest.h>

#include "compiler/chain/chain.h"
#include "compiler/chain/hash.h"
#include "compiler/lowering/sqlite/lower_to_sqlite.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

struct Written {
  std::string header;
  std::string source;
};

Written Write(const std::vector<SourceFile>& files) {
  SourceSet sources;
  Diagnostics diagnostics;
  std::vector<SyntaxTree> trees;
  for (const SourceFile& file : files) trees.push_back(Parse(sources, sources.Add(file), &diagnostics));
  const auto chain = BuildChain(sources, trees, {}, &diagnostics);
  EXPECT_EQ(diagnostics.errors(), 0);
  const TableData data =
      BuildTable(*chain, HashChain(sources, *chain), {LowerToSqlite(sources, *chain, 3037000)});
  const OutputNames names{"shop_migrations", "acme::shop"};
  return {WriteHeader(data, names), WriteSource(data, sources, names)};
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr char kBase[] =
    "revision a \"first\"; revises base; upgrade { create table t (x); } downgrade { drop table t; }";

TEST(CppWriter, IsTheSameWhereverTheFilesLie) {
  const Written here = Write({{"/home/me/migrations/a.migration", kBase}});
  const Written there = Write({{"C:\\work\\b.migration", kBase}});
  EXPECT_EQ(here.header, there.header);
  EXPECT_EQ(here.source, there.source);
  EXPECT_FALSE(Contains(here.source, "home")) << here.source;
}

TEST(CppWriter, ACommentChangesNoByte) {
  const Written plain = Write({{"a.migration", kBase}});
  const Written commented = Write(
      {{"a.migration",
        "-- why\nrevision a \"first\"; revises base; upgrade {\n  create /* the */ table  t (x); -- only\n}\n"
        "downgrade { drop table t; }"}});
  EXPECT_EQ(plain.source, commented.source);
  EXPECT_EQ(plain.header, commented.header);
}

TEST(CppWriter, ChecksTheVersionAndMakesOneAccessor) {
  const Written written = Write({{"a.migration", kBase}});
  EXPECT_TRUE(Contains(written.source,
                       "static_assert(instar::kTableVersion == " + std::to_string(kTableVersion) + ","));
  EXPECT_TRUE(Contains(written.source, "#include \"shop_migrations.h\""));
  EXPECT_TRUE(Contains(written.source, "namespace acme::shop {\n\nconst instar::Table& migrations()"));
  EXPECT_TRUE(Contains(written.header, "const instar::Table& migrations();"));
  EXPECT_FALSE(Contains(written.header, "step.h"));
}

TEST(CppWriter, DeclaresCppStepsAndSaysWhereTheyAreCalled) {
  const Written written = Write({{"dir/x.migration",
                                  "revision a; revises base;\nupgrade {\n  call acme::steps::Fill;\n}\n"
                                  "downgrade { call acme::steps::Fill; }"}});
  EXPECT_TRUE(Contains(written.header, "#include <instar/step.h>"));
  EXPECT_TRUE(Contains(written.header, "namespace acme::steps {"));
  EXPECT_TRUE(Contains(written.header, "instar::Status Fill(instar::Step& step);"));
  EXPECT_TRUE(Contains(written.source, "#line 3 \"x.migration\"\n    &::acme::steps::Fill,\n};\n"));
  // The line after the directive is called what it is.
  const std::size_t at = written.source.find("#line", written.source.find("};\n#line"));
  const auto lines_before = std::count(written.source.begin(), written.source.begin() + at, '\n');
  EXPECT_TRUE(
      Contains(written.source, "#line " + std::to_string(lines_before + 2) + " \"shop_migrations.cc\""));
}

TEST(CppWriter, LongTextsHaveAFormForMsvc) {
  const std::string text(70000, 'x');
  const Written written =
      Write({{"a.migration",
              "revision a; revises base; upgrade { create table t (x text); insert into t (x) values ('" +
                  text + "'); } downgrade { }"}});
  EXPECT_TRUE(Contains(written.source, "#if defined(_MSC_VER)"));
  EXPECT_TRUE(Contains(written.source, "120, 120,"));
}

}  // namespace
}  // namespace instar::compiler
