#include "runtime/progress/progress_line.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "runtime/report/utf8.h"

namespace instar {
namespace {

Progress Copying() {
  Progress now;
  now.stage = ProgressStage::kStep;
  now.revision = "add_encrypted_keys";
  now.revision_index = 2;
  now.revision_count = 12;
  now.statement = "rebuild of table messages";
  now.step_index = 1;
  now.step_count = 2;
  now.done = 1'220'000;
  now.total = 2'000'000;
  now.step_fraction = 0.5;
  now.elapsed_us = 67'900'000;
  return now;
}

// Columns, by the same cautious rule.
int WidthOf(std::string_view line) {
  int columns = 0;
  while (!line.empty()) {
    const Utf8Piece piece = NextPiece(line);
    EXPECT_TRUE(piece.valid);
    EXPECT_GE(piece.code_point, 0x20u);
    columns += piece.code_point < 0x1100 || (piece.code_point >= 0x2500 && piece.code_point < 0x2600) ||
                       piece.code_point == 0x2026
                   ? 1
                   : 2;
    line.remove_prefix(piece.size);
  }
  return columns;
}

TEST(Fraction, CountsRevisionsAndStepsAlike) {
  Progress now = Copying();
  EXPECT_DOUBLE_EQ(now.fraction(), (2 + 0.75) / 12);
  now.stage = ProgressStage::kCommitted;
  EXPECT_DOUBLE_EQ(now.fraction(), 3.0 / 12);
  now.stage = ProgressStage::kBackup;
  EXPECT_DOUBLE_EQ(now.fraction(), 0.5);
  // A lock may be waited for in the middle of it all.
  now.stage = ProgressStage::kWaiting;
  EXPECT_DOUBLE_EQ(now.fraction(), (2 + 0.75) / 12);
  EXPECT_DOUBLE_EQ(Progress().fraction(), 0);
}

TEST(ProgressLine, Eighty) {
  EXPECT_EQ(ProgressLine(Copying(), {80, false, false}),
            "####---------------  22%  1:07  [3/12] add_encrypted_keys, 1,220,000 of 2,...");
  EXPECT_EQ(ProgressLine(Copying(), {80, true, false}),
            "████░░░░░░░░░░░░░░░  22%  1:07  [3/12] add_encrypted_keys, 1,220,000 of 2,00…");
}

TEST(ProgressLine, Forty) {
  EXPECT_EQ(ProgressLine(Copying(), {40, false, false}), "##-------  22%  1:07  [3/12] add_e...");
  EXPECT_EQ(ProgressLine(Copying(), {1, false, false}), ProgressLine(Copying(), {40, false, false}));
}

TEST(ProgressLine, TwoHundredHoldsItAll) {
  EXPECT_EQ(
      ProgressLine(Copying(), {200, false, false}),
      "###########--------------------------------------  22%  1:07  [3/12] add_encrypted_keys, 1,220,000 "
      "of 2,000,000 rows: rebuild of table messages");
  EXPECT_EQ(ProgressLine(Copying(), {5000, false, false}), ProgressLine(Copying(), {200, false, false}));
}

TEST(ProgressLine, ColourIsOnlyRoundTheBar) {
  Progress now = Copying();
  EXPECT_EQ(ProgressLine(now, {40, false, true}).substr(0, 18), "\x1b[32m##\x1b[0m-------");
  now.revision_index = 11;
  now.stage = ProgressStage::kCommitted;
  EXPECT_EQ(ProgressLine(now, {40, false, true}).substr(0, 18), "\x1b[32m#########\x1b[0m");
}

TEST(ProgressLine, TheStages) {
  Progress now;
  now.elapsed_us = 3'725'000'000;
  EXPECT_EQ(ProgressLine(now, {80, false, false}),
            "-------------------   0%  1:02:05  waiting: the database is locked");
  now.stage = ProgressStage::kBackup;
  now.step_fraction = 0.995;
  now.done = 999;
  now.total = 1000;
  EXPECT_EQ(ProgressLine(now, {80, false, false}),
            "##################-  99%  1:02:05  backup, 999 of 1,000 pages");
  now = Copying();
  now.revision_index = 11;
  now.stage = ProgressStage::kCommitted;
  now.done = now.total = 0;
  EXPECT_EQ(ProgressLine(now, {80, false, false}),
            "################### 100%  1:07  [12/12] add_encrypted_keys: rebuild of tab...");
}

TEST(ProgressLine, AStatementOfSeveralLinesIsOne) {
  Progress now = Copying();
  now.done = 0;
  now.statement = "\n  update t\n\tset a = 'gr\xC3\xBC\xC3\x9F\x1b[2J \xFF'";
  const std::string tail = "[3/12] add_encrypted_keys: update t set a = 'gr";
  const std::string ascii = ProgressLine(now, {120, false, false});
  EXPECT_EQ(ascii.substr(ascii.find('[')), tail + "?? [2J ?'");
  const std::string utf8 = ProgressLine(now, {120, true, false});
  EXPECT_EQ(utf8.substr(utf8.find('[')), tail + "\xC3\xBC\xC3\x9F [2J ?'");
}

TEST(ProgressLine, LeavesTheLastColumnsFree) {
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "数";
  const std::string narrow(300, 'x');
  for (int width = 40; width <= 200; ++width) {
    for (const std::string& statement : {wide, narrow, "x" + wide}) {
      for (const bool utf8 : {true, false}) {
        Progress now = Copying();
        now.statement = statement;
        const int columns = WidthOf(ProgressLine(now, {width, utf8, false}));
        ASSERT_LE(columns, width - 3);
        ASSERT_GE(columns, width - 4);
      }
    }
  }
}

TEST(ProgressLine, WildNumbers) {
  Progress now = Copying();
  now.elapsed_us = std::numeric_limits<std::int64_t>::max();
  now.done = now.total = std::numeric_limits<std::int64_t>::max();
  now.revision_index = now.revision_count = 4'000'000'000;
  EXPECT_LT(WidthOf(ProgressLine(now, {40, false, false})), 38);
}

}  // namespace
}  // namespace instar
