#include "compiler/syntax/parser.h"

#include <gtest/gtest.h>

#include "compiler/syntax/parse_for_test.h"

namespace instar::compiler {
namespace {

const std::string kHeader = "revision a;\nrevises base;\n";

ParsedText Upgrade(const std::string& body) { return ParsedText(kHeader + "upgrade {" + body + "}"); }

std::string Texts(const std::vector<Name>& names) {
  std::string texts;
  for (const Name& name : names) texts += name.text + " ";
  return texts;
}

TEST(ParserTest, ReadsEveryClause) {
  ParsedText parsed(
      "REVISION r \"say \"\"hi\"\"\";\n"
      "depends on x,y , z;\n"
      "revises p,\n  q -- the second\n;\n"
      "label l1, l2;\n"
      "created '2025-10-06';\n"
      "compatible \"why\";\n"
      "transaction none;\n"
      "allow drop-table, x \"one\";\n"
      "allow y \"two\";\n"
      "upgrade { }\n"
      "downgrade auto keeping data;\n");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_FALSE(parsed.tree.has_errors);
  const Header& header = parsed.tree.header;
  EXPECT_EQ(header.revision->text, "r");
  EXPECT_EQ(header.message->value, "say \"hi\"");
  EXPECT_EQ(Texts(header.parents), "p q ");
  EXPECT_FALSE(header.revises_base);
  EXPECT_EQ(parsed.sources.Text(header.revises), "revises p,\n  q -- the second\n;");
  EXPECT_EQ(Texts(header.dependencies), "x y z ");
  EXPECT_EQ(Texts(header.labels), "l1 l2 ");
  EXPECT_EQ(header.created->value, "2025-10-06");
  EXPECT_FALSE(header.compatibility->breaking);
  EXPECT_EQ(header.compatibility->reason.value, "why");
  EXPECT_EQ(parsed.sources.Text(*header.transaction_none), "transaction none");
  ASSERT_EQ(header.allows.size(), 2u);
  EXPECT_EQ(Texts(header.allows[0].lints), "drop-table x ");
  EXPECT_EQ(header.allows[1].reason.value, "two");
  EXPECT_EQ(parsed.tree.downgrade.kind, DowngradeKind::kAutoKeepingData);
}

TEST(ParserTest, TheWaysBack) {
  auto kind = [](const std::string& text) {
    return ParsedText(kHeader + "upgrade{}" + text).tree.downgrade.kind;
  };
  EXPECT_EQ(kind(""), DowngradeKind::kMissing);
  EXPECT_EQ(kind("downgrade{}"), DowngradeKind::kBlock);
  EXPECT_EQ(kind("downgrade auto;"), DowngradeKind::kAuto);
  EXPECT_EQ(kind("irreversible \"x\";"), DowngradeKind::kIrreversible);
  EXPECT_EQ(ParsedText(kHeader + "upgrade{} irreversible \"x\";").tree.downgrade.reason.value, "x");
}

TEST(ParserTest, StatementsWithoutTheirSemicolon) {
  ParsedText parsed = Upgrade(
      " create table t (a text default ';}'); insert into t (a) values (1);;\n"
      "on sqlite { x; y }\n"
      "call n::m::F ; allow a-b \"}\"; delete from t -- ; }\n where a = 1; ");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_EQ(parsed.Statements(parsed.tree.upgrade),
            "create table t (a text default ';}') | insert into t (a) values (1) | on sqlite { x; y } | "
            "call n::m::F | allow a-b \"}\" | delete from t -- ; }\n where a = 1");
  const std::vector<Statement>& statements = parsed.tree.upgrade.statements;
  EXPECT_EQ(statements[0].tokens.size(), 9u);
  EXPECT_EQ(parsed.sources.Text(statements[2].raw_text), " x; y ");
  ASSERT_EQ(statements[2].raw_statements.size(), 2u);
  EXPECT_EQ(parsed.sources.Text(statements[2].raw_statements[1].range), "y");
  EXPECT_EQ(statements[2].tokens.size(), 2u);
  EXPECT_EQ(statements[2].dialects, std::vector<Dialect>{Dialect::kSqlite});
  EXPECT_EQ(statements[3].function.text, "n::m::F");
  EXPECT_EQ(statements[4].allow.lints[0].text, "a-b");
  EXPECT_EQ(parsed.sources.Text(parsed.tree.upgrade.range).front(), '{');
  EXPECT_EQ(parsed.sources.Text(parsed.tree.upgrade.range).back(), '}');
}

TEST(ParserTest, OnBeginsABlockOnlyAtAStatementsStart) {
  ParsedText parsed = Upgrade("create index i on t (a); on postgresql,sqlite{drop index i;}");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_EQ(parsed.tree.upgrade.statements[0].kind, StatementKind::kSql);
  EXPECT_EQ(parsed.tree.upgrade.statements[1].kind, StatementKind::kRaw);
  EXPECT_EQ(parsed.tree.upgrade.statements[1].dialects,
            (std::vector<Dialect>{Dialect::kPostgresql, Dialect::kSqlite}));
}

TEST(ParserTest, CrlfAndByteOrderMark) {
  ParsedText parsed(
      "\xEF\xBB\xBFrevision a;\r\nrevises base;\r\nupgrade {\r\n insert into t (a) values "
      "('x\r\ny');\r\n}\r\n");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_EQ(parsed.Statements(parsed.tree.upgrade), "insert into t (a) values ('x\r\ny')");
}

TEST(ParserTest, AnIllegalIdIsKept) {
  ParsedText parsed("revision a-b;\nrevises c-d, base;\nupgrade { }");
  EXPECT_EQ(parsed.Errors(), "illegal-id 1:10-13, illegal-id 2:9-12, illegal-id 2:14-18");
  EXPECT_EQ(parsed.tree.header.revision->text, "a-b");
  EXPECT_EQ(Texts(parsed.tree.header.parents), "c-d ");
  EXPECT_FALSE(parsed.tree.header.revises_base);
  EXPECT_TRUE(parsed.tree.has_errors);
  EXPECT_FALSE(ParsedText("revision ;\nrevises base;\nupgrade { }").tree.header.revision);
}

// One mistake, one error, and what follows is read.
TEST(ParserTest, GoesOnAfterAMistake) {
  const char* kMistakes[] = {"drop table t t2) ;",
                             "drop [x;];",
                             "call x;",
                             "creat x (y);",
                             "on sqlit { }",
                             "begin;",
                             "12 drop;",
                             "(a, b);",
                             "update t set a = 'x' b = {c;};",
                             "create trigger t begin x; y; end;",
                             "allow;",
                             "allow x;",
                             "allow x \"y;\n",
                             "on { ; }",
                             "on sqlite ;",
                             "/* /* */ drop x;",
                             "create table t (a\n;",
                             "drop table x\n create table y (a);",
                             "on sqlite { on postgresql { ; } }",
                             "create table t (a))\n;",
                             ": x;",
                             "pragma x;",
                             "auto;",
                             "select 1;"};
  for (const std::string mistake : kMistakes) {
    ParsedText parsed = Upgrade("drop table before;" + mistake + " drop table after;");
    EXPECT_EQ(parsed.diagnostics.errors(), 1) << mistake << ": " << parsed.Errors();
    EXPECT_TRUE(parsed.tree.has_errors) << mistake;
    ASSERT_FALSE(parsed.tree.upgrade.statements.empty()) << mistake;
    EXPECT_EQ(parsed.sources.Text(parsed.tree.upgrade.statements.front().range), "drop table before")
        << mistake;
    EXPECT_EQ(parsed.sources.Text(parsed.tree.upgrade.statements.back().range), "drop table after")
        << mistake;
  }
}

TEST(ParserTest, GoesOnAfterAMistakeInTheHeader) {
  const char* kMistakes[] = {"label a b;",        "label a\n",    "lable x;",   "created 2025;",
                             "created 'x';",      "created 'x\n", "depends x;", "transaction;",
                             "breaking;",         "allow x;",     "banana;",    "banana { x; }",
                             "label /* /* */ x;", "\"x\";",       "label a, ;", "}\n"};
  for (const std::string mistake : kMistakes) {
    ParsedText parsed(kHeader + mistake + "\nlabel last;\nupgrade { }\n");
    bool label_was_seen = mistake.substr(0, 5) == "label" || mistake == "lable x;";
    EXPECT_EQ(parsed.diagnostics.errors(), label_was_seen ? 2 : 1) << mistake << ": " << parsed.Errors();
    EXPECT_TRUE(parsed.tree.upgrade_keyword.valid()) << mistake;
  }
}

TEST(ParserTest, WhatNeverEndsIsOneErrorAtItsBeginning) {
  EXPECT_EQ(ParsedText(kHeader + "upgrade { drop table 'x; }\ndowngrade { }").Errors(),
            "unterminated 3:22-23");
  EXPECT_EQ(ParsedText(kHeader + "upgrade { drop table t; /* }").Errors(), "unterminated 3:25-27");
  EXPECT_EQ(ParsedText(kHeader + "upgrade { drop table t").Errors(), "unterminated 3:9-10");
  EXPECT_EQ(ParsedText(kHeader + "upgrade { create table t (").Errors(), "unterminated 3:9-10");
  EXPECT_EQ(ParsedText(kHeader + "upgrade { on sqlite { x;").Errors(), "unterminated 3:21-22");
  EXPECT_EQ(ParsedText(kHeader + "upgrade { on postgresql { $x$ }}").Errors(), "unterminated 3:27-30");
  EXPECT_EQ(ParsedText("revision a; /* revises base;").Errors(), "unterminated 1:13-15");
  EXPECT_EQ(ParsedText(kHeader + "upgrade {\n drop table t;\ndowngrade { }").Errors(), "unterminated 3:9-10");
}

TEST(ParserTest, StopsAfterAHundredErrors) {
  std::string body;
  for (int i = 0; i < 10000; ++i) body += "x;\n";
  ParsedText parsed = Upgrade(body);
  EXPECT_EQ(parsed.diagnostics.errors(), 101);
  EXPECT_EQ(parsed.diagnostics.all().back().kind, DiagnosticKind::kTooManyErrors);
  EXPECT_EQ(ParsedText(std::string(10000, '}')).diagnostics.errors(), 101);
}

TEST(ParserTest, BinaryFilesAreOneError) {
  EXPECT_EQ(ParsedText(std::string("revision a\0;", 12)).Errors(), "not-text 1:11-12");
  EXPECT_EQ(ParsedText("revision \xC3;").Errors(), "not-text 1:10-11");
  EXPECT_EQ(ParsedText("-- \xED\xA0\x80").Errors(), "not-text 1:4-5");
  EXPECT_EQ(ParsedText("-- \xC0\xAF").Errors(), "not-text 1:4-5");
  EXPECT_EQ(ParsedText("-- \xF5\x80\x80\x80").Errors(), "not-text 1:4-5");
  EXPECT_TRUE(ParsedText("\xFF\xFEx").tree.has_errors);
  EXPECT_EQ(ParsedText(kHeader + "-- \xC3\xA4 \xE2\x82\xAC \xF0\x9F\xA6\x8B\nupgrade { }").Errors(), "");
}

TEST(ParserTest, RawBlocksAreReadByTheirOwnDialect) {
  ParsedText parsed = Upgrade("on postgresql { select $$ } $$; } on sqlite { select '\\'; } drop table t;");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_EQ(parsed.tree.upgrade.statements.size(), 3u);
  EXPECT_EQ(Upgrade("on sqlite, postgresql { select 'a;}' /* b */; -- }\n x }").Errors(), "");
  EXPECT_EQ(Upgrade("on sqlite, postgresql { select e'\\'; }'; }").Errors(), "ambiguous-raw-block 3:32-33");
  EXPECT_EQ(Upgrade("on sqlite, postgresql { create trigger t begin x; end; }").Errors(),
            "ambiguous-raw-block 3:32-33");
  EXPECT_EQ(Upgrade("on sqlite, postgresql { a (b; c); }").Errors(), "ambiguous-raw-block 3:32-33");
}

TEST(ParserTest, VacuumNeedsTransactionNone) {
  ParsedText parsed("revision a;\nrevises base;\ntransaction none;\nupgrade { on sqlite { vacuum } }");
  EXPECT_EQ(parsed.Errors(), "");
  EXPECT_EQ(parsed.tree.upgrade.statements.size(), 1u);
}

TEST(ParserTest, ReadsNoFurtherThanItWasAsked) {
  SourceSet sources;
  const FileId file = sources.Add(
      {"a.migration", kHeader + "label l;\nupgrade { create table t (integer,); }\nirreversible \"why\";\n"});
  Diagnostics diagnostics;
  const SyntaxTree header = Parse(sources, file, &diagnostics, ParseDepth::kHeader);
  EXPECT_EQ(header.header.labels.size(), 1u);
  EXPECT_TRUE(header.upgrade.statements.empty());
  EXPECT_EQ(header.downgrade.kind, DowngradeKind::kMissing);
  const SyntaxTree tokens = Parse(sources, file, &diagnostics, ParseDepth::kTokens);
  ASSERT_EQ(tokens.upgrade.statements.size(), 1u);
  EXPECT_EQ(tokens.upgrade.statements[0].tokens.size(), 7u);
  EXPECT_EQ(tokens.upgrade.statements[0].sql, nullptr);
  EXPECT_EQ(tokens.downgrade.kind, DowngradeKind::kIrreversible);
  EXPECT_EQ(diagnostics.errors(), 0);
  Parse(sources, file, &diagnostics);
  EXPECT_EQ(diagnostics.errors(), 1);
}

// Text is looked at in pieces; nothing may hide at their edges.
TEST(ParserTest, WhatIsNoTextIsFoundAnywhere) {
  for (std::size_t at = 0; at < 24; ++at) {
    for (const char* bad : {"\x80", "\xFF", "\xC3("}) {
      SourceSet sources;
      std::string text = "-- 0123456789 0123456789\n" + kHeader + "upgrade { }\n";
      text.replace(at, 1, bad);
      const FileId file = sources.Add({"a.migration", text});
      Diagnostics diagnostics;
      Parse(sources, file, &diagnostics);
      ASSERT_EQ(diagnostics.errors(), 1) << at;
      EXPECT_EQ(diagnostics.all()[0].range.begin, at);
    }
    SourceSet sources;
    std::string text = "-- 0123456789 0123456789\n" + kHeader + "upgrade { }\n";
    text[at] = '\0';
    const FileId file = sources.Add({"a.migration", text});
    Diagnostics diagnostics;
    Parse(sources, file, &diagnostics);
    ASSERT_EQ(diagnostics.errors(), 1) << at;
    EXPECT_EQ(diagnostics.all()[0].range.begin, at);
  }
}

TEST(ParserTest, TokensEndAtTheDowngradesBlock) {
  SourceSet sources;
  const FileId file =
      sources.Add({"a.migration", kHeader + "upgrade { drop table t; }\ndowngrade { drop; } x"});
  Diagnostics diagnostics;
  const SyntaxTree tokens = Parse(sources, file, &diagnostics, ParseDepth::kTokens);
  EXPECT_EQ(tokens.upgrade.statements.size(), 1u);
  EXPECT_EQ(tokens.downgrade.kind, DowngradeKind::kBlock);
  EXPECT_TRUE(tokens.downgrade.block.statements.empty());
  EXPECT_FALSE(tokens.has_errors);
  EXPECT_EQ(diagnostics.errors(), 0);
}

TEST(ParserTest, EveryDepthSeesABadHeader) {
  for (const ParseDepth depth : {ParseDepth::kHeader, ParseDepth::kTokens, ParseDepth::kSql}) {
    SourceSet sources;
    const FileId file = sources.Add({"a.migration", "revision a;\nupgrade { }\n"});
    Diagnostics diagnostics;
    Parse(sources, file, &diagnostics, depth);
    EXPECT_EQ(diagnostics.errors(), 1);
  }
}

}  // namespace
}  // namespace instar::compiler
