#include "runtime/applying/stored_revision.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runtime/applying/extended_table.h"
#include "runtime/applying/rebuild.h"
#include "runtime/planning/test_table.h"

namespace instar {
namespace {

std::string RebuildOf(std::string_view table) {
  Rebuild rebuild;
  rebuild.table = rebuild.plain_name = table;
  rebuild.definition = "(a)";
  rebuild.old_columns = rebuild.columns = rebuild.expressions = {"a"};
  return EncodeRebuild(rebuild);
}

// Two revisions, the second with these steps down.
class WithSteps {
 public:
  explicit WithSteps(const std::vector<std::pair<StepKind, std::string>>& steps, std::uint32_t flags = 0) {
    base_.Add("first", {});
    base_.Add("second", {0});
    table_ = base_.table();
    revisions_.assign(table_.revisions, table_.revisions + 2);
    revisions_[1].flags = flags;
    table_.revisions = revisions_.data();
    blob_.assign(table_.blob, table_.blob + 1);
    texts_.reserve(steps.size());
    for (const auto& [kind, text] : steps) {
      texts_.push_back(text);
      steps_.push_back({static_cast<std::uint32_t>(blob_.size() << 16),
                        static_cast<std::uint32_t>(text.size()), kind, 0, kStepAutocommit});
      blob_.push_back(texts_.back().data());
    }
    table_.blob = blob_.data();
    const auto count = static_cast<std::uint32_t>(steps_.size());
    first_ = {0, 0, 0, 0, count};
    dialect_ = {Dialect::kSqlite, 0, first_.data(), steps_.data(), nullptr};
    table_.dialects = &dialect_;
    table_.dialect_count = 1;
  }

  const Table& table() const { return table_; }
  const DialectSteps& steps() const { return dialect_; }
  std::string Encode() const { return EncodeStored(table_, dialect_, 1); }

 private:
  TestTable base_;
  Table table_;
  std::vector<RevisionRow> revisions_;
  std::vector<std::string> texts_;
  std::vector<const char*> blob_;
  std::vector<StepRow> steps_;
  std::vector<std::uint32_t> first_;
  DialectSteps dialect_{};
};

using Steps = std::vector<std::pair<StepKind, std::string>>;

TEST(StoredRevision, ThereAndBack) {
  const Steps steps = {{StepKind::kSql, "drop table t"},
                       {StepKind::kCall, "shop::Undo"},
                       {StepKind::kRebuild, RebuildOf("u")},
                       {StepKind::kSql, std::string("select 'a\0b'", 12)}};
  const std::string text = WithSteps(steps, kRevisionCompatible).Encode();
  StoredRevision stored;
  ASSERT_TRUE(DecodeStored(text, &stored));
  EXPECT_EQ(stored.chain_hash, std::string(32, '#'));
  EXPECT_EQ(stored.flags, kRevisionCompatible);
  ASSERT_EQ(stored.downgrade.size(), steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    EXPECT_EQ(stored.downgrade[i].kind, steps[i].first);
    EXPECT_EQ(stored.downgrade[i].text, steps[i].second);
    EXPECT_EQ(stored.downgrade[i].flags, kStepAutocommit);
  }
  ASSERT_TRUE(DecodeStored(WithSteps({}).Encode(), &stored));
  EXPECT_TRUE(stored.downgrade.empty());
}

// Databases hold it: it may only grow.
TEST(StoredRevision, TheFormIsFixed) {
  const std::string text = WithSteps({{StepKind::kSql, "x"}}, kRevisionBreaking).Encode();
  std::string expected = "\1";
  expected.append("\0\0\0\x20", 4).append(32, '#');
  expected.append("\2\0\0\0\4\0\0\0\x08", 9).append("\3\0\0\0\0", 5);
  expected.append("\4\0\0\0\4\0\0\0\1", 9).append("\5\0\0\0\4\0\0\0\1", 9).append("\6\0\0\0\1x", 6);
  EXPECT_EQ(text, expected);
}

TEST(StoredRevision, WhatIsDamagedIsRefused) {
  const std::string whole =
      WithSteps({{StepKind::kSql, "drop table t"}, {StepKind::kRebuild, RebuildOf("u")}}).Encode();
  StoredRevision stored;
  ASSERT_TRUE(DecodeStored(whole, &stored));
  int accepted = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    accepted += DecodeStored(whole.substr(0, size), &stored) ? 1 : 0;
  }
  // Where a step ends.
  EXPECT_EQ(accepted, 2);
  EXPECT_FALSE(DecodeStored(whole + "\4", &stored));
  EXPECT_FALSE(DecodeStored(whole + whole, &stored));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : {'\0', '\x7F', '\xFF'}) {
      std::string damaged = whole;
      damaged[at] = byte;
      // It may be another text as good as this one, but every step in it is of a kind that there is.
      if (!DecodeStored(damaged, &stored)) continue;
      EXPECT_EQ(stored.chain_hash.size(), 32u);
      for (const StoredStep& step : stored.downgrade) {
        EXPECT_GE(static_cast<int>(step.kind), 1);
        EXPECT_LE(static_cast<int>(step.kind), 3);
      }
    }
  }
  for (const StepKind kind : {StepKind{0}, StepKind{4}, StepKind{0x01000001}}) {
    EXPECT_FALSE(DecodeStored(WithSteps({{kind, "drop table t"}}).Encode(), &stored));
  }
  EXPECT_FALSE(DecodeStored(WithSteps({{StepKind::kSql, ""}}).Encode(), &stored));
  EXPECT_FALSE(DecodeStored(WithSteps({{StepKind::kRebuild, "no rebuild"}}).Encode(), &stored));
  EXPECT_FALSE(DecodeStored(WithSteps({}, 0x80000000).Encode(), &stored));
}

