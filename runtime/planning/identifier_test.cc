#include "runtime/planning/identifier.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace instar {
namespace {

Status Parse(std::string_view text, Identifier* identifier) {
  Status status;
  const bool parsed = ParseIdentifier(text, identifier, &status);
  EXPECT_EQ(parsed, status.ok());
  return status;
}

TEST(ParseIdentifier, ReadsEveryForm) {
  struct {
    const char* text;
    const char* branch;
    const char* symbol;
    std::int64_t steps;
  } const forms[] = {
      {"5f7a3e1b8d42", "", "5f7a3e1b8d42", 0},
      {"v1.2_x", "", "v1.2_x", 0},
      {"head", "", "head", 0},
      {"+1", "", "", 1},
      {"-20", "", "", -20},
      {"users+2", "", "users", 2},
      {"head-1", "", "head", -1},
      {"auth@heads", "auth", "heads", 0},
      {"v1.8@+3", "v1.8", "", 3},
      {"auth@5f7a-2", "auth", "5f7a", -2},
  };
  for (const auto& form : forms) {
    Identifier identifier;
    EXPECT_TRUE(Parse(form.text, &identifier).ok()) << form.text;
    EXPECT_EQ(identifier.text, form.text);
    EXPECT_EQ(identifier.branch, form.branch) << form.text;
    EXPECT_EQ(identifier.symbol, form.symbol) << form.text;
    EXPECT_EQ(identifier.steps, form.steps) << form.text;
  }
}

TEST(ParseIdentifier, GivesEachMistakeItsOwnMessage) {
  struct {
    const char* text;
    const char* message;
  } const mistakes[] = {
      {"", "the revision is empty; write an id, a label, 'head', 'heads', 'base' or a count like '+1'"},
      {"@head", "'@head' has nothing before '@'; write a label or a revision there"},
      {"auth@", "'auth@' has nothing after '@'; write 'auth@head' for the newest of that branch"},
      {"a@b@c", "'a@b@c' has more than one '@'; name one branch"},
      {"head@+1", "'head' is not a branch; write a label or a revision before '@'"},
      {"a+1@head",
       "'a+1@head' has the character '+' where only letters, digits, '_' and '.' can stand; remove it"},
      {"a b", "'a b' has the character ' ' where only letters, digits, '_' and '.' can stand; remove it"},
      {"abcd:efgh", "'abcd:efgh' is a range; name one revision"},
      {"+", "'+' has no number after '+'; write one, as in '+1'"},
      {"users-", "'users-' has no number after '-'; write one, as in '-1'"},
      {"+1xyz", "'+1xyz' goes on with 'xyz' after the number of steps; remove that"},
      {"+1-1", "'+1-1' goes on with '-1' after the number of steps; remove that"},
      {"+0", "'+0' counts no steps; write a number of 1 or more"},
  };
  for (const auto& mistake : mistakes) {
    Identifier identifier;
    const Status status = Parse(mistake.text, &identifier);
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << mistake.text;
    EXPECT_EQ(status.message(), mistake.message);
  }
}

TEST(ParseIdentifier, CountsThatNoNumberHoldsStayLarge) {
  Identifier identifier;
  ASSERT_TRUE(Parse("-" + std::string(1000, '9'), &identifier).ok());
  EXPECT_EQ(identifier.steps, -0xFFFFFFFFll);
}

TEST(ParseIdentifier, CutsWhatItQuotes) {
  Identifier identifier;
  const std::string text = std::string(1 << 20, 'x') + "!";
  const Status status = Parse(text, &identifier);
  EXPECT_EQ(status.code(), StatusCode::kInvalidArgument);
  EXPECT_LT(status.message().size(), 1200u);
}

}  // namespace
}  // namespace instar
