#include "compiler/write/schema_header.h"

#include <gtest/gtest.h>

#include "compiler/schema/heads.h"
#include "compiler/schema/test_schema.h"

namespace instar::compiler {
namespace {

// What stands between the outer namespace's braces.
std::string Body(const std::string& upgrade) {
  TestSchema test;
  const std::vector<RevisionSchema>& schemas = test.Add("a", "revises base;", upgrade).Build();
  EXPECT_EQ(test.Report(), "");
  const std::string header =
      WriteSchemaHeader(SchemaAtHeads(test.chain(), schemas), {"shop-migrations", "acme::shop"});
  const std::string open = "namespace acme::shop::schema {\n";
  const std::size_t begin = header.find(open) + open.size();
  return header.substr(begin, header.find("\n}  // namespace acme::shop::schema\n") - begin);
}

TEST(SchemaHeader, HasANamespacePerTableInTheOrderOfMaking) {
  EXPECT_EQ(Body("create table users (id integer primary key, email text);\n"
                 "create table chats (id integer primary key);"),
            "\nnamespace users {\n"
            "inline constexpr char table[] = \"users\";\n"
            "inline constexpr char id[] = \"id\";\n"
            "inline constexpr char email[] = \"email\";\n"
            "}  // namespace users\n"
            "\nnamespace chats {\n"
            "inline constexpr char table[] = \"chats\";\n"
            "inline constexpr char id[] = \"id\";\n"
            "}  // namespace chats\n");
}

TEST(SchemaHeader, NamesAreAsSqlTakesThem) {
  EXPECT_EQ(Body("create table \"Order\" (\"select\" text, \"two words\" text, \"plain\" text, \"CamelCase\" "
                 "text, Mixed text, \"user\" text, \"a\"\"b\\\" text);"),
            "\nnamespace Order {\n"
            "inline constexpr char table[] = \"\\\"Order\\\"\";\n"
            "inline constexpr char select[] = \"\\\"select\\\"\";\n"
            "inline constexpr char two_words[] = \"\\\"two words\\\"\";\n"
            "inline constexpr char plain[] = \"plain\";\n"
            "inline constexpr char CamelCase[] = \"\\\"CamelCase\\\"\";\n"
            "inline constexpr char Mixed[] = \"Mixed\";\n"
            "inline constexpr char user[] = \"\\\"user\\\"\";\n"
            "inline constexpr char a_b_[] = \"\\\"a\\\"\\\"b\\\\\\\"\";\n"
            "}  // namespace Order\n");
}

TEST(SchemaHeader, AViewHasTheColumnsThatItLists) {
  EXPECT_EQ(Body("create table t (a text);\ncreate view v (b) as select a from t;\n"
                 "create view w as select a from t;"),
            "\nnamespace t {\n"
            "inline constexpr char table[] = \"t\";\n"
            "inline constexpr char a[] = \"a\";\n"
            "}  // namespace t\n"
            "\nnamespace v {\n"
            "inline constexpr char table[] = \"v\";\n"
            "inline constexpr char b[] = \"b\";\n"
            "}  // namespace v\n"
            "\nnamespace w {\n"
            "inline constexpr char table[] = \"w\";\n"
            "}  // namespace w\n");
}

TEST(SchemaHeader, OfNothingIsAHeader) {
  EXPECT_EQ(Body(""), "");
  const std::string header = WriteSchemaHeader({}, {"shop-migrations", "acme::shop"});
  EXPECT_NE(header.find("#ifndef SHOP_MIGRATIONS_GENERATED_SCHEMA_H_\n"), std::string::npos) << header;
}

}  // namespace
}  // namespace instar::compiler
