#include "runtime/applying/schema_change.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace instar {
namespace {

SchemaParts PartsOf(const std::vector<std::string>& statements) {
  SchemaParts parts;
  for (const std::string& sql : statements) AddParts(sql, &parts);
  return parts;
}

std::string TextOf(const SchemaParts& parts) {
  std::string text;
  for (const auto& [key, part] : parts) {
    text.append(PartKindName(part.kind)).append(" ").append(part.table).append(".").append(part.name);
    text.append(": ").append(part.text).append("\n");
  }
  return text;
}

// The change made to `before`.
std::string Changed(SchemaParts before, const SchemaParts& after) {
  return ApplySchemaChange(EncodeSchemaChange(before, after), &before) ? TextOf(before) : "malformed";
}

TEST(SchemaChange, LeadsFromOneToTheOther) {
  const std::vector<std::vector<std::string>> schemas = {
      {},
      {"create table t (a int, b text, check (a > 0), check (b <> ''))"},
      {"create table t (a int not null, c text, check (a > 0))", "create index i on t (c)",
       "create view v as select a from t"},
      {"create table T (A int not null, c text, constraint c check (a > 0))", "create table u (a)",
       "create trigger g after insert on t begin select 1; end"},
      {"create table u (a)"},
  };
  for (const auto& from : schemas) {
    for (const auto& to : schemas) {
      EXPECT_EQ(Changed(PartsOf(from), PartsOf(to)), TextOf(PartsOf(to)));
    }
  }
}

TEST(SchemaChange, NothingForNothing) {
  const SchemaParts parts = PartsOf({"create table t (a int)"});
  EXPECT_EQ(EncodeSchemaChange(parts, parts), "");
}

TEST(SchemaChange, OfBranchesAddUp) {
  const SchemaParts base = PartsOf({"create table t (a)"});
  const std::string left = EncodeSchemaChange(base, PartsOf({"create table t (a, b)"}));
  const std::string right =
      EncodeSchemaChange(base, PartsOf({"create table t (a, c)", "create index i on t (a)"}));
  for (const auto& [first, second] : {std::pair{left, right}, std::pair{right, left}}) {
    SchemaParts parts = base;
    EXPECT_TRUE(ApplySchemaChange(first, &parts));
    EXPECT_TRUE(ApplySchemaChange(second, &parts));
    EXPECT_EQ(TextOf(parts), TextOf(PartsOf({"create table t (a, b, c)", "create index i on t (a)"})));
  }
}

// As long as what changed, however large the table is.
TEST(SchemaChange, IsAsLongAsWhatChanged) {
  std::string columns = "a0";
  for (int i = 1; i < 1000; ++i) columns += ", a" + std::to_string(i);
  const std::string change = EncodeSchemaChange(PartsOf({"create table t (" + columns + ")"}),
                                                PartsOf({"create table t (" + columns + ", b int)"}));
  EXPECT_LT(change.size(), 40u);
  EXPECT_LT(EncodeSchemaChange(PartsOf({"create table t (" + columns + ")"}), {}).size(), 20u);
}

TEST(SchemaChange, WhatIsCutShortIsRefused) {
  const std::string whole = EncodeSchemaChange(PartsOf({"create table t (a)", "create table u (x)"}),
                                               PartsOf({"create table t (b int not null)"}));
  SchemaParts parts;
  EXPECT_TRUE(ApplySchemaChange(whole, &parts));
  int accepted = 0;
  for (std::size_t size = 1; size < whole.size(); ++size) {
    accepted += ApplySchemaChange(whole.substr(0, size), &parts) ? 1 : 0;
  }
  // Only where a field ends.
  EXPECT_LE(accepted, 4);
  for (const char kind : {'\0', '\x09', '\xFF'}) {
    std::string text("\2\0\0\0\2", 5);
    text.append(1, kind).append(1, '\0');
    EXPECT_FALSE(ApplySchemaChange(text, &parts));
  }
  EXPECT_FALSE(ApplySchemaChange("\x7F", &parts));
}

}  // namespace
}  // namespace instar
