#include "tools/import_alembic/python_module.h"

#include <gtest/gtest.h>

namespace instar::tools {
namespace {

PythonValue Value(const std::string& expression) {
  const auto module = ReadPythonModule("x = " + expression + "\n");
  return module ? module->assignments.at("x") : PythonValue();
}

TEST(PythonModuleTest, WhatAlembicWrites) {
  const auto module = ReadPythonModule(
      "\"\"\"make \"users\"\n\nRevision ID: a1\nRevises: \n\"\"\"\nfrom alembic import op\n\n"
      "# revision identifiers\nrevision = 'a1'\ndown_revision: Union[str, Sequence[str], None] = None\n"
      "branch_labels = ('api',)\n\ndef upgrade() -> None:\n    revision = 'no'\n    op.execute('x')\n");
  ASSERT_TRUE(module.has_value());
  EXPECT_EQ(module->docstring, "make \"users\"\n\nRevision ID: a1\nRevises: \n");
  EXPECT_EQ(module->assignments.at("revision").strings, std::vector<std::string>{"a1"});
  EXPECT_EQ(module->assignments.at("revision").line, 9u);
  EXPECT_TRUE(module->assignments.at("down_revision").is_literal);
  EXPECT_TRUE(module->assignments.at("down_revision").strings.empty());
  EXPECT_EQ(module->assignments.at("branch_labels").strings, std::vector<std::string>{"api"});
}

TEST(PythonModuleTest, Values) {
  const auto strings = [](const std::string& text) { return Value(text).strings; };
  using Strings = std::vector<std::string>;
  EXPECT_EQ(strings("('a', \"b\",\n  'c')  # three"), (Strings{"a", "b", "c"}));
  EXPECT_EQ(strings("['a']"), (Strings{"a"}));
  EXPECT_EQ(strings("('a'\n  'b')"), (Strings{"ab"})) << "side by side";
  EXPECT_TRUE(Value("()").is_literal);
  EXPECT_EQ(strings(R"('\x41\u00e9\n\\\'\q')"), (Strings{"A\xC3\xA9\n\\'\\q"}));
  EXPECT_EQ(strings(R"(r'\n')"), (Strings{"\\n"}));
  EXPECT_EQ(strings("'''a\nb'''"), (Strings{"a\nb"}));
  EXPECT_EQ(strings("'a' \\\n  'b'"), (Strings{"ab"}));
}

TEST(PythonModuleTest, WhatIsNoLiteral) {
  for (const char* text : {"f'a'", "b'a'", "make_id()", "'a' + 'b'", "1", "other", "None or 'a'"}) {
    EXPECT_FALSE(Value(text).is_literal) << text;
  }
  const auto module = ReadPythonModule("revision == 'a'\nif True:\n    down_revision = 'b'\n");
  ASSERT_TRUE(module.has_value());
  EXPECT_TRUE(module->assignments.empty());
}

TEST(PythonModuleTest, WhatDoesNotEnd) {
  EXPECT_FALSE(ReadPythonModule("x = 'a\n"));
  EXPECT_FALSE(ReadPythonModule("\"\"\"a\n"));
  EXPECT_FALSE(ReadPythonModule("x = (1,\n"));
  EXPECT_TRUE(ReadPythonModule(std::string(100000, ')') + "\n"));
  EXPECT_FALSE(ReadPythonModule(std::string(100000, '(')));
}

}  // namespace
}  // namespace instar::tools
