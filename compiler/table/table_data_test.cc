#include "compiler/table/table_data.h"

#include <gtest/gtest.h>

#include <memory>

#include "instar/status.h"

namespace instar::compiler {
namespace {

// Chains without files: the table needs no more of the trees than these few fields.
class History {
 public:
  std::uint32_t Add(std::string id, std::vector<std::uint32_t> parents,
                    std::vector<std::uint32_t> dependencies = {}) {
    const auto index = static_cast<std::uint32_t>(trees_.size());
    trees_.push_back(std::make_unique<SyntaxTree>());
    chain.revisions.push_back(
        {std::move(id), trees_.back().get(), std::move(parents), std::move(dependencies)});
    RevisionHashes h{};
    for (std::size_t i = 0; i < h.meaning.size(); ++i) {
      h.meaning[i] = static_cast<unsigned char>(index + i);
      h.chain[i] = static_cast<unsigned char>(2 * index + 128 + i);
    }
    hashes.push_back(h);
    lowered.revisions.emplace_back();
    return index;
  }
  SyntaxTree& tree(std::uint32_t r) { return *trees_[r]; }
  TableData Build() const { return BuildTable(chain, hashes, {lowered}); }

  Chain chain;
  std::vector<RevisionHashes> hashes;
  LoweredDialect lowered{Dialect::kSqlite, 3037000, {}};

