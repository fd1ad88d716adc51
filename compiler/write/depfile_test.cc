#include "compiler/write/depfile.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

TEST(WriteDepfile, EscapesAsMakeAndNinjaRead) {
  EXPECT_EQ(WriteDepfile("/b/a b.stamp", {"/s/$x#1.migration", "/s/ü.migration"}),
            "/b/a\\ b.stamp: \\\n /s/$$x\\#1.migration \\\n /s/ü.migration\n");
}

TEST(WriteDepfile, LeavesOutWhatNinjaCannotRead) {
  EXPECT_EQ(WriteDepfile("s", {"/a & b.migration", "/it's.migration", "/c.migration"}),
            "s: \\\n /c.migration\n");
}

}  // namespace
}  // namespace instar::compiler
