#include "compiler/chain/similar_names.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

// What is found, with a '!' when it is certain.
std::string Find(std::vector<std::string> known, std::string_view wanted, std::string_view self = "") {
  SimilarNames names(std::move(known));
  const auto found = names.Find(wanted, self);
  return found ? std::string(found->name) + (found->certain ? "!" : "") : "";
}

TEST(SimilarNames, CaseAlone) {
  EXPECT_EQ(Find({"add_users", "other"}, "Add_Users"), "add_users!");
  // Two of them: none is certain.
  EXPECT_EQ(Find({"add_users", "ADD_users"}, "Add_Users").find('!'), std::string::npos);
}

TEST(SimilarNames, OneCharacter) {
  EXPECT_EQ(Find({"add_users", "other"}, "add_usrs"), "add_users!");
  EXPECT_EQ(Find({"add_users", "other"}, "add_userss"), "add_users!");
  EXPECT_EQ(Find({"add_users", "other"}, "add_users_"), "add_users!");
  EXPECT_EQ(Find({"add_users", "other"}, "bdd_users"), "add_users!");
  EXPECT_EQ(Find({"add_users", "add_usera"}, "add_userx"), "");
}

TEST(SimilarNames, DigitsMayBeALostFile) {
  EXPECT_EQ(Find({"0001"}, "0002"), "0001");
  EXPECT_EQ(Find({"0001", "0003"}, "0002"), "");
  EXPECT_EQ(Find({"v1.1"}, "v1.10"), "v1.1");
}

TEST(SimilarNames, Prefix) {
  EXPECT_EQ(Find({"5f7a3e1b8d42", "61aa00000000"}, "5f7a"), "5f7a3e1b8d42");
  EXPECT_EQ(Find({"5f7a3e1b8d42", "5f7affffffff"}, "5f7a"), "");
  EXPECT_EQ(Find({"5f7a3e1b8d42"}, "5f7"), "");
}

TEST(SimilarNames, FurtherAway) { EXPECT_EQ(Find({"add_users", "drop_chats"}, "ad_user"), "add_users"); }

TEST(SimilarNames, NothingLikeIt) {
  EXPECT_EQ(Find({"add_users", "drop_chats"}, "zebra"), "");
  EXPECT_EQ(Find({}, "zebra"), "");
}

TEST(SimilarNames, NeverTheOneThatAsks) { EXPECT_EQ(Find({"add_user2"}, "add_user3", "add_user2"), ""); }

TEST(SimilarNames, GivesUpAfterManySearches) {
  SimilarNames names({"add_users"});
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(names.Find("Add_users", "")) << i;
  EXPECT_FALSE(names.Find("Add_users", ""));
}

}  // namespace
}  // namespace instar::compiler
