#include "runtime/planning/plan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/planning/test_table.h"

namespace instar {
namespace {

using Names = std::vector<std::string>;

// A fork, a merge, a second base that the first line depends on, labels:
//
//   base1 - left1 - left2 ------- merge1      labels: main on base1, wing on right1
//         \ right1 ------------ /
//   other1 - other2 (left2 depends on other1)
class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    const auto base = history_.Add("base1", {}, {}, {"main"});
    const auto other = history_.Add("other1", {});
    const auto left = history_.Add("left1", {base});
    const auto right = history_.Add("right1", {base}, {}, {"wing"});
    const auto left2 = history_.Add("left2", {left}, {other});
    history_.Add("merge1", {left2, right});
    history_.Add("other2", {other});
    table_ = history_.table();
  }

  Revisions Rows(const Names& ids) const {
    Revisions rows;
    for (const std::string& id : ids) rows.push_back(static_cast<std::uint32_t>(FindId(table_, id)));
    return rows;
  }
  Names Ids(const Revisions& revisions) const {
    Names ids;
    for (std::uint32_t r : revisions) ids.emplace_back(table_.id(r));
    return ids;
  }
  Names Upgrade(const Names& rows, const char* target) {
    Revisions steps;
    status_ = PlanUpgrade(table_, Rows(rows), target, &steps);
    return Ids(steps);
  }
  Names Downgrade(const Names& rows, const char* target) {
    Revisions steps;
    status_ = PlanDowngrade(table_, Rows(rows), target, &steps);
    return Ids(steps);
  }
  Names Stamp(const Names& rows, const std::vector<std::string_view>& targets) {
    Revisions new_rows;
    status_ = PlanStamp(table_, Rows(rows), targets, &new_rows);
    return Ids(new_rows);
  }
  Names History(const Names& rows, const char* older, const char* newer) {
    Revisions revisions;
    status_ = PlanHistory(table_, Rows(rows), older, newer, &revisions);
    return Ids(revisions);
  }
  Names Find(const Names& rows, const char* identifier) {
    Revisions found;
    status_ = FindRevisions(table_, Rows(rows), identifier, &found);
    return Ids(found);
  }
  void ExpectFailure(StatusCode code, const std::string& message) {
    EXPECT_EQ(status_.code(), code);
    EXPECT_EQ(status_.message(), message);
  }

  TestTable history_;
  Table table_;
  Status status_;
};

TEST_F(PlanTest, FindsEveryForm) {
  EXPECT_EQ(Find({}, "left1"), Names({"left1"}));
  EXPECT_EQ(Find({}, "merg"), Names({"merge1"}));
  EXPECT_EQ(Find({}, "wing"), Names({"right1"}));
  EXPECT_EQ(Find({}, "heads"), Names({"merge1", "other2"}));
  EXPECT_EQ(Find({}, "wing@head"), Names({"merge1"}));
  EXPECT_EQ(Find({}, "base"), Names());
  EXPECT_TRUE(status_.ok());
  EXPECT_EQ(Find({"left1", "right1"}, "current"), Names({"left1", "right1"}));
  EXPECT_EQ(Find({"left1", "right1"}, "wing@current"), Names({"right1"}));
  EXPECT_EQ(Find({}, "left1+2"), Names({"merge1"}));
  EXPECT_EQ(Find({}, "left2-2"), Names({"base1"}));
  EXPECT_EQ(Find({"left1"}, "+1"), Names({"left2"}));
  EXPECT_EQ(Find({}, "other2@-1"), Names({"other1"}));
  EXPECT_TRUE(status_.ok());
}

TEST_F(PlanTest, SaysWhyNothingIsFound) {
  Find({}, "lefty1");
  ExpectFailure(StatusCode::kUnknownRevision,
                "no revision or label is named 'lefty1'; did you mean 'left1'?");
  Find({}, "lfet1");
  ExpectFailure(StatusCode::kUnknownRevision, "no revision or label is named 'lfet1'; did you mean 'left1'?");
  Find({}, "zzzz9");
  ExpectFailure(StatusCode::kUnknownRevision,
                "no revision or label is named 'zzzz9' or begins so; check the spelling, capitals too");
  Find({}, "mer");
  ExpectFailure(StatusCode::kUnknownRevision,
                "no revision or label is named 'mer'; write all of it, or at least its first 4 characters");
  Find({}, "left");
  ExpectFailure(StatusCode::kAmbiguousRevision,
                "several revisions begin with 'left': 'left1', 'left2'; write more of the one you mean");
  Find({}, "head");
  ExpectFailure(
      StatusCode::kMultipleHeads,
      "'head' must be one revision, but there are several: 'merge1', 'other2'; name one of them, or a "
      "branch, as in 'LABEL@head'");
  Find({}, "wing@left1");
  ExpectFailure(StatusCode::kInvalidTarget, "revision 'left1' is not on branch 'wing'; name it without '@'");
  Find({}, "base1+1");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "'base1+1' is ambiguous: the history forks at 'base1'; name a branch, as in 'LABEL@+1', or the "
      "revision itself");
  Find({}, "merge1+99999999999999999999");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "'merge1+99999999999999999999' counts past 'merge1', which is the newest on its line; write a "
      "smaller number");
  Find({}, "merge1-1");
  ExpectFailure(StatusCode::kInvalidTarget,
                "'merge1-1' is ambiguous: 'merge1' merges 'left2', 'right1'; name the one to go to");
  Find({}, "left1-3");
  ExpectFailure(StatusCode::kInvalidTarget,
                "'left1-3' counts past the first revision; write a smaller number, or 'base'");
}

