#include "compiler/syntax/names.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

TEST(NamesTest, Ids) {
  for (const char* id : {"a", "5f7a3e1b8d42", "0001", "1e5", "upgrade", "base.1", "_", ".", "HEAD2"}) {
    EXPECT_FALSE(ProblemOfId(id)) << id;
  }
  for (const char* id : {"", "a-b", "x@y", "a+b",
                         "gr\xC3\xB6\xC3\x9F"
                         "e",
                         "a b", "base", "head", "heads", "current", "BASE"}) {
    EXPECT_TRUE(ProblemOfId(id)) << id;
  }
  EXPECT_FALSE(ProblemOfId(std::string(255, 'x')));
  EXPECT_TRUE(ProblemOfId(std::string(256, 'x')));
}

TEST(NamesTest, Dates) {
  for (const char* date : {"2025-10-06", "2024-02-29", "2000-02-29", "2025-10-06 15:00",
                           "2025-10-06T15:00:30Z", "2025-10-06t15:00:30.123456+02:00",
                           "2025-10-06 15:00-0530", "2025-10-06 15:00+02", "2025-12-31 23:59:59"}) {
    EXPECT_FALSE(ProblemOfDate(date)) << date;
  }
  for (const char* date : {"",
                           "2025",
                           "2025-10",
                           "2025-13-01",
                           "2025-00-01",
                           "2025-10-32",
                           "2025-02-29",
                           "1900-02-29",
                           "2025-10-06 24:00",
                           "2025-10-06 15:60",
                           "2025-10-06 15",
                           "2025-10-06 15:00:60",
                           "2025-10-06 15:00:00.",
                           "2025-10-06 15:00 Z",
                           "2025-10-06Z",
                           "2025-10-06 15:00+24:00",
                           "2025-10-06 15:00+2",
                           "06.10.2025",
                           "2025-1-06",
                           "2025-10-06 15:00:30Zx",
                           " 2025-10-06"}) {
    EXPECT_TRUE(ProblemOfDate(date)) << date;
  }
}

TEST(NamesTest, LintsAndDialects) {
  EXPECT_TRUE(IsLintName("drop-table"));
  EXPECT_FALSE(IsLintName(""));
  EXPECT_FALSE(IsLintName("drop table"));
  EXPECT_EQ(FindDialect("SQLite"), Dialect::kSqlite);
  EXPECT_EQ(FindDialect("postgresql"), Dialect::kPostgresql);
  EXPECT_EQ(FindDialect("postgres"), std::nullopt);
  EXPECT_EQ(NameOf(Dialect::kPostgresql), "postgresql");
}

TEST(NamesTest, WordsOutsideOfBlocks) {
  EXPECT_TRUE(IsTopLevelWord("Revises"));
  EXPECT_FALSE(IsTopLevelWord("revise"));
  EXPECT_EQ(ClosestTopLevelWord("revise"), "revises");
  EXPECT_EQ(ClosestTopLevelWord("UPGRAED"), "upgrade");
  EXPECT_EQ(ClosestTopLevelWord("banana"), "");
  EXPECT_EQ(ClosestTopLevelWord("Down_Revision"), "revises");
  EXPECT_EQ(ClosestTopLevelWord("depends_on"), "depends on");
}

}  // namespace
}  // namespace instar::compiler
