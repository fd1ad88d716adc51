#include "compiler/models/model_set.h"

#include <gtest/gtest.h>

#include "compiler/models/test_models.h"

namespace instar::compiler {
namespace {

std::string Problem(std::string_view json) {
  ModelSet models;
  return ReadModels(json, &models).value_or("");
}

TEST(ModelSetTest, ReadsWhatItWrites) {
  const ModelSet models = TestModels(
      "table users User | unique (a, b) | strict\nstd::int64_t id | primary key\n"
      "std::optional<std::string> a\nRole{x,y} b | as enum\n");
  const std::string json = WriteModels(models);
  ModelSet read;
  ASSERT_EQ(ReadModels(json, &read), std::nullopt);
  EXPECT_EQ(WriteModels(read), json);
  ASSERT_EQ(read.models.size(), 1u);
  EXPECT_EQ(read.models[0].options[1].text, "strict");
  EXPECT_EQ(read.models[0].fields[2].enumeration->values, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(read.models[0].fields[0].annotation.place.line, 2u);
}

TEST(ModelSetTest, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(Problem("{"), "it is no JSON");
  EXPECT_EQ(Problem("[]"), "it is no JSON object");
  EXPECT_EQ(Problem("{}"), "it has no 'format'");
  EXPECT_EQ(Problem(R"({"format": 2, "models": []})"), "its format is 2, and this compiler reads 1");
  EXPECT_EQ(Problem(R"({"format": 1})"), "'models' is missing");
  EXPECT_EQ(Problem(R"({"format": 1, "models": [1]})"), "'models[0]' is no object");
  EXPECT_EQ(Problem(R"({"format": 1, "models": [{"struct": "A"}]})"), "'models[0].table' is missing");
  EXPECT_EQ(Problem(R"({"format": 1, "models": [{"table": "a", "struct": "A", "file": "f", "fields": [
                       {"column": ""}]}]})"),
            "'models[0].fields[0].column' is empty");
  EXPECT_EQ(Problem(R"({"format": 1, "models": [{"table": "a", "struct": "A", "file": "f", "line": -1,
                       "fields": []}]})"),
            "'models[0].line' is no line or column");
  EXPECT_EQ(Problem(R"({"format": 1, "models": [{"table": "a", "struct": "A", "file": "f", "fields": [
                       {"column": "c", "enum": {"name": "E", "as": "blob"}}]}]})"),
            "'models[0].fields[0].enum.as' is not 'text', 'integer' or 'enum'");
}

TEST(ModelSetTest, DeepNestingIsNoTrouble) {
  EXPECT_EQ(
      Problem("{\"format\": 1, \"models\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}"),
      "'models[0]' is no object");
}

}  // namespace
}  // namespace instar::compiler
