#include "compiler/syntax/ast_printer.h"

#include <gtest/gtest.h>

#include "compiler/syntax/parse_for_test.h"

namespace instar::compiler {
namespace {

TEST(AstPrinterTest, ShowsEveryPart) {
  ParsedText parsed(
      "revision a \"say \"\"hi\"\"\";\n"
      "revises p, q;\n"
      "depends on x;\n"
      "label l;\n"
      "created '2025-10-06';\n"
      "compatible \"why\";\n"
      "transaction none;\n"
      "allow b, c \"old\";\n"
      "upgrade {\n"
      "  insert into t (a) values ('x\ny');\n"
      "  on sqlite, postgresql { one; two\n three; }\n"
      "  allow d \"e\";\n"
      "  call n::F;\n"
      "}\n"
      "downgrade {\n"
      "  auto;\n"
      "}\n");
  EXPECT_EQ(PrintTree(parsed.sources, parsed.tree),
            "migration a.migration\n"
            "  revision a <1:10>\n"
            "    message \"say \"\"hi\"\"\"\n"
            "  revises <2:1>\n"
            "    parent p <2:9>\n"
            "    parent q <2:12>\n"
            "  depends on x <3:12>\n"
            "  label l <4:7>\n"
            "  created '2025-10-06' <5:9>\n"
            "  compatible \"why\" <6:1>\n"
            "  transaction none <7:1>\n"
            "  allow b, c \"old\" <8:1>\n"
            "  upgrade <9:1>\n"
            "    sql <10:3>\n"
            "      insert into t ( a ) values ( 'x\\ny' )\n"
            "    on sqlite, postgresql <12:3>\n"
            "      raw <12:27>\n"
            "        one\n"
            "      raw <12:32>\n"
            "        two\\n three\n"
            "    allow d \"e\" <14:3>\n"
            "    call n::F <15:3>\n"
            "  downgrade <17:1>\n"
            "    auto <18:3>\n");
}

TEST(AstPrinterTest, ShowsWhatIsLeftOfABrokenFile) {
  ParsedText parsed("\xEF\xBB\xBFrevision a-b;\nrevises base;\nupgrade { x; }\nirreversible \"gone\";");
  EXPECT_EQ(PrintTree(parsed.sources, parsed.tree),
            "migration a.migration with errors\n"
            "  revision a-b <1:10>\n"
            "  revises <2:1>\n"
            "    base\n"
            "  upgrade <3:1>\n"
            "  irreversible \"gone\" <4:1>\n");
  ParsedText binary(std::string(1, '\0'));
  EXPECT_EQ(PrintTree(binary.sources, binary.tree), "migration a.migration with errors\n");
}

}  // namespace
}  // namespace instar::compiler
