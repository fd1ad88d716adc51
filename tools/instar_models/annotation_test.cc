#include "tools/instar_models/annotation.h"

#include <gtest/gtest.h>

namespace instar::models {
namespace {

std::string Words(std::string_view text) {
  std::string joined;
  for (const Word& word : TopLevelWords(text)) {
    joined += (joined.empty() ? "" : " ") + (word.is_quoted ? "<" + word.text + ">" : word.text);
  }
  return joined;
}

TEST(AnnotationTest, WordsOutsideParenthesesAndLiterals) {
  EXPECT_EQ(Words("Unique check (length(x) > 3) default 'transient'"), "unique check default");
  EXPECT_EQ(Words("default 'it''s' column \"a \"\"b\"\"\""), "default column <a \"b\">");
  EXPECT_EQ(Words("default 'a\\' unique"), "default unique");
  EXPECT_EQ(Words("größe"), "größe");
  EXPECT_EQ(Words("default 'open"), "default");
  EXPECT_EQ(Words(""), "");
}

std::string Pieces(std::string_view text) {
  std::string joined;
  for (const Piece& piece : SplitAtCommas(text)) {
    joined += "[" + std::string(text.substr(piece.begin, piece.end - piece.begin)) + "]";
  }
  return joined;
}

TEST(AnnotationTest, SplitsAtCommasOutsideParenthesesAndLiterals) {
  EXPECT_EQ(Pieces(" users , unique (a, b), check (c in ('x,', 'y')) "),
            "[users][unique (a, b)][check (c in ('x,', 'y'))]");
  EXPECT_EQ(Pieces("\"a, \\\", b\", c"), "[\"a, \\\", b\"][c]");
  EXPECT_EQ(Pieces(""), "[]");
  EXPECT_EQ(Pieces("a,"), "[a][]");
}

TEST(AnnotationTest, BlanksTheQuotesOfPartsThatAreStrings) {
  EXPECT_EQ(WithoutQuotedParts("unique, \"default ''\""), "unique,  default '' ");
  EXPECT_EQ(WithoutQuotedParts("\"check (a = 'x,y')\""), " check (a = 'x,y') ");
  EXPECT_EQ(WithoutQuotedParts("column \"a\", \"b\" c, \"d\\\"\""), "column \"a\", \"b\" c, \"d\\\"\"");
  EXPECT_EQ(WithoutQuotedParts("\""), "\"");
}

TEST(AnnotationTest, BlanksComments) {
  EXPECT_EQ(WithoutComments("a /* b */ c"), "a         c");
  EXPECT_EQ(WithoutComments("a // b\nc"), "a     \nc");
  EXPECT_EQ(WithoutComments("'//' \"/*\" d"), "'//' \"/*\" d");
  EXPECT_EQ(WithoutComments("a \\\n b\r\n"), "a  \n b \n");
  EXPECT_EQ(WithoutComments("a /* b"), "a     ");
}

TEST(AnnotationTest, ReadsWhatTheReaderActsUpon) {
  EXPECT_TRUE(ReadColumnWords("transient").is_transient);
  EXPECT_FALSE(ReadColumnWords("transient").says_more);
  EXPECT_TRUE(ReadColumnWords("transient, unique").says_more);
  EXPECT_FALSE(ReadColumnWords("default 'transient'").is_transient);
  EXPECT_TRUE(ReadColumnWords("varchar(20) unique").names_type);
  EXPECT_TRUE(ReadColumnWords("unique type decimal(20, 0)").names_type);
  EXPECT_FALSE(ReadColumnWords("unique, length 20").names_type);
  EXPECT_FALSE(ReadColumnWords("default date").names_type);
  EXPECT_TRUE(ReadColumnWords("Primary Key autoincrement").is_primary_key);
  EXPECT_EQ(ReadColumnWords("as integer").stored_as, "integer");
  EXPECT_EQ(ReadColumnWords("generated always as (a + b) stored").stored_as, "");
  EXPECT_EQ(ReadColumnWords("column \"Order\", unique").column, "Order");
}

TEST(AnnotationTest, QuotesNames) {
  EXPECT_EQ(QuotedName("order"), "\"order\"");
  EXPECT_EQ(QuotedName("a\"b"), "\"a\"\"b\"");
  EXPECT_TRUE(IsPlainName("user_id2"));
  EXPECT_FALSE(IsPlainName("2nd"));
  EXPECT_FALSE(IsPlainName("user id"));
  EXPECT_FALSE(IsPlainName(""));
}

}  // namespace
}  // namespace instar::models
