#include "compiler/write/cpp_names.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

using Names = std::vector<std::string>;

TEST(CppNames, WhatCppCanHaveIsItself) {
  EXPECT_EQ(CppNames({"email", "Email", "_id", "a__b", "x1"}, "table"),
            (Names{"email", "Email", "_id", "a__b", "x1"}));
}

TEST(CppNames, WhatItCannotHaveIsMadeOver) {
  EXPECT_EQ(CppNames({"first name", "1st", "a-/-b",
                      "gr\xC3\xB6\xC3\x9F"
                      "e",
                      "", "\"", "-1"},
                     "table"),
            (Names{"first_name", "_1st", "a_b", "gr_e", "_", "__2", "_1"}));
}

TEST(CppNames, WordsOfCpp) {
  EXPECT_EQ(CppNames({"class", "new", "xor_eq", "alignas", "linux", "EOF", "Class"}, "table"),
            (Names{"class_", "new_", "xor_eq_", "alignas_", "linux_", "EOF_", "Class"}));
}

TEST(CppNames, NoTwoAreTheSame) {
  EXPECT_EQ(CppNames({"a b", "a-b", "a_b", "a_b_2", "a+b"}, "table"),
            (Names{"a_b_3", "a_b_4", "a_b", "a_b_2", "a_b_5"}))
      << "what is itself stays, the others follow in their order";
  EXPECT_EQ(CppNames({"table", "class_", "class"}, "table"), (Names{"table_2", "class_", "class__2"}));
  EXPECT_EQ(CppNames({"table"}, ""), Names{"table"});
}

}  // namespace
}  // namespace instar::compiler
