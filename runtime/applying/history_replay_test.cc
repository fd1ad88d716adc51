#include "runtime/applying/history_replay.h"

#include <gtest/gtest.h>

#include <deque>

namespace instar {
namespace {

class HistoryReplayTest : public testing::Test {
 protected:
  // Empty when the row could be played, else why not.
  std::string Play(const std::string& action, const std::string& revision, const std::string& parents = "") {
    HistoryRow row;
    row.action = action;
    row.revision = revision;
    row.parents = parents;
    row.meaning_hash = std::string(64, '0');
    rows_.push_back(row);
    std::string why;
    return replay_.Play(rows_.back(), &why) ? "" : why;
  }
  std::string Heads() const {
    std::vector<std::string_view> heads;
    std::string text = replay_.FindHeads(&heads) ? "" : "not whole:";
    for (const std::string_view id : heads) text.append(text.empty() ? "" : " ").append(id);
    return text;
  }

  std::deque<HistoryRow> rows_;
  HistoryReplay replay_;
};

TEST_F(HistoryReplayTest, FollowsUpAndDown) {
  EXPECT_EQ(Play("upgrade", "a"), "");
  EXPECT_EQ(Play("stamp", "b", "a"), "");
  EXPECT_EQ(Play("upgrade", "c", ";a"), "");
  EXPECT_EQ(Heads(), "b c");
  EXPECT_EQ(Play("upgrade", "m", "b,c;a"), "");
  EXPECT_EQ(Heads(), "m");
  EXPECT_EQ(Play("downgrade", "m", "b,c;a"), "");
  EXPECT_EQ(Play("unstamp", "c", ";a"), "");
  EXPECT_EQ(Heads(), "b");
  EXPECT_EQ(replay_.applied().size(), 2u);
  EXPECT_EQ(Play("purge", ""), "");
  EXPECT_EQ(Heads(), "");
  EXPECT_EQ(Play("stamp", "a"), "");
  EXPECT_EQ(Heads(), "a");
}

TEST_F(HistoryReplayTest, RefusesWhatCannotFollow) {
  EXPECT_EQ(Play("upgrade", "a"), "");
  EXPECT_EQ(Play("upgrade", "a"), "applies 'a' once more");
  EXPECT_EQ(Play("upgrade", "c", "b"), "builds on 'b', which was not applied");
  EXPECT_EQ(Play("upgrade", "c", "a;b"), "builds on 'b', which was not applied");
  EXPECT_EQ(Play("upgrade", "c", "a,,a"), "builds on '', which was not applied");
  EXPECT_EQ(Play("upgrade", "d", "d"), "builds on 'd', which was not applied");
  EXPECT_EQ(Play("downgrade", "b"), "undoes 'b', which was not applied");
  EXPECT_EQ(Play("dance", "b"), "has an unknown action: 'dance'");
  EXPECT_EQ(Play("upgrade", "b c"), "names no revision: 'b c'");
  EXPECT_EQ(Heads(), "a");
}

TEST_F(HistoryReplayTest, IsNotWholeWhenSomethingBelowIsGone) {
  EXPECT_EQ(Play("upgrade", "a"), "");
  EXPECT_EQ(Play("upgrade", "b", "a"), "");
  EXPECT_EQ(Play("downgrade", "a"), "");
  EXPECT_EQ(Heads(), "not whole: b");
}

TEST_F(HistoryReplayTest, AHashIsAHash) {
  HistoryRow row;
  row.action = "upgrade";
  row.revision = "a";
  std::string why;
  for (const std::string& hash : {std::string(), std::string(63, '0'), std::string(65, '0'),
                                  std::string(64, 'A'), std::string(64, 'g'), std::string(64, '\0')}) {
    row.meaning_hash = hash;
    EXPECT_FALSE(replay_.Play(row, &why)) << hash;
  }
}

}  // namespace
}  // namespace instar
