#include "compiler/write/names.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

std::string IdentifierOf(const std::string& target) { return OutputNames{target, ""}.identifier(); }

TEST(OutputNames, AreIdentifiersWhateverTheTargetIsCalled) {
  EXPECT_EQ(IdentifierOf("shop_migrations"), "shop_migrations");
  EXPECT_EQ(IdentifierOf("shop-db.migrations"), "shop_db_migrations");
  EXPECT_EQ(IdentifierOf("2nd"), "_2nd");
  EXPECT_EQ(IdentifierOf("a++b"), "a_b");
}

TEST(IsNamespace, TakesNamesJoinedByColons) {
  EXPECT_TRUE(IsNamespace("shop"));
  EXPECT_TRUE(IsNamespace("acme::shop_2"));
  for (const char* wrong : {"", "2shop", "a::", "::a", "a:b", "a::::b", "a b", "a-b", "a::2"}) {
    EXPECT_FALSE(IsNamespace(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace instar::compiler
