// Whatever the bytes, parsing ends, and every place it names lies in the file.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "compiler/diagnostics/text_printer.h"
#include "compiler/syntax/ast_printer.h"
#include "compiler/syntax/parse_for_test.h"

namespace instar::compiler {
namespace {

const std::string kValid =
    "\xEF\xBB\xBFrevision add_users \"users and \"\"keys\"\"\"; -- \xC3\xA4\n"
    "revises base;\r\n"
    "depends on a, b; label l;\n"
    "created '2025-10-06 15:00';\n"
    "breaking \"why\";\n"
    "allow drop-table, x \"old\";\n"
    "upgrade {\n"
    "    create table t (id integer primary key, \"n\" text default 'it''s', b blob default x'00');\n"
    "    alter table t add c real, drop column d; /* done */\n"
    "    create table if not exists v (a decimal(10, 2) constraint k primary key desc, b text unique check "
    "(b > "
    "''),\n"
    "        c as (a + 1) stored, foreign key (a) references t (id) on delete set null deferrable) strict;\n"
    "    alter table v alter column a type text using (cast(a as text)), alter b set default (1 + 2), rename "
    "b to "
    "e,\n"
    "        add constraint u unique (a, e), alter a drop not null, rename to w;\n"
    "    create unique index if not exists i on w (a collate nocase desc, lower(e)) where a is not null;\n"
    "    alter index i rename to j; drop index if exists j;\n"
    "    create view x (y) as select count(*) from t where exists (select * from w); drop view x;\n"
    "    create type m as enum ('p', 'q'); alter type m add value 'r' before 'p'; drop type m;\n"
    "    with recursive n (o) as (select 1) insert into t (id, \"n\") select o, 'z' from n;\n"
    "    delete from t as z where id in (1, 2);\n"
    "    allow drop-table \"moved\";\n"
    "    drop table u;\n"
    "    update t set c = 1.5e3 where a <= b -> 'x';\n"
    "    on sqlite { create trigger g after insert on t begin update t set c = [d]; select `;`; end; reindex "
    "}\n"
    "    on postgresql { select $q$ } $q$, e'\\'', u&'x'; /* /* */ */ create rule r do (a; b;);\n"
    "        create function f() begin atomic select case 1 when 2 then 3 end; end; }\n"
    "    on sqlite, postgresql { insert into t values ('};'); }\n"
    "    call shop::steps::HashKeys;\n"
    "}\n"
    "downgrade {\n"
    "    auto;\n"
    "    drop table t;\n"
    "}\n";

void ExpectInside(const std::string& text, SourceRange range) {
  if (!range.valid()) return;
  EXPECT_LE(range.begin, range.end) << text;
  EXPECT_LE(range.end, text.size()) << text;
}

void CheckStatement(const std::string& text, SourceRange block, const Statement& statement) {
  ExpectInside(text, statement.range);
  EXPECT_GE(statement.range.begin, block.begin) << text;
  EXPECT_LE(statement.range.end, block.end) << text;
  EXPECT_GT(statement.range.size(), 0u) << text;
  for (const Token& token : statement.tokens) {
    EXPECT_GE(token.range.begin, statement.range.begin) << text;
    EXPECT_LE(token.range.end, statement.range.end) << text;
  }
  for (const RawStatement& raw : statement.raw_statements) {
    EXPECT_GE(raw.range.begin, statement.raw_text.begin) << text;
    EXPECT_LE(raw.range.end, statement.raw_text.end) << text;
    EXPECT_GT(raw.range.size(), 0u) << text;
  }
}

void Check(const std::string& text) {
  ParsedText parsed(text);
  EXPECT_EQ(parsed.tree.has_errors, parsed.diagnostics.errors() > 0) << text;
  for (const Diagnostic& diagnostic : parsed.diagnostics.all()) {
    EXPECT_TRUE(diagnostic.range.valid()) << text;
    EXPECT_FALSE(diagnostic.message.empty()) << text;
    ExpectInside(text, diagnostic.range);
    for (const Note& note : diagnostic.notes) ExpectInside(text, note.range);
    for (const FixIt& fix_it : diagnostic.fix_its) ExpectInside(text, fix_it.range);
  }
  for (const Block* block : {&parsed.tree.upgrade, &parsed.tree.downgrade.block}) {
    for (const Statement& statement : block->statements) CheckStatement(text, block->range, statement);
  }
  EXPECT_FALSE(PrintTree(parsed.sources, parsed.tree).empty());
  EXPECT_EQ(PrintDiagnostics(parsed.sources, parsed.diagnostics).empty(), !parsed.tree.has_errors);
}

TEST(RobustnessTest, TheTextIsValid) { EXPECT_EQ(ParsedText(kValid).Errors(), ""); }

TEST(RobustnessTest, EveryPrefix) {
  for (std::size_t size = 0; size <= kValid.size(); ++size) Check(kValid.substr(0, size));
}

TEST(RobustnessTest, EveryByteDeletedOrDoubled) {
  for (std::size_t at = 0; at < kValid.size(); ++at) {
    Check(kValid.substr(0, at) + kValid.substr(at + 1));
    Check(kValid.substr(0, at + 1) + kValid.substr(at));
  }
}

TEST(RobustnessTest, RandomBytesReplaced) {
  std::mt19937 random(20251006);
  const std::string kLikely = "{}();,'\"[]`$-/*\\\n\r\t :@?.e1xA_\x80\xC3\x00";
  for (int round = 0; round < 4000; ++round) {
    std::string text = kValid;
    for (int change = 0; change < 1 + round % 4; ++change) {
      bool likely = random() % 4 != 0;
      char byte = likely ? kLikely[random() % kLikely.size()] : static_cast<char>(random() % 256);
      text[random() % text.size()] = byte;
    }
    Check(text);
  }
}

TEST(RobustnessTest, RandomPiecesMoved) {
  std::mt19937 random(1500);
  for (int round = 0; round < 2000; ++round) {
    std::string text = kValid;
    std::size_t from = random() % text.size();
    std::string piece = text.substr(from, random() % 60);
    text.erase(from, piece.size());
    text.insert(random() % (text.size() + 1), piece);
    Check(text);
  }
}

// Quadratic time would take hours here, recursion the stack.
TEST(RobustnessTest, LargeInputIsReadInLinearTime) {
  constexpr std::size_t kSize = 1 << 20;
  const std::string kHeader = "revision a;\nrevises base;\nupgrade { ";
  for (const std::string piece : {"(",
                                  ")",
                                  "{",
                                  "}",
                                  "[",
                                  "`",
                                  "$a$ ",
                                  "$",
                                  "'",
                                  "''",
                                  "\"",
                                  "/*",
                                  "/* /* */",
                                  "--",
                                  "-- \n",
                                  "a ",
                                  "x;",
                                  ";",
                                  ",",
                                  "on sqlite { ",
                                  "on sqlite, postgresql { x; }\n",
                                  "create ",
                                  "\n",
                                  "create\n",
                                  "allow x ",
                                  "e'",
                                  "label ",
                                  "a",
                                  "revision ",
                                  "on ",
                                  "begin;",
                                  "call a::",
                                  "create trigger x; ",
                                  "\xC3\xA4",
                                  "[ ]",
                                  "drop table t\n",
                                  "alter table t add a, ",
                                  "create index i on t (a, ",
                                  "update t set a = b, ",
                                  "with a as (b), ",
                                  "$a$;"}) {
    std::string many;
    while (many.size() < kSize) many += piece;
    for (const std::string& text : {many, kHeader + many, kHeader + "on postgresql {" + many}) {
      ParsedText parsed(text);
      EXPECT_LE(parsed.diagnostics.all().size(), 101u) << piece;
      EXPECT_TRUE(parsed.tree.has_errors) << piece;
    }
  }
}

}  // namespace
}  // namespace instar::compiler
