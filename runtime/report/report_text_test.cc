#include <gtest/gtest.h>

#include "instar/report.h"
#include "runtime/report/duration.h"

namespace instar {
namespace {

TEST(ReportText, NothingToDo) {
  Report report;
  report.from = report.to = {"a", "b"};
  EXPECT_EQ(ReportText(report), "nothing to do: the database is at a, b\n");
  report.from = report.to = {};
  EXPECT_EQ(ReportText(report), "nothing to do: the database is at base\n");
  report.to = {"c"};
  report.newer = {"b", "c"};
  EXPECT_EQ(ReportText(report),
            "nothing to do: the database is at c\n"
            "a newer program applied what this one does not know, and lets it go on: b, c\n");
}

TEST(ReportText, WhatWasAppliedWithItsBackup) {
  Report report;
  report.from = {};
  report.to = {"b"};
  report.applied = {{"a", Direction::kUpgrade, 400}, {"b", Direction::kUpgrade, 1'200'000}};
  report.backup = "/data/shop.backup";
  EXPECT_EQ(ReportText(report),
            "backup: /data/shop.backup\n"
            "applied a in 0.4 ms\n"
            "applied b in 1.2 s\n"
            "upgraded from base to b: 2 revisions in 1.2 s\n");
}

TEST(ReportText, AFailureAfterWhatWasDone) {
  Report report;
  report.from = {"b"};
  report.to = {"a"};
  report.applied = {{"b", Direction::kDowngrade, 12'300}};
  report.status = Status(StatusCode::kDiskFull, "no room");
  EXPECT_EQ(ReportText(report),
            "undid b in 12.3 ms\n"
            "downgraded from b to a: 1 revision in 12.3 ms\n"
            "DiskFull: no room\n");
}

TEST(ReportText, OnlyAFailure) {
  Report report;
  report.status = Status(StatusCode::kBusy, "locked");
  EXPECT_EQ(ReportText(report), "Busy: locked\n");
}

TEST(ReportText, TellsATerminalNothingButText) {
  Report report;
  report.status = Status(StatusCode::kStepFailed, "in: select\n\t1 \x1b[31m \xC2\x9B \x7f gr\xC3\xBCn \xFF");
  EXPECT_EQ(ReportText(report), "StepFailed: in: select\n\t1 ?[31m ? ? gr\xC3\xBCn \xFF\n");
}

TEST(Duration, EveryUnitAndItsEdges) {
  EXPECT_EQ(DurationText(-5), "0.0 ms");
  EXPECT_EQ(DurationText(0), "0.0 ms");
  EXPECT_EQ(DurationText(49), "0.0 ms");
  EXPECT_EQ(DurationText(50), "0.1 ms");
  EXPECT_EQ(DurationText(999'949), "999.9 ms");
  EXPECT_EQ(DurationText(999'950), "1.0 s");
  EXPECT_EQ(DurationText(59'949'999), "59.9 s");
  EXPECT_EQ(DurationText(59'950'000), "1 min 0 s");
  EXPECT_EQ(DurationText(187'000'000), "3 min 7 s");
  EXPECT_EQ(DurationText(3'599'499'999), "59 min 59 s");
  EXPECT_EQ(DurationText(3'599'500'000), "1 h 0 min");
  EXPECT_EQ(DurationText(7'500'000'000), "2 h 5 min");
}

}  // namespace
}  // namespace instar
