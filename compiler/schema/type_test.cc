#include "compiler/schema/type.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace instar::compiler {
namespace {

sql::TypeName Written(std::string words, std::vector<std::string> arguments = {}) {
  sql::TypeName type;
  type.words = std::move(words);
  type.arguments = std::move(arguments);
  return type;
}

TEST(TypeTest, SqliteKeepsTheSpelling) {
  EXPECT_TRUE(*PortableType(Written("Integer")) == *PortableType(Written("INTEGER")));
  EXPECT_FALSE(*PortableType(Written("int")) == *PortableType(Written("INTEGER")));
  EXPECT_EQ(PortableType(Written("int"))->kind, PortableType(Written("integer"))->kind);
  EXPECT_FALSE(*PortableType(Written("varchar", {"20"})) == *PortableType(Written("varchar", {"21"})));
  EXPECT_FALSE(*PortableType(Written("int")) == *PortableType(Written("bigint")));
  EXPECT_EQ(PortableType(Written("timestamptz"))->kind, TypeKind::kTimestampWithTimeZone);
  const Type before{.kind = TypeKind::kEnum, .name = "mood", .written = "old_name"};
  EXPECT_TRUE(before == (Type{.kind = TypeKind::kEnum, .name = "mood", .written = "mood"}))
      << "it was renamed";
}

TEST(TypeTest, ArgumentsAreKept) {
  const Type type = *PortableType(Written("Decimal", {"10", "-2"}));
  EXPECT_EQ(type.kind, TypeKind::kDecimal);
  EXPECT_EQ(type.length, 10);
  EXPECT_EQ(type.scale, -2);
  EXPECT_EQ(type.written, "decimal(10, -2)");
}

TEST(TypeTest, WhatIsNotPortable) {
  EXPECT_FALSE(PortableType(Written("integer", {"11"})));
  EXPECT_FALSE(PortableType(Written("text", {"20"})));
  EXPECT_FALSE(PortableType(Written("varchar", {"x"})));
  EXPECT_FALSE(PortableType(Written("varchar", {"-1"})));
  EXPECT_FALSE(PortableType(Written("varchar", {"99999999999999999999"})));
  EXPECT_FALSE(PortableType(Written("bytea")));
  EXPECT_TRUE(HasNativeType(Dialect::kPostgresql, "bytea"));
  EXPECT_TRUE(HasNativeType(Dialect::kPostgresql, "bit varying"));
  EXPECT_FALSE(HasNativeType(Dialect::kPostgresql, "datetime"));
  EXPECT_TRUE(HasNativeType(Dialect::kSqlite, "datetime"));
}

// The rules stand in this order: "charint" is an integer, and "floating point" too.
TEST(TypeTest, AffinityOfNames) {
  EXPECT_EQ(AffinityOfSqliteName("CHARINT"), Affinity::kInteger);
  EXPECT_EQ(AffinityOfSqliteName("floating point"), Affinity::kInteger);
  EXPECT_EQ(AffinityOfSqliteName("nvarchar(10)"), Affinity::kText);
  EXPECT_EQ(AffinityOfSqliteName("Clob"), Affinity::kText);
  EXPECT_EQ(AffinityOfSqliteName(""), Affinity::kBlob);
  EXPECT_EQ(AffinityOfSqliteName("tinyblob"), Affinity::kBlob);
  EXPECT_EQ(AffinityOfSqliteName("double precision"), Affinity::kReal);
  EXPECT_EQ(AffinityOfSqliteName("boolean"), Affinity::kNumeric);
  EXPECT_EQ(AffinityOfSqliteName("string"), Affinity::kNumeric);
}

TEST(TypeTest, AffinityOfPortableTypes) {
  EXPECT_EQ(AffinityOf(*PortableType(Written("boolean"))), Affinity::kInteger);
  EXPECT_EQ(AffinityOf(*PortableType(Written("date"))), Affinity::kText);
  EXPECT_EQ(AffinityOf(*PortableType(Written("json"))), Affinity::kText);
  EXPECT_EQ(AffinityOf(*PortableType(Written("decimal"))), Affinity::kNumeric);
  EXPECT_EQ(AffinityOf(*PortableType(Written("blob"))), Affinity::kBlob);
}

}  // namespace
}  // namespace instar::compiler
