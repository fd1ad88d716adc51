#include "compiler/syntax/raw_block.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

// The statements joined by " | ", then what follows the block's end.
std::string Cut(Dialect dialect, const std::string& text) {
  RawBlock block = CutRawBlock(text, 0, dialect);
  std::string cut;
  for (const RawCut& statement : block.statements) {
    cut += (cut.empty() ? "" : " | ") + text.substr(statement.begin, statement.end - statement.begin);
  }
  if (block.problem) cut += " ! " + std::string(DiagnosticName(block.problem->kind));
  if (!block.closed) return cut + " (open)";
  return cut + text.substr(block.end);
}

std::string Sqlite(const std::string& text) { return Cut(Dialect::kSqlite, text); }
std::string Postgresql(const std::string& text) { return Cut(Dialect::kPostgresql, text); }

TEST(RawBlockTest, TheLastSemicolonMayBeMissing) {
  for (Dialect dialect : {Dialect::kSqlite, Dialect::kPostgresql}) {
    EXPECT_EQ(Cut(dialect, " a b ; c d } e"), "a b | c d} e");
    EXPECT_EQ(Cut(dialect, "a;b;}"), "a | b}");
  }
}

TEST(RawBlockTest, NothingIsNoStatement) {
  for (Dialect dialect : {Dialect::kSqlite, Dialect::kPostgresql}) {
    EXPECT_EQ(Cut(dialect, "}"), "}");
    EXPECT_EQ(Cut(dialect, " ;; -- x;\n ; /* y; */ }"), "}");
    EXPECT_EQ(Cut(dialect, "a; -- x\n}"), "a}");
  }
}

TEST(RawBlockTest, CommentsInsideStay) {
  EXPECT_EQ(Sqlite("/* a */ b /* c; } */ d -- e\n; f }"), "b /* c; } */ d | f}");
}

TEST(RawBlockTest, BracesAndSemicolonsInQuotesAreText) {
  EXPECT_EQ(Sqlite("a '};' b }"), "a '};' b}");
  EXPECT_EQ(Sqlite("a \"};\" [};] `};` }"), "a \"};\" [};] `};`}");
  EXPECT_EQ(Sqlite("a 'it''s }' }"), "a 'it''s }'}");
  EXPECT_EQ(Sqlite("a `x``}` [x[}] }"), "a `x``}` [x[}]}");
  EXPECT_EQ(Sqlite("a -- }\n; b }"), "a | b}");
  EXPECT_EQ(Postgresql("a '};' \"};\" -- };\r b }"), "a '};' \"};\" -- };\r b}");
}

TEST(RawBlockTest, SqliteKnowsNoBackslashesDollarsOrNesting) {
  EXPECT_EQ(Sqlite("a '\\'; b } '"), "a '\\' | b} '");
  EXPECT_EQ(Sqlite("a $$ } $$"), "a $$} $$");
  EXPECT_EQ(Sqlite("/* /* */ a; } */"), "a} */");
}

TEST(RawBlockTest, SqliteTriggers) {
  EXPECT_EQ(Sqlite("create trigger t after insert on a begin x; y; end; z }"),
            "create trigger t after insert on a begin x; y; end | z}");
  EXPECT_EQ(Sqlite("CREATE TEMP TRIGGER t begin x; END } "), "CREATE TEMP TRIGGER t begin x; END} ");
  EXPECT_EQ(Sqlite("create /* c */ temporary trigger t begin x; /* c */ end /* c */ ; z }"),
            "create /* c */ temporary trigger t begin x; /* c */ end | z}");
  // CASE ... END inside, and a name that is `end`.
  EXPECT_EQ(Sqlite("create trigger t begin select case 1 when 1 then 2 end; select \"end\"; end; z }"),
            "create trigger t begin select case 1 when 1 then 2 end; select \"end\"; end | z}");
  EXPECT_EQ(Sqlite("explain create trigger t begin x; end; z }"),
            "explain create trigger t begin x; end | z}");
  EXPECT_EQ(Sqlite("create trigger t begin x; ; end; z }"), "create trigger t begin x; ; end | z}");
}

TEST(RawBlockTest, OtherSqliteStatementsEndAtTheirSemicolon) {
  EXPECT_EQ(Sqlite("create table trigger_log (a); z }"), "create table trigger_log (a) | z}");
  EXPECT_EQ(Sqlite("drop trigger t; z }"), "drop trigger t | z}");
  EXPECT_EQ(Sqlite("create \"temp\" trigger t begin x; z }"), "create \"temp\" trigger t begin x | z}");
  EXPECT_EQ(Sqlite("select create trigger; z }"), "select create trigger | z}");
}

TEST(RawBlockTest, ATriggerWithoutEndIsUnterminated) {
  EXPECT_EQ(Sqlite("create trigger t begin x; }"), "create trigger t begin x; ! unterminated}");
  EXPECT_EQ(Sqlite("create trigger t begin x }"), "create trigger t begin x ! unterminated}");
}