 private:
  std::vector<std::unique_ptr<SyntaxTree>> trees_;
};

LoweredStep Sql(std::string text) { return {StepKind::kSql, std::move(text), {}}; }
LoweredStep Call(std::string name, SourceRange source = {}) {
  return {StepKind::kCall, std::move(name), source};
}

std::string_view BytesOf(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::vector<std::uint32_t> List(IndexRange range) { return {range.begin(), range.end()}; }

std::vector<std::string> Texts(const instar::Table& table, std::uint32_t r, Direction direction) {
  std::vector<std::string> texts;
  const DialectSteps* sqlite = table.Find(Dialect::kSqlite);
  for (const StepRow& step : table.Steps(*sqlite, r, direction)) texts.emplace_back(table.text(step));
  return texts;
}

using Strings = std::vector<std::string>;
using Indices = std::vector<std::uint32_t>;

TEST(TableData, Revisions) {
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.Add("c", {0}, {1});
  history.Add("d", {2, 1}, {0});
  history.tree(1).header.message = Text{{}, "second"};
  history.tree(1).header.created = Text{{}, "2025-10-06"};
  history.tree(2).downgrade.kind = DowngradeKind::kIrreversible;
  history.tree(2).downgrade.reason.value = "rows are gone";
  // A reason that a parser left behind in another kind of downgrade means nothing.
  history.tree(3).downgrade.kind = DowngradeKind::kBlock;
  history.tree(3).downgrade.reason.value = "left over";
  const TableData data = history.Build();
  const Table table = data.table();

  EXPECT_EQ(table.version, kTableVersion);
  ASSERT_EQ(table.revision_count, 4u);
  for (std::uint32_t r = 0; r < 4; ++r) {
    EXPECT_EQ(table.id(r), history.chain.revisions[r].id);
    EXPECT_EQ(table.meaning_hash(r), BytesOf(history.hashes[r].meaning));
    EXPECT_EQ(table.chain_hash(r), BytesOf(history.hashes[r].chain));
    EXPECT_EQ(table.irreversible(r), r == 2);
  }
  EXPECT_EQ(table.message(0), "");
  EXPECT_EQ(table.created(0), "");
  EXPECT_EQ(table.message(1), "second");
  EXPECT_EQ(table.created(1), "2025-10-06");
  EXPECT_EQ(table.irreversible_reason(1), "");
  EXPECT_EQ(table.irreversible_reason(2), "rows are gone");
  EXPECT_EQ(table.irreversible_reason(3), "");
  EXPECT_EQ(List(table.parents(0)), Indices());
  EXPECT_EQ(List(table.dependencies(2)), Indices({1}));
  EXPECT_EQ(List(table.parents(3)), Indices({2, 1}));
  EXPECT_EQ(List(table.prerequisites(3)), Indices({2, 1, 0}));
  EXPECT_STREQ(table.stream, "main");
}

TEST(TableData, Labels) {
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.tree(1).header.labels = {{{}, "shop"}, {{}, "billing"}};
  const TableData data = history.Build();
  const Table table = data.table();
  ASSERT_EQ(table.label_count, 2u);
  EXPECT_EQ(table.label(0), "shop");
  EXPECT_EQ(table.label(1), "billing");
  EXPECT_EQ(table.labels[0].revision, 1u);
  EXPECT_EQ(table.labels[1].revision, 1u);
}

TEST(TableData, Compatibility) {
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.tree(1).downgrade.kind = DowngradeKind::kIrreversible;
  history.tree(1).downgrade.reason = Text{{}, "no way"};
  const TableData unjudged = history.Build();
  EXPECT_FALSE(unjudged.table().compatible(0));
  EXPECT_FALSE(unjudged.table().breaking(0));
  const TableData data = BuildTable(history.chain, history.hashes, {history.lowered},
                                    {{true, ""}, {false, "table 't' is dropped"}});
  const Table table = data.table();
  EXPECT_TRUE(table.compatible(0));
  EXPECT_FALSE(table.breaking(0));
  EXPECT_EQ(table.compatibility_reason(0), "");
  EXPECT_TRUE(table.breaking(1));
  EXPECT_EQ(table.compatibility_reason(1), "table 't' is dropped");
  EXPECT_EQ(table.irreversible_reason(1), "no way");
}

TEST(TableData, SchemaChanges) {
  History history;
  history.Add("a", {});
  EXPECT_EQ(history.Build().table().dialects[0].schema_changes, nullptr);
  history.lowered.has_schema_changes = true;
  history.lowered.revisions[0].schema_change = std::string("a\0b", 3);
  const TableData data = history.Build();
  EXPECT_EQ(data.table().schema_change(data.table().dialects[0], 0), std::string_view("a\0b", 3));
}

TEST(TableData, Steps) {
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.lowered.revisions[0].upgrade = {Sql("create table t (a)"), Sql("create table u (a)")};
  history.lowered.revisions[0].downgrade = {Sql("drop table u")};
  history.lowered.revisions[1].downgrade = {Sql("select 1")};
  const LoweredDialect postgresql{Dialect::kPostgresql, 0, {{{Sql("pg")}, {}}, {}}};
  const TableData data =
      BuildTable(history.chain, history.hashes, {history.lowered, postgresql}, {}, "other");
  const Table table = data.table();

  EXPECT_STREQ(table.stream, "other");
  const DialectSteps* sqlite = table.Find(Dialect::kSqlite);
  ASSERT_NE(sqlite, nullptr);
  EXPECT_EQ(sqlite->minimum_version, 3037000u);
  EXPECT_EQ(data.dialects()[0].first, (Indices{0, 2, 3, 3, 4}));
  EXPECT_EQ(data.dialects()[0].sources.size(), 4u);
  EXPECT_EQ(Texts(table, 0, Direction::kUpgrade), (Strings{"create table t (a)", "create table u (a)"}));
  EXPECT_EQ(Texts(table, 0, Direction::kDowngrade), (Strings{"drop table u"}));
  EXPECT_EQ(Texts(table, 1, Direction::kUpgrade), Strings());
  EXPECT_EQ(Texts(table, 1, Direction::kDowngrade), (Strings{"select 1"}));

  const DialectSteps* other = table.Find(Dialect::kPostgresql);
  ASSERT_NE(other, nullptr);
  ASSERT_EQ(table.Steps(*other, 0, Direction::kUpgrade).size(), 1u);
  EXPECT_EQ(table.text(*table.Steps(*other, 0, Direction::kUpgrade).begin()), "pg");
}

TEST(TableData, FunctionsOnceInOrderOfFirstUse) {
  History history;
  history.Add("a", {});
  history.lowered.revisions[0].upgrade = {Call("shop::B", {0, 5, 9}), Call("shop::A"), Call("shop::B")};
  history.lowered.revisions[0].downgrade = {Call("shop::C"), Call("shop::A")};
  const TableData data = history.Build();
  ASSERT_EQ(data.functions().size(), 3u);
  EXPECT_EQ(data.functions()[0].name, "shop::B");
  EXPECT_EQ(data.functions()[0].source, (SourceRange{0, 5, 9}));
  EXPECT_EQ(data.functions()[1].name, "shop::A");
  EXPECT_EQ(data.functions()[2].name, "shop::C");

  const Table table = data.table();
  Indices used;
  for (const StepRow& step : table.Steps(*table.Find(Dialect::kSqlite), 0, Direction::kUpgrade)) {
    EXPECT_EQ(step.kind, StepKind::kCall);
    used.push_back(step.function);
  }
  EXPECT_EQ(used, (Indices{0, 1, 0}));
  // For replay: nothing of the step is touched.
  alignas(16) char no_step[64] = {};
  for (std::size_t f = 0; f < 3; ++f) EXPECT_TRUE(table.functions[f](reinterpret_cast<Step&>(no_step)).ok());
}

TEST(TableData, HeadsAreWhatNothingNeeds) {
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.Add("c", {0}, {1});
  history.Add("d", {});
  for (std::uint32_t r = 0; r < 4; ++r) history.hashes[r].chain.fill(static_cast<unsigned char>(r + 1));
  history.hashes[2].chain = {0x80, 0x01, 0x02, 0x03, 0xFF};
  history.hashes[3].chain = {0x01, 0x01, 0x00, 0x00, 0xFF};
  const TableData data = history.Build();
  const Table table = data.table();
  // 'b' has no child by `revises`, but 'c' depends on it: it is no row of a database.
  EXPECT_EQ(data.heads(), (Indices{2, 3}));
  EXPECT_EQ(Indices(table.heads, table.heads + table.head_count), (Indices{2, 3}));
  EXPECT_EQ(table.head_digest, 0x81000203u);

  history.hashes[3].chain = history.hashes[2].chain;
  EXPECT_EQ(history.Build().table().head_digest, 1u);
}

TEST(TableData, NoRevisions) {
  const TableData data = History().Build();
  const Table table = data.table();
  EXPECT_EQ(table.revision_count, 0u);
  EXPECT_EQ(table.label_count, 0u);
  EXPECT_EQ(table.head_count, 0u);
  EXPECT_EQ(table.head_digest, 0u);
  EXPECT_NE(table.Find(Dialect::kSqlite), nullptr);
  EXPECT_EQ(data.dialects()[0].first, Indices({0}));
}

TEST(TableData, TextsOfAnySize) {
  const std::string nul("select 'a\0b', '\0'", 17);
  const std::string large(200000, 'x');
  const std::string chunk(TableData::kMaxChunkSize, 'y');
  History history;
  history.Add("a", {});
  history.Add("b", {0});
  history.tree(1).header.message = Text{{}, large};
  history.lowered.revisions[0].upgrade = {Sql(nul), Sql(large), Sql(""), Sql(chunk), Sql("end"), Sql("")};
  const TableData data = history.Build();
  const Table table = data.table();
  EXPECT_EQ(Texts(table, 0, Direction::kUpgrade), (Strings{nul, large, "", chunk, "end", ""}));
  EXPECT_EQ(table.message(1), large);
  EXPECT_EQ(table.id(1), "b");
}

TEST(TableData, ManyRevisions) {
  constexpr std::uint32_t kCount = 2000;
  History history;
  for (std::uint32_t r = 0; r < kCount; ++r) {
    const std::string number = std::to_string(r);
    history.Add("revision_" + number, r == 0 ? Indices() : Indices{r - 1},
                r < 2 ? Indices() : Indices{r - 2});
    history.tree(r).header.message = Text{{}, "message " + number};
    history.tree(r).header.labels = {{{}, "label_" + number}};
    history.lowered.revisions[r].upgrade = {
        Sql("create table t" + number + " (" + std::string(r % 300, 'c') + ")")};
    history.lowered.revisions[r].downgrade = {Sql("drop table t" + number)};
  }
  // Where the value is after a move must not matter to what it points to.
  TableData moved = history.Build();
  const TableData data = std::move(moved);
  const Table table = data.table();
  ASSERT_EQ(table.revision_count, kCount);
  ASSERT_EQ(table.label_count, kCount);
  for (std::uint32_t r = 0; r < kCount; ++r) {
    const std::string number = std::to_string(r);
    ASSERT_EQ(table.meaning_hash(r), BytesOf(history.hashes[r].meaning));
    ASSERT_EQ(table.chain_hash(r), BytesOf(history.hashes[r].chain));
    ASSERT_EQ(table.id(r), "revision_" + number);
    ASSERT_EQ(table.message(r), "message " + number);
    ASSERT_EQ(table.label(r), "label_" + number);
    ASSERT_EQ(List(table.parents(r)), history.chain.revisions[r].parents);
    ASSERT_EQ(List(table.dependencies(r)), history.chain.revisions[r].dependencies);
    ASSERT_EQ(Texts(table, r, Direction::kUpgrade), Strings{history.lowered.revisions[r].upgrade[0].text});
    ASSERT_EQ(Texts(table, r, Direction::kDowngrade),
              Strings{history.lowered.revisions[r].downgrade[0].text});
  }
  EXPECT_GT(data.blob().size(), 5u);
  for (const std::string& chunk : data.blob()) EXPECT_LE(chunk.size(), TableData::kMaxChunkSize);
  EXPECT_EQ(data.heads(), Indices({kCount - 1}));
}

}  // namespace
}  // namespace instar::compiler
