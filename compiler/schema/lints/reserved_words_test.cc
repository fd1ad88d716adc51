#include "compiler/schema/lints/reserved_words.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

// First, last and some in between: the lists are searched as sorted ones.
TEST(ReservedWordsTest, FindsThem) {
  for (const char* word :
       {"add", "current_date", "current_time", "nothing", "notnull", "transaction", "where"}) {
    EXPECT_TRUE(IsReserved(word, Dialect::kSqlite)) << word;
  }
  for (const char* word : {"all", "analyse", "current_user", "only", "session_user", "user", "with"}) {
    EXPECT_TRUE(IsReserved(word, Dialect::kPostgresql)) << word;
  }
}

TEST(ReservedWordsTest, EachDatabaseHasItsOwn) {
  EXPECT_FALSE(IsReserved("user", Dialect::kSqlite));
  EXPECT_FALSE(IsReserved("index", Dialect::kPostgresql));
  for (const char* word : {"key", "name", "value", "", "wherever", "action"}) {
    EXPECT_FALSE(IsReserved(word, Dialect::kSqlite)) << word;
    EXPECT_FALSE(IsReserved(word, Dialect::kPostgresql)) << word;
  }
}

}  // namespace
}  // namespace instar::compiler
