#include "compiler/replay/sqlite_version.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

TEST(SqliteVersion, IsNumberedAsSqliteDoes) {
  EXPECT_EQ(ParseSqliteVersion("3.37"), 3037000u);
  EXPECT_EQ(ParseSqliteVersion("3.40.1"), 3040001u);
  EXPECT_EQ(SqliteVersionText(3040001), "3.40.1");
  EXPECT_GE(OwnSqliteVersion(), 3037000u);
  for (const char* wrong : {"", "3", "4.1", "3.", "3.40.", "3.40.1.2", "3.x", "3.1000", "-3.1", "3.40 "}) {
    EXPECT_EQ(ParseSqliteVersion(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace instar::compiler
