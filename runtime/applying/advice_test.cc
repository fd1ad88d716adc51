#include "runtime/applying/advice.h"

#include <gtest/gtest.h>

#include "runtime/planning/test_table.h"

namespace instar {
namespace {

class AdviceTest : public testing::Test {
 protected:
  AdviceTest() {
    history_.Add("a", {});
    history_.Add("b", {0});
    table_ = history_.table();
    table_.heads = &head_;
    table_.head_count = 1;
  }

  std::uint32_t head_ = 1;
  TestTable history_;
  Table table_;
};

TEST_F(AdviceTest, SaysTheCommandAndBothPlaces) {
  const std::vector<std::string> current = {"a"};
  const Status status = Advised(Status(StatusCode::kDiskFull, "cannot write"), "upgrade", table_, &current);
  EXPECT_EQ(status.code(), StatusCode::kDiskFull);
  EXPECT_EQ(status.message(),
            "cannot write; free some space, then run `instar upgrade` (this program's head: 'b'; the "
            "database's: 'a')");
}

TEST_F(AdviceTest, SaysNothingOfAPlaceThatIsNotKnown) {
  EXPECT_EQ(Advised(Status(StatusCode::kInvalidArgument, "no"), "upgrade", table_, nullptr).message(),
            "no (this program's head: 'b')");
  const std::vector<std::string> base;
  EXPECT_EQ(Advised(Status(StatusCode::kInvalidArgument, "no"), "upgrade", table_, &base).message(),
            "no (this program's head: 'b'; the database's: base)");
}

TEST_F(AdviceTest, SaysOnlySomeOfMany) {
  const std::vector<std::string> many = {"p", "q", "r", "s", "t"};
  const Status status = Advised(Status(StatusCode::kStepFailed, "no"), "upgrade", table_, &many);
  EXPECT_NE(status.message().find("the database's: 'p', 'q', 'r' and more"), std::string::npos)
      << status.message();
}

TEST_F(AdviceTest, HasNothingToAddToSuccess) {
  EXPECT_TRUE(Advised(OkStatus(), "upgrade", table_, nullptr).message().empty());
}

TEST_F(AdviceTest, RepeatsTheCommandWithItsTarget) {
  Options options;
  EXPECT_EQ(CommandOf(Direction::kUpgrade, options), "upgrade");
  options.target = "-1";
  EXPECT_EQ(CommandOf(Direction::kDowngrade, options), "downgrade -1");
}

}  // namespace
}  // namespace instar
