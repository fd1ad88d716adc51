#include "compiler/syntax/lexer.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

constexpr const char* kKindNames[] = {"", "word", "name", "string", "blob", "number", "mark", "end"};

// "word:create word:table ..."; a bad token is "bad:" and its text.
std::string Lexed(const std::string& text) {
  Diagnostics diagnostics;
  Reporter reporter(0, &diagnostics);
  Lexer lexer(text, 0, &reporter);
  std::string lexed;
  for (;;) {
    Lexeme lexeme = lexer.Take();
    if (lexeme.token.kind == TokenKind::kEnd && !lexeme.bad) return lexed;
    if (!lexed.empty()) lexed += ' ';
    lexed += lexeme.bad ? "bad" : kKindNames[static_cast<int>(lexeme.token.kind)];
    lexed += ":" + std::string(lexer.TextOf(lexeme.token));
  }
}

TEST(LexerTest, Words) {
  EXPECT_EQ(Lexed("create _x a1 \xC3\xA4pfel"), "word:create word:_x word:a1 word:\xC3\xA4pfel");
  EXPECT_EQ(Lexed("in('x')select'y'"), "word:in mark:( string:'x' mark:) word:select string:'y'");
}

TEST(LexerTest, StringsAndNamesDoubleTheirQuotes) {
  EXPECT_EQ(Lexed("'it''s' '' \"a \"\"b\"\"\" \"\""),
            "string:'it''s' string:'' name:\"a \"\"b\"\"\" name:\"\"");
  EXPECT_EQ(Lexed("'a\nb' 'c\\'"), "string:'a\nb' string:'c\\'");
}

TEST(LexerTest, Numbers) {
  EXPECT_EQ(Lexed("1 1.5 .5 1. 1e5 1.5E-3 2e+7 0xFF"),
            "number:1 number:1.5 number:.5 number:1. number:1e5 number:1.5E-3 number:2e+7 number:0xFF");
  EXPECT_EQ(Lexed("-1"), "mark:- number:1");
  EXPECT_EQ(Lexed("12ab 1_000 0xg 1e"), "bad:12ab bad:1_000 bad:0xg bad:1e");
}

TEST(LexerTest, Blobs) {
  EXPECT_EQ(Lexed("x'00fF' X''"), "blob:x'00fF' blob:X''");
  EXPECT_EQ(Lexed("x'0' x'0g' x '00'"), "bad:x'0' bad:x'0g' word:x string:'00'");
}

TEST(LexerTest, OperatorsAreOneToken) {
  EXPECT_EQ(Lexed("a<=b<>c!=d||e==f"),
            "word:a mark:<= word:b mark:<> word:c mark:!= word:d mark:|| word:e mark:== word:f");
  EXPECT_EQ(Lexed("a->>'x'->'y' a::b a<b"),
            "word:a mark:->> string:'x' mark:-> string:'y' word:a mark::: word:b word:a mark:< word:b");
}

TEST(LexerTest, CommentsAreSpace) {
  EXPECT_EQ(Lexed("a--b\nc/* ; */d--"), "word:a word:c word:d");
  EXPECT_EQ(Lexed("a - -b /**/ c /* * / **/"), "word:a mark:- mark:- word:b word:c");
  EXPECT_EQ(Lexed("a /* /* */ b"), "word:a bad:/* /* */ word:b");
}

TEST(LexerTest, WhatOthersQuoteIsTakenWhole) {
  EXPECT_EQ(Lexed("[a;b] `c;d` $t$ ; $t$ e'\\n' U&'x' N'x'"),
            "bad:[a;b] bad:`c;d` bad:$t$ ; $t$ bad:e'\\n' bad:U&'x' bad:N'x'");
  EXPECT_EQ(Lexed("[a\n] $1 a$b ?"), "bad:[ word:a bad:] bad:$ number:1 bad:a$b bad:?");
}

TEST(LexerTest, WhatNeverEndsTakesTheRest) {
  for (const char* text : {"a 'b", "a \"b", "a /* b", "a x'b", "a $$b", "a ''''''' b"}) {
    Diagnostics diagnostics;
    Reporter reporter(0, &diagnostics);
    Lexer lexer(text, 0, &reporter);
    lexer.Take();
    EXPECT_TRUE(lexer.Peek().bad) << text;
    lexer.Take();
    EXPECT_TRUE(lexer.lost()) << text;
    EXPECT_EQ(lexer.Peek().token.kind, TokenKind::kEnd) << text;
    ASSERT_EQ(diagnostics.all().size(), 1u) << text;
    EXPECT_EQ(diagnostics.all()[0].kind, DiagnosticKind::kUnterminated) << text;
    EXPECT_EQ(diagnostics.all()[0].range.begin, 2u) << text;
  }
}

TEST(LexerTest, IdsEndAtSpaceCommaSemicolonOrQuote) {
  for (const char* text :
       {"x@y z", "x@y,z", "x@y;", "x@y\"z\"", "x@y'z'", " \n -- c\n x@y", "\xEF\xBB\xBFx@y"}) {
    Diagnostics diagnostics;
    Reporter reporter(0, &diagnostics);
    Lexer lexer(text, 0, &reporter);
    EXPECT_EQ(lexer.TakeId().text, "x@y") << text;
  }
}

TEST(LexerTest, HeaderStringsEndOnTheirLine) {
  Diagnostics diagnostics;
  Reporter reporter(0, &diagnostics);
  Lexer lexer("  \"a \"\"b\"\" 'c'\" \"open\nnext", 0, &reporter);
  ASSERT_TRUE(lexer.NextIs('"'));
  std::optional<Text> text = lexer.TakeString('"');
  ASSERT_TRUE(text);
  EXPECT_EQ(text->value, "a \"b\" 'c'");
  EXPECT_EQ(text->range, (SourceRange{0, 2, 15}));
  EXPECT_FALSE(lexer.TakeString('"'));
  EXPECT_EQ(diagnostics.errors(), 1);
  EXPECT_EQ(lexer.TextOf(lexer.Take().token), "next");
}

}  // namespace
}  // namespace instar::compiler
