#include "compiler/write/structs.h"

#include <gtest/gtest.h>

#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

std::string Structs(const std::string& upgrade) {
  TestSchema schema;
  schema.Add("a", "revises base;", upgrade).Build();
  EXPECT_EQ(schema.Report(), "");
  return WriteStructs(schema.Of("a").after, "shop");
}

TEST(StructsTest, NamesAreSingular) {
  EXPECT_EQ(StructName("users"), "User");
  EXPECT_EQ(StructName("order_items"), "OrderItem");
  EXPECT_EQ(StructName("categories"), "Category");
  EXPECT_EQ(StructName("addresses"), "Address");
  EXPECT_EQ(StructName("boxes"), "Box");
  EXPECT_EQ(StructName("news_status"), "NewsStatus");
  EXPECT_EQ(StructName("two words"), "TwoWord");
  EXPECT_EQ(StructName("ß"), "Table");
}

TEST(StructsTest, WhatCppSaysIsNotRepeated) {
  EXPECT_EQ(
      Structs("create type role as enum ('admin', 'guest');\n"
              "create table users (id integer primary key autoincrement, email varchar(320) not null unique, "
              "role role not null default 'guest', boss integer references users (id) on delete set null, "
              "score decimal(10, 2), born date, seen timestamp(3), \"class\" text, check (score > 0 or "
              "boss is null));\n"
              "create index by_role on users (role) where boss is null;"),
      "// The program's structs. 'instar models --from-schema' wrote the first version.\n"
      "#pragma once\n"
      "\n"
      "#include <instar/model.h>\n"
      "\n"
      "#include <chrono>\n"
      "#include <cstdint>\n"
      "#include <optional>\n"
      "#include <string>\n"
      "\n"
      "namespace shop {\n"
      "\n"
      "enum class Role { admin, guest };\n"
      "\n"
      "struct INSTAR_TABLE(users, check (score > 0 or boss is null), index by_role (role) where boss is "
      "null) "
      "User {\n"
      "  std::int64_t id INSTAR_COL(primary key autoincrement);\n"
      "  std::string email INSTAR_COL(length 320, unique);\n"
      "  Role role INSTAR_COL(as enum role, default 'guest');\n"
      "  std::optional<std::int64_t> boss INSTAR_COL(references users (id) on delete set null);\n"
      "  std::optional<std::string> score INSTAR_COL(type decimal(10, 2));\n"
      "  std::optional<std::chrono::sys_days> born;\n"
      "  std::optional<std::chrono::sys_time<std::chrono::milliseconds>> seen;\n"
      "  std::optional<std::string> class_ INSTAR_COL(column \"class\");\n"
      "};\n"
      "\n"
      "}  // namespace shop\n");
}

}  // namespace
}  // namespace instar::compiler
