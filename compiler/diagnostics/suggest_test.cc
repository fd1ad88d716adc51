#include "compiler/diagnostics/suggest.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

std::string Closest(std::vector<std::string> candidates, std::string_view word) {
  Suggester suggester(std::move(candidates));
  return std::string(suggester.Closest(word));
}

TEST(SuggestTest, OneMistake) {
  const std::vector<std::string> words = {"revision", "revises", "upgrade"};
  EXPECT_EQ(Closest(words, "revison"), "revision");
  EXPECT_EQ(Closest(words, "revisionn"), "revision");
  EXPECT_EQ(Closest(words, "rewision"), "revision");
  EXPECT_EQ(Closest(words, "ervision"), "revision");
  EXPECT_EQ(Closest(words, "evision"), "revision");
  EXPECT_EQ(Closest(words, "xupgrade"), "upgrade");
}

TEST(SuggestTest, TheClosestWins) {
  EXPECT_EQ(Closest({"add_user", "add_users"}, "add_usres"), "add_users");
  EXPECT_EQ(Closest({"abx", "aby"}, "abz"), "abx");
  EXPECT_EQ(Closest({"Users", "users2"}, "users"), "Users");
}

TEST(SuggestTest, FarIsNothing) {
  EXPECT_EQ(Closest({"sqlite", "postgresql"}, "mysql"), "");
  EXPECT_EQ(Closest({"abc"}, "xyz"), "");
  EXPECT_EQ(Closest({"ab"}, "a"), "ab");
  EXPECT_EQ(Closest({"abcd"}, "ab"), "");
  EXPECT_EQ(Closest({}, "a"), "");
  EXPECT_EQ(Closest({"", "abc"}, ""), "");
  // The word itself is no suggestion.
  EXPECT_EQ(Closest({"abc"}, "abc"), "");
}

TEST(SuggestTest, AThirdMayBeWrong) {
  EXPECT_EQ(Closest({"add_encrypted_api_keys"}, "add_encrypt_api_key"), "add_encrypted_api_keys");
  EXPECT_EQ(Closest({"abcdefghi"}, "xbcdxfghx"), "abcdefghi");
  EXPECT_EQ(Closest({"abcdefghi"}, "xbxdxfghx"), "");
}

TEST(SuggestTest, AllCallsTogetherTakeBoundedTime) {
  Suggester suggester(std::vector<std::string>(1000, std::string(250, 'a')));
  std::string word = std::string(200, 'a') + std::string(49, 'b');
  EXPECT_NE(suggester.Closest(word), "");
  int found = 0;
  for (int i = 0; i < 10000; ++i)
    found += suggester.Closest(std::string(200, 'a') + std::string(51, 'b')).empty() ? 0 : 1;
  EXPECT_LT(found, 10000);
  EXPECT_EQ(suggester.Closest(word), "");
}

TEST(SuggestTest, Phrase) {
  EXPECT_EQ(DidYouMean("x"), "; did you mean 'x'?");
  EXPECT_EQ(DidYouMean(""), "");
}

}  // namespace
}  // namespace instar::compiler