TEST(StoredRevision, WhatIsTooLongIsNotKept) {
  const std::string megabytes(3'000'000, ' ');
  EXPECT_EQ(WithSteps({{StepKind::kSql, megabytes}}).Encode(), "");
  StoredRevision stored;
  EXPECT_FALSE(DecodeStored(WithSteps({}).Encode() + megabytes, &stored));
}

TEST(ExtendedTable, HasTheNewerRevisionsBehindTheProgramsOwn) {
  const WithSteps program({{StepKind::kSql, "drop table own"}});
  ExtendedTable extended(program.table(), program.steps());
  const std::string text =
      WithSteps({{StepKind::kSql, "drop table t"}, {StepKind::kSql, std::string(70000, 'x')}}).Encode();
  StoredRevision stored;
  ASSERT_TRUE(DecodeStored(text, &stored));
  HistoryRow row;
  row.meaning_hash = std::string(64, '6');
  row.revision = "third";
  row.parents = "second";
  ASSERT_TRUE(extended.Add(row, stored));
  row.revision = "fourth";
  row.parents = "third;first";
  ASSERT_TRUE(extended.Add(row, stored));
  row.revision = "fifth";
  row.parents = "fourth,missing";
  EXPECT_FALSE(extended.Add(row, stored));

  const Table& table = extended.table();
  ASSERT_EQ(table.revision_count, 4u);
  EXPECT_EQ(table.id(1), "second");
  EXPECT_EQ(table.id(3), "fourth");
  EXPECT_EQ(table.meaning_hash(3), std::string(32, 'f'));
  EXPECT_EQ(table.chain_hash(3), std::string(32, '#'));
  ASSERT_EQ(table.prerequisites(3).size(), 2u);
  EXPECT_EQ(*table.parents(3).begin(), 2u);
  EXPECT_EQ(*table.dependencies(3).begin(), 0u);
  const DialectSteps& steps = *table.Find(Dialect::kSqlite);
  EXPECT_EQ(table.text(*table.Steps(steps, 1, Direction::kDowngrade).begin()), "drop table own");
  EXPECT_EQ(table.Steps(steps, 3, Direction::kUpgrade).size(), 0u);
  const StepRange down = table.Steps(steps, 3, Direction::kDowngrade);
  ASSERT_EQ(down.size(), 2u);
  EXPECT_EQ(table.text(down.begin()[0]), "drop table t");
  EXPECT_EQ(table.text(down.begin()[1]), std::string(70000, 'x'));
}

}  // namespace
}  // namespace instar
