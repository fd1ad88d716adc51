#include <gtest/gtest.h>

#include <string>

#include "instar/report.h"

namespace instar {
namespace {

TEST(ReportJson, NothingToDo) {
  Report report;
  report.from = report.to = {"a"};
  EXPECT_EQ(
      ReportJson(report),
      R"({"status":"Ok","message":"","from":["a"],"to":["a"],"applied":[],"failure":null,"backup":null,)"
      R"("newer":[]})");
}

TEST(ReportJson, EveryField) {
  Report report;
  report.status = Status(StatusCode::kStepFailed, "no");
  report.applied = {{"b", Direction::kUpgrade, 12}, {"c", Direction::kDowngrade, 9'000'000'000}};
  report.to = {"b", "x"};
  report.failure = {"d", Direction::kDowngrade, 3, "why"};
  report.backup = "/tmp/x";
  report.newer = {"e", "f"};
  EXPECT_EQ(ReportJson(report),
            R"({"status":"StepFailed","message":"no","from":[],"to":["b","x"],"applied":[)"
            R"({"revision":"b","direction":"upgrade","duration_us":12},)"
            R"({"revision":"c","direction":"downgrade","duration_us":9000000000}],)"
            R"("failure":{"revision":"d","direction":"downgrade","step":3,"reason":"why"},"backup":"/tmp/x",)"
            R"("newer":["e","f"]})");
}

std::string Escaped(std::string text) {
  Report report;
  report.backup = std::move(text);
  const std::string json = ReportJson(report);
  const std::size_t at = json.find("\"backup\":") + 9;
  return json.substr(at, json.rfind(",\"newer\":") - at);
}

TEST(ReportJson, EscapesWhatJsonDemands) {
  EXPECT_EQ(Escaped("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(Escaped("\n\t\r\b\x01\x1f\x7f"), R"("\n\u0009\u000d\u0008\u0001\u001f\u007f")");
  EXPECT_EQ(Escaped(std::string("a\0b", 3)), R"("a\u0000b")");
  EXPECT_EQ(Escaped("gr\xC3\xBC\xC3\x9F \xF0\x9F\xA6\x8B"), "\"gr\xC3\xBC\xC3\x9F \xF0\x9F\xA6\x8B\"");
}

TEST(ReportJson, ReplacesWhatIsNotUtf8) {
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(Escaped("a\xFFz"), "\"a" + bad + "z\"");
  // A sequence that is cut short is one mistake; what cannot begin or go on is one for each byte.
  EXPECT_EQ(Escaped("\xE2\x82z"), "\"" + bad + "z\"");
  EXPECT_EQ(Escaped("\xE2\x82"), "\"" + bad + "\"");
  EXPECT_EQ(Escaped("\x80\xBF"), "\"" + bad + bad + "\"");
  EXPECT_EQ(Escaped("\xC0\xAF"), "\"" + bad + bad + "\"");
}

}  // namespace
}  // namespace instar