TEST_F(PlanTest, UpgradeBringsWhatTheTargetNeedsAndNothingElse) {
  EXPECT_EQ(Upgrade({}, "left2"), Names({"base1", "other1", "left1", "left2"}));
  EXPECT_EQ(Upgrade({"left1"}, "merge1"), Names({"other1", "right1", "left2", "merge1"}));
  EXPECT_EQ(Upgrade({"merge1", "other2"}, "heads"), Names());
  EXPECT_TRUE(status_.ok());
  EXPECT_EQ(Upgrade({"left1"}, "wing@+1"), Names({"right1"}));
  Upgrade({"left1"}, "-1");
  ExpectFailure(StatusCode::kInvalidTarget,
                "an upgrade cannot go down by '-1'; write '+N', or ask for a downgrade");
  Upgrade({"left1", "right1"}, "+1");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "'+1' is ambiguous: the database is at 'left1', 'right1'; name a branch, as in 'LABEL@+1', or the "
      "revision itself");
}

TEST_F(PlanTest, DowngradeUndoesWhatWasBuiltOnTheTarget) {
  EXPECT_EQ(Downgrade({"merge1"}, "left1"), Names({"merge1", "left2"}));
  EXPECT_EQ(Downgrade({"left2", "right1"}, "wing@base1"), Names({"right1"}));
  EXPECT_EQ(Downgrade({"left2"}, "other2@base"), Names({"left2", "other1"}));
  EXPECT_EQ(Downgrade({"left2", "other2"}, "base"), Names({"other2", "left2", "left1", "other1", "base1"}));
  EXPECT_EQ(Downgrade({"left2"}, "-1"), Names({"left2"}));
  EXPECT_EQ(Downgrade({"left2"}, "left2"), Names());
  EXPECT_TRUE(status_.ok());
  Downgrade({"left1"}, "left2");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "'left2' is not below what is applied, so there is nothing to undo; the database is at 'left1'");
  Downgrade({"left1"}, "+1");
  ExpectFailure(StatusCode::kInvalidTarget,
                "a downgrade cannot go up by '+1'; write '-N', or ask for an upgrade");
  Downgrade({"left1", "right1"}, "-1");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "'-1' is ambiguous: the database is at 'left1', 'right1'; name a branch, as in 'LABEL@-1', or the "
      "revision to go to");
  Downgrade({}, "-1");
  ExpectFailure(StatusCode::kInvalidTarget, "'-1' has nothing to go down from: nothing there is applied");
  Downgrade({"left1"}, "nosuch@base");
  EXPECT_EQ(status_.code(), StatusCode::kUnknownRevision);
}

TEST_F(PlanTest, StampReplacesWhatIsRelated) {
  EXPECT_EQ(Stamp({}, {"left2"}), Names({"left2"}));
  EXPECT_EQ(Stamp({"left2", "other2"}, {"left1"}), Names({"left1", "other2"}));
  EXPECT_EQ(Stamp({"left1"}, {"right1"}), Names({"left1", "right1"}));
  EXPECT_EQ(Stamp({"left1"}, {"heads"}), Names({"merge1", "other2"}));
  EXPECT_EQ(Stamp({"left1", "other2"}, {"base"}), Names());
  EXPECT_EQ(Stamp({"left1", "other2"}, {"other2@base"}), Names({"left1"}));
  EXPECT_TRUE(status_.ok());
}

TEST_F(PlanTest, HistoryIsNewestFirst) {
  EXPECT_EQ(History({}, "", "left2"), Names({"left2", "left1", "other1", "base1"}));
  EXPECT_EQ(History({}, "left1", "merge1"), Names({"merge1", "left2", "left1"}));
  EXPECT_EQ(History({"left1"}, "current", "+1"), Names({"left2", "left1"}));
  EXPECT_EQ(History({}, "wing@base", ""), Names({"merge1", "left2", "right1", "left1", "other1", "base1"}));
  EXPECT_TRUE(status_.ok());
  History({}, "left2", "left1");
  ExpectFailure(
      StatusCode::kInvalidTarget,
      "no line of revisions leads from 'left2' up to 'left1'; write the older one first, or name two "
      "revisions on one line");
  History({}, "other1@base", "");
  ExpectFailure(StatusCode::kInvalidTarget, "'other1' is on no labelled branch; write a label before '@'");
}

TEST(PlanEmptyHistory, AnswersWithoutRevisions) {
  TestTable history;
  const Table table = history.table();
  Revisions found = {7};
  EXPECT_TRUE(PlanUpgrade(table, {}, "heads", &found).ok());
  EXPECT_EQ(found, Revisions());
  EXPECT_TRUE(PlanUpgrade(table, {}, "head", &found).ok());
  EXPECT_TRUE(PlanDowngrade(table, {}, "base", &found).ok());
  EXPECT_TRUE(PlanHistory(table, {}, "", "", &found).ok());
  EXPECT_EQ(found, Revisions());
  EXPECT_EQ(PlanUpgrade(table, {}, "+1", &found).code(), StatusCode::kInvalidTarget);
}

}  // namespace
}  // namespace instar
