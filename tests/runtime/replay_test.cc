#include "instar/replay.h"

#include <gtest/gtest.h>

#include "tests/runtime/history.h"

namespace instar {
namespace {

TEST(Replay, GoesUpDownAndUpAgain) {
  const History line(LineOfTables(5));
  const Report report = sqlite::Replay(line.table());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 5u) << "the last way up found an empty database";
}

TEST(Replay, ADowngradeThatLeavesSomethingIsFoundByTheSecondWayUp) {
  const History history({"revision a; revises base; upgrade { create table a (x); } downgrade { }"});
  EXPECT_TRUE(sqlite::Replay(history.table(), sqlite::ReplayRounds::kUpDown).ok());
  const Report report = sqlite::Replay(history.table());
  EXPECT_EQ(report.failure.reason, "table a already exists");
}

TEST(Replay, AFailingDowngradeNamesItsStep) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; drop table a; "
       "}"});
  const Report report = sqlite::Replay(history.table());
  EXPECT_EQ(report.failure.direction, Direction::kDowngrade);
  EXPECT_EQ(report.failure.step, 1u);
}

TEST(Replay, UndoesWhatAnIrreversibleRevisionDoesNotNeed) {
  const History history(
      {"revision a; revises base; upgrade { create table a (x); } downgrade { drop table a; }",
       "revision b; revises a; upgrade { create table b (x); } irreversible \"why\";",
       "revision c; revises b; upgrade { create table c (x); } downgrade { drop table c; }",
       "revision z; revises base; upgrade { create table z (x); } downgrade { drop table z; }"});
  const Report report = sqlite::Replay(history.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.from, std::vector<std::string>{"b"});
  EXPECT_EQ(report.applied.size(), 2u);
}

}  // namespace
}  // namespace instar