TEST(RawBlockTest, PostgresqlComments) {
  EXPECT_EQ(Postgresql("/* /* } */ ; */ a /* x /**/ y */; b }"), "a | b}");
  EXPECT_EQ(Postgresql("/* /* */ a }"), " ! unterminated (open)");
}

TEST(RawBlockTest, PostgresqlStrings) {
  // A backslash is a letter in standard strings, and not in e''.
  EXPECT_EQ(Postgresql("a '\\'; b }"), "a '\\' | b}");
  EXPECT_EQ(Postgresql("a e'\\'; }' ; b }"), "a e'\\'; }' | b}");
  EXPECT_EQ(Postgresql("a E'\\\\'; b }"), "a E'\\\\' | b}");
  EXPECT_EQ(Postgresql("a E'x''}\\'}'; b }"), "a E'x''}\\'}' | b}");
  // `e` is the end of a word here.
  EXPECT_EQ(Postgresql("a type'\\'; b }"), "a type'\\' | b}");
  // The string goes on, and so do its backslashes.
  EXPECT_EQ(Postgresql("a e'x' -- c\n '\\'}'; b }"), "a e'x' -- c\n '\\'}' | b}");
  EXPECT_EQ(Postgresql("a e'x' '\\'; b }"), "a e'x' '\\' | b}");
  EXPECT_EQ(Postgresql("a U&'\\'; u&\"}\" b }"), "a U&'\\' | u&\"}\" b}");
}

TEST(RawBlockTest, PostgresqlDollarQuotes) {
  EXPECT_EQ(Postgresql("a $$ }; ' $$; b }"), "a $$ }; ' $$ | b}");
  EXPECT_EQ(Postgresql("a $f$ $$ } $$ $ff$ ; $f$; b }"), "a $f$ $$ } $$ $ff$ ; $f$ | b}");
  EXPECT_EQ(Postgresql("a $1; x$$; b$c$; } "), "a $1 | x$$ | b$c$} ");
  EXPECT_EQ(Postgresql("a $F$ } $f$ }"), "a ! unterminated (open)");
  EXPECT_EQ(Postgresql("a 1$$}$$; b }"), "a 1$$}$$ | b}");
}

TEST(RawBlockTest, PostgresqlRulesHoldStatementsInParentheses) {
  EXPECT_EQ(Postgresql("create rule r as on insert to t do (a; b;); c }"),
            "create rule r as on insert to t do (a; b;) | c}");
  EXPECT_EQ(Postgresql("a (b; }"), "a (b; ! unbalanced}");
  EXPECT_EQ(Postgresql("a ); b }"), "a ) | b}");
}

TEST(RawBlockTest, PostgresqlFunctionBodies) {
  EXPECT_EQ(Postgresql("create function f() begin atomic a; select case 1 when 1 then 2 end; b; end; c }"),
            "create function f() begin atomic a; select case 1 when 1 then 2 end; b; end | c}");
  EXPECT_EQ(Postgresql("create or replace procedure p() BEGIN ATOMIC a; END; c }"),
            "create or replace procedure p() BEGIN ATOMIC a; END | c}");
  EXPECT_EQ(Postgresql("create table t (begin int); c }"), "create table t (begin int) | c}");
  EXPECT_EQ(Postgresql("create function f() begin atomic a; }"),
            "create function f() begin atomic a; ! unterminated}");
}

TEST(RawBlockTest, WhatNeverEnds) {
  for (const char* text : {"a ' }", "a \" }", "a [ }", "a ` }", "a /* }"}) {
    EXPECT_EQ(Sqlite(text), "a ! unterminated (open)");
  }
  for (const char* text : {"a ' }", "a \" }", "a e'\\' }", "a $x$ }", "a /* }", "a u&' }"}) {
    EXPECT_EQ(Postgresql(text), "a ! unterminated (open)");
  }
  EXPECT_EQ(Sqlite("a; b"), "a | b (open)");
}

TEST(RawBlockTest, EndOfOneStatement) {
  std::string text = "create trigger t begin a; end; b; }";
  EXPECT_EQ(text.substr(EndOfRawStatement(text, 0, Dialect::kSqlite)), " b; }");
  EXPECT_EQ(text.substr(EndOfRawStatement(text, 30, Dialect::kSqlite)), " }");
  EXPECT_EQ(text.substr(EndOfRawStatement(text, 33, Dialect::kSqlite)), "}");
}

TEST(RawBlockTest, LeadingWordsAreLowerCase) {
  EXPECT_EQ(LeadingWords(" /* c */ CREATE Or replace (", 0, Dialect::kPostgresql),
            (std::vector<std::string>{"create", "or", "replace"}));
  EXPECT_EQ(LeadingWords("a b c d e f g", 0, Dialect::kSqlite).size(), 5u);
  EXPECT_TRUE(LeadingWords("'a' b", 0, Dialect::kSqlite).empty());
}

}  // namespace
}  // namespace instar::compiler
