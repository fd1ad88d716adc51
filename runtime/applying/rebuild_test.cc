#include "runtime/applying/rebuild.h"

#include <gtest/gtest.h>

#include <random>

namespace instar {
namespace {

Rebuild Example() {
  Rebuild rebuild;
  rebuild.table = "\"order\"";
  rebuild.plain_name = "order";
  rebuild.definition = "(id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT";
  rebuild.old_columns = {"id", "a"};
  rebuild.columns = {"id", "a"};
  rebuild.expressions = {"id", "coalesce(a, '')"};
  rebuild.objects = {{"index", "ix", "CREATE INDEX ix ON \"order\" (a)"}, {"trigger", "tr", ""}};
  rebuild.checks = {{"SELECT 1 FROM \"order\" WHERE a IS NULL", "order.a is not null"}};
  rebuild.probe_definition = "(id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT x'00') STRICT";
  rebuild.probe = "SELECT 1 FROM \"order\" WHERE a IS x'00'";
  rebuild.flags = kRebuildSameStorage | kRebuildOldWithoutRowid | kRebuildDefaultEdit | 0x80000000u;
  return rebuild;
}

void ExpectEqual(const Rebuild& a, const Rebuild& b) {
  EXPECT_EQ(a.table, b.table);
  EXPECT_EQ(a.plain_name, b.plain_name);
  EXPECT_EQ(a.definition, b.definition);
  EXPECT_EQ(a.old_columns, b.old_columns);
  EXPECT_EQ(a.columns, b.columns);
  EXPECT_EQ(a.expressions, b.expressions);
  EXPECT_EQ(a.flags, b.flags);
  EXPECT_EQ(a.probe_definition, b.probe_definition);
  EXPECT_EQ(a.probe, b.probe);
  ASSERT_EQ(a.objects.size(), b.objects.size());
  for (std::size_t i = 0; i < a.objects.size(); ++i) {
    EXPECT_EQ(a.objects[i].type, b.objects[i].type);
    EXPECT_EQ(a.objects[i].name, b.objects[i].name);
    EXPECT_EQ(a.objects[i].sql, b.objects[i].sql);
  }
  ASSERT_EQ(a.checks.size(), b.checks.size());
  for (std::size_t i = 0; i < a.checks.size(); ++i) {
    EXPECT_EQ(a.checks[i].query, b.checks[i].query);
    EXPECT_EQ(a.checks[i].promise, b.checks[i].promise);
  }
}

TEST(Rebuild, ComesBackAsItWas) {
  const std::string text = EncodeRebuild(Example());
  Rebuild decoded;
  ASSERT_TRUE(DecodeRebuild(text, &decoded));
  ExpectEqual(decoded, Example());
}

// Steps are kept inside databases: these bytes must be readable for ever.
TEST(Rebuild, IsFrozen) {
  Rebuild rebuild;
  rebuild.table = rebuild.plain_name = "t";
  rebuild.definition = "(a)";
  rebuild.old_columns = rebuild.columns = {"a"};
  rebuild.expressions = {"a+1"};
  rebuild.objects = {{"index", "i", ""}};
  rebuild.checks = {{"q", "p"}};
  rebuild.probe_definition = "(b)";
  rebuild.probe = "v";
  rebuild.flags = 32;
  using std::string_literals::operator""s;
  EXPECT_EQ(EncodeRebuild(rebuild),
            "\1\0\0\0\1t\2\0\0\0\1t\3\0\0\0\3(a)\4\0\0\0\4\0\0\0\40\5\0\0\0\1a\6\0\0\0\1a\7\0\0\0\3a+1"
            "\10\0\0\0\5index\11\0\0\0\1i\12\0\0\0\0\13\0\0\0\1q\14\0\0\0\1p\16\0\0\0\3(b)\17\0\0\0\1v"s);
}

TEST(Rebuild, APartOfATextIsNone) {
  // Without checks and objects, so that every shorter text lacks something.
  Rebuild shortened = Example();
  shortened.checks.clear();
  shortened.objects.clear();
  shortened.flags = 0;
  const std::string text = EncodeRebuild(shortened);
  Rebuild decoded;
  ASSERT_TRUE(DecodeRebuild(text, &decoded));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(DecodeRebuild(std::string_view(text).substr(0, size), &decoded)) << size;
  }
  EXPECT_FALSE(DecodeRebuild(text + '\0', &decoded));
  EXPECT_FALSE(DecodeRebuild(text + text, &decoded));
}

TEST(Rebuild, ColumnsWithoutExpressionsAreNone) {
  Rebuild rebuild = Example();
  rebuild.columns.push_back("b");
  Rebuild decoded;
  EXPECT_FALSE(DecodeRebuild(EncodeRebuild(rebuild), &decoded));
}

TEST(Rebuild, AnUnknownFieldIsNone) {
  std::string text = EncodeRebuild(Example());
  text += std::string("\177\0\0\0\0", 5);
  Rebuild decoded;
  EXPECT_FALSE(DecodeRebuild(text, &decoded));
}

TEST(Rebuild, ALengthBeyondTheEndIsNone) {
  std::string text = EncodeRebuild(Example());
  for (std::size_t at = 1; at <= 4; ++at) text[at] = '\xFF';
  Rebuild decoded;
  EXPECT_FALSE(DecodeRebuild(text, &decoded));
}

// Whatever is accepted is what would have been written: nothing is read in two ways.
TEST(Rebuild, AnyBytesAreRefusedOrMeanWhatTheySay) {
  std::mt19937 random(1);
  const std::string good = EncodeRebuild(Example());
  int accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string text = good;
    for (auto changes = random() % 3 + 1; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random() % 3 == 0 ? random() : random() % 16);
          break;
        case 1:
          text.erase(at, random() % 8 + 1);
          break;
        default:
          text.insert(at, 1, static_cast<char>(random() % 16));
      }
      if (text.empty()) break;
    }
    Rebuild decoded;
    if (!DecodeRebuild(text, &decoded)) continue;
    ++accepted;
    ASSERT_EQ(EncodeRebuild(decoded), text);
  }
  EXPECT_GT(accepted, 100);
}

}  // namespace
}  // namespace instar
