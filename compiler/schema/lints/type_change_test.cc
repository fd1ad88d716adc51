#include "compiler/schema/lints/type_change.h"

#include <gtest/gtest.h>

#include <string>

namespace instar::compiler {
namespace {

// "decimal(10,2)"
Type Of(const std::string& written) {
  sql::TypeName name;
  name.words = written.substr(0, written.find('('));
  std::size_t at = name.words.size();
  while (at + 1 < written.size()) {
    const std::size_t end = written.find_first_of(",)", at + 1);
    name.arguments.push_back(written.substr(at + 1, end - at - 1));
    at = end;
  }
  return PortableType(name).value();
}

bool IsNarrower(const std::string& to, const std::string& from) { return IsNarrower(Of(to), Of(from)); }

TEST(TypeChangeTest, WholeNumbers) {
  const char* const kBySize[] = {"boolean", "smallint", "integer", "bigint"};
  for (int to = 0; to < 4; ++to) {
    for (int from = 0; from < 4; ++from) {
      EXPECT_EQ(IsNarrower(kBySize[to], kBySize[from]), to < from) << kBySize[from] << " to " << kBySize[to];
    }
  }
}

TEST(TypeChangeTest, Decimals) {
  EXPECT_FALSE(IsNarrower("decimal(10,2)", "decimal(10,2)"));
  EXPECT_FALSE(IsNarrower("decimal(12,4)", "decimal(10,2)"));
  EXPECT_FALSE(IsNarrower("decimal", "decimal(10,2)"));
  EXPECT_TRUE(IsNarrower("decimal(10,2)", "decimal"));
  EXPECT_TRUE(IsNarrower("decimal(10,1)", "decimal(10,2)"));
  EXPECT_TRUE(IsNarrower("decimal(9,2)", "decimal(10,2)"));
  // Fewer places before the point.
  EXPECT_TRUE(IsNarrower("decimal(10,3)", "decimal(10,2)"));
}

TEST(TypeChangeTest, DecimalsAndWholeNumbers) {
  EXPECT_FALSE(IsNarrower("decimal(10)", "integer"));
  EXPECT_TRUE(IsNarrower("decimal(9)", "integer"));
  EXPECT_TRUE(IsNarrower("decimal(11,2)", "integer"));
  EXPECT_FALSE(IsNarrower("integer", "decimal(9)"));
  EXPECT_TRUE(IsNarrower("integer", "decimal(10)"));
  EXPECT_TRUE(IsNarrower("bigint", "decimal(5,2)"));
}

TEST(TypeChangeTest, FloatingPoint) {
  EXPECT_TRUE(IsNarrower("real", "double"));
  EXPECT_FALSE(IsNarrower("double", "real"));
  EXPECT_FALSE(IsNarrower("real", "smallint"));
  EXPECT_TRUE(IsNarrower("real", "integer"));
  EXPECT_FALSE(IsNarrower("double", "integer"));
  EXPECT_TRUE(IsNarrower("double", "bigint"));
  EXPECT_TRUE(IsNarrower("bigint", "double"));
  EXPECT_FALSE(IsNarrower("double", "decimal(15,3)"));
  EXPECT_TRUE(IsNarrower("double", "decimal(16,3)"));
  EXPECT_TRUE(IsNarrower("decimal(38,10)", "double"));
  EXPECT_FALSE(IsNarrower("decimal", "double"));
}

TEST(TypeChangeTest, Texts) {
  EXPECT_FALSE(IsNarrower("text", "varchar(20)"));
  EXPECT_FALSE(IsNarrower("varchar", "text"));
  EXPECT_TRUE(IsNarrower("varchar(20)", "text"));
  EXPECT_TRUE(IsNarrower("varchar(19)", "varchar(20)"));
  EXPECT_FALSE(IsNarrower("varchar(20)", "char(20)"));
  EXPECT_FALSE(IsNarrower("char", "char(1)"));
  EXPECT_TRUE(IsNarrower("char", "char(2)"));
  EXPECT_FALSE(IsNarrower("varchar(11)", "integer"));
  EXPECT_TRUE(IsNarrower("varchar(10)", "integer"));
  EXPECT_FALSE(IsNarrower("char(36)", "uuid"));
  EXPECT_TRUE(IsNarrower("varchar(100)", "json"));
}

TEST(TypeChangeTest, Times) {
  EXPECT_TRUE(IsNarrower("date", "timestamp"));
  EXPECT_FALSE(IsNarrower("timestamp", "date"));
  EXPECT_TRUE(IsNarrower("time", "timestamptz"));
  EXPECT_TRUE(IsNarrower("timestamp", "timestamptz"));
  EXPECT_FALSE(IsNarrower("timestamptz", "timestamp"));
  EXPECT_TRUE(IsNarrower("timestamp(3)", "timestamp"));
  EXPECT_FALSE(IsNarrower("timestamp(6)", "timestamp"));
  EXPECT_FALSE(IsNarrower("time", "time(0)"));
}

TEST(TypeChangeTest, ValuesOfAnotherKindAreNotNarrower) {
  EXPECT_FALSE(IsNarrower("integer", "text"));
  EXPECT_FALSE(IsNarrower("date", "text"));
  EXPECT_FALSE(IsNarrower("blob", "text"));
}

TEST(TypeChangeTest, WhatSqliteLoses) {
  const auto loses = [](const char* from, const char* to) { return !CoercionOf(Of(from), Of(to)).empty(); };
  EXPECT_TRUE(loses("text", "integer"));
  EXPECT_TRUE(loses("text", "decimal"));
  EXPECT_TRUE(loses("date", "double"));
  EXPECT_TRUE(loses("blob", "integer"));
  EXPECT_TRUE(loses("double", "text"));
  EXPECT_TRUE(loses("integer", "double"));
  EXPECT_FALSE(loses("smallint", "double"));
  EXPECT_TRUE(loses("integer", "blob"));
  EXPECT_FALSE(loses("integer", "text"));
  EXPECT_FALSE(loses("text", "date"));
  EXPECT_FALSE(loses("text", "blob"));
  EXPECT_FALSE(loses("bigint", "smallint"));
  EXPECT_FALSE(loses("integer", "decimal"));
  EXPECT_TRUE(CoercionOf(Of("integer"), Type()).empty());
  const Type any{.kind = TypeKind::kNative, .name = "any", .written = "any"};
  EXPECT_TRUE(CoercionOf(Of("text"), any, true).empty());
  EXPECT_FALSE(CoercionOf(Of("text"), any, false).empty()) << "its affinity is NUMERIC";
}

TEST(TypeChangeTest, WhatPostgresqlRefuses) {
  EXPECT_TRUE(MayPostgresqlRefuse(Of("text"), Of("date")));
  EXPECT_TRUE(MayPostgresqlRefuse(Of("varchar(3)"), Of("integer")));
  EXPECT_FALSE(MayPostgresqlRefuse(Of("date"), Of("text")));
  EXPECT_FALSE(MayPostgresqlRefuse(Of("integer"), Of("bigint")));
}

}  // namespace
}  // namespace instar::compiler
