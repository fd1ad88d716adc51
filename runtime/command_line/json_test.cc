#include "runtime/command_line/json.h"

#include <gtest/gtest.h>

namespace instar::command_line {
namespace {

TEST(Json, NestsAndSeparates) {
  Json json;
  json.BeginObject();
  json.Add("text", "a");
  json.Add("number", std::int64_t{-5});
  json.Add("yes", true);
  json.AddOrNull("none", "");
  json.BeginArray("empty");
  json.EndArray();
  json.BeginArray("list");
  json.Add("x");
  json.AddObject();
  json.EndObject();
  json.EndArray();
  json.EndObject();
  EXPECT_EQ(
      json.Finish(),
      "{\n  \"text\": \"a\",\n  \"number\": -5,\n  \"yes\": true,\n  \"none\": null,\n  \"empty\": [],\n"
      "  \"list\": [\n    \"x\",\n    {}\n  ]\n}\n");
}

TEST(Json, EscapesWhateverTextsHold) {
  Json json;
  json.BeginObject();
  json.Add("k\"", std::string_view("\"\\\n\x01\x7F\0\xFFé", 9));
  json.EndObject();
  EXPECT_EQ(json.Finish(), "{\n  \"k\\\"\": \"\\\"\\\\\\n\\u0001\\u007f\\u0000\\ufffdé\"\n}\n");
}

}  // namespace
}  // namespace instar::command_line
