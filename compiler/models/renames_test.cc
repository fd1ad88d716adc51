#include "compiler/models/renames.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

std::string Found(const std::vector<WantedName>& wanted, const std::set<std::string>& present) {
  std::string text;
  for (const Rename& rename : FindRenames(wanted, present)) text += rename.from + ">" + rename.to + " ";
  return text;
}

TEST(RenamesTest, TheOldNameMustBeThereAndTheNewOneFree) {
  EXPECT_EQ(Found({{"b", "a"}}, {"a"}), "a>b ");
  EXPECT_EQ(Found({{"b", "a"}}, {"b"}), "") << "done already";
  EXPECT_EQ(Found({{"b", "a"}}, {"a", "b"}), "");
  EXPECT_EQ(Found({{"b", "a"}, {"a", ""}}, {"a"}), "") << "somebody has the old name";
}

TEST(RenamesTest, AChainIsUndoneFromItsEnd) {
  EXPECT_EQ(Found({{"b", "a"}, {"c", "b"}}, {"a", "b"}), "b>c a>b ");
  EXPECT_EQ(Found({{"b", "a"}, {"c", "b"}}, {"b", "c"}), "") << "done already";
}

TEST(RenamesTest, WhatStandsForEverCannotSwapForEver) {
  EXPECT_EQ(Found({{"a", "b"}, {"b", "a"}}, {"a", "b"}), "");
}

TEST(RenamesTest, OneNameGoesToOneOnly) { EXPECT_EQ(Found({{"b", "a"}, {"c", "a"}}, {"a"}), "a>b "); }

}  // namespace
}  // namespace instar::compiler
