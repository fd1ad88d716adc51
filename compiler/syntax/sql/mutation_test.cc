// Every statement of the language with each token missing, doubled, moved or of the wrong kind: one error at
// a place inside the statement, or a tree; and the statements round it are read.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "compiler/syntax/parse_for_test.h"

namespace instar::compiler {
namespace {

// Tokens are separated by single spaces.
const char* const kStatements[] = {
    "create table t ( a integer primary key autoincrement , b text not null unique default 'x' collate "
    "nocase )",
    "create table if not exists \"t\" ( a int constraint pk primary key desc , b null check ( a > 0 ) , c "
    "decimal ( "
    "10 , - 2 ) default - 1 )",
    "create table t ( a integer generated always as identity , b as ( a + 1 ) stored , c text generated "
    "always as ( "
    "lower ( d ) ) virtual ) strict , without rowid",
    "create table t ( a int references p ( x , y ) match full on update set null on delete cascade "
    "deferrable "
    "initially deferred not null , b timestamp with time zone default current_timestamp )",
    "create table t ( a , b , constraint k primary key ( a desc , b collate nocase ) , unique ( b ) , check "
    "( a > 0 ) "
    ", foreign key ( a , b ) references p on delete set default )",
    "alter table t rename to u , rename column a to b , rename c to d , rename constraint e to f",
    "alter table t add column if not exists a integer not null default ( 1 + 2 ) , drop column if exists b , "
    "drop c , "
    "add constraint d unique ( e ) , drop constraint f",
    "alter table if exists t alter column a type decimal ( 3 ) using ( b + 1 ) , alter c set not null , "
    "alter d drop "
    "default , alter e set default 'x' , alter f set data type text , alter g drop not null",
    "create unique index if not exists i on t ( a collate nocase desc , lower ( b ) , ( c + 1 ) asc ) where "
    "d is not "
    "null",
    "alter index i rename to j",
    "drop index if exists i",
    "create view if not exists v ( x , y ) as select a , count ( * ) from t",
    "drop view v restrict",
    "create type m as enum ( 'a' , 'b' )",
    "alter type m add value if not exists 'c' before 'b'",
    "alter type m rename value 'a' to 'd'",
    "alter type m rename to n",
    "drop type if exists m",
    "drop table t",
    "insert into t ( a , b ) values ( 1 , 2 ) on conflict do nothing",
    "insert or ignore into t as u ( a ) select b from c",
    "insert into t default values",
    "update t as u set a = 1 , ( b , c ) = ( 2 , 3 ) where d = 4",
    "with recursive n ( m ) as ( select 1 ) , o as not materialized ( select 2 ) delete from t where a in ( "
    "1 )",
};

const char* const kOther[] = {"(",   ")",     ",",      ".",      "=",       "*",     "+",      "5",
                              "'s'", "\"q\"", "x",      "x'00'",  "if",      "as",    "on",     "null",
                              "to",  "not",   "select", "create", "default", "table", "cascade"};

std::vector<std::string> Split(const std::string& statement) {
  std::vector<std::string> tokens(1);
  for (char c : statement) {
    if (c == ' ') {
      tokens.emplace_back();
    } else {
      tokens.back() += c;
    }
  }
  return tokens;
}

std::string Join(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) text += (text.empty() ? "" : " ") + token;
  return text;
}

// The number of errors.
int Check(const std::vector<std::string>& tokens) {
  const std::string before = "revision a;\nrevises base;\nupgrade {\ndrop table before;\n";
  std::string text = Join(tokens);
  ParsedText parsed(before + text + ";\ndrop table after;\n}\n");
  const std::vector<Statement>& statements = parsed.tree.upgrade.statements;
  int errors = parsed.diagnostics.errors();
  for (const Diagnostic& diagnostic : parsed.diagnostics.all()) {
    EXPECT_GE(diagnostic.range.begin, before.size()) << text;
    EXPECT_LE(diagnostic.range.end, before.size() + text.size() + 1) << text;
    EXPECT_FALSE(diagnostic.message.empty()) << text;
  }
  EXPECT_GE(statements.size(), 2u) << text;
  EXPECT_EQ(parsed.sources.Text(statements.front().range), "drop table before") << text;
  EXPECT_EQ(parsed.sources.Text(statements.back().range), "drop table after") << text;
  for (const Statement& statement : statements) {
    bool understood = statement.kind != StatementKind::kSql || statement.sql != nullptr;
    EXPECT_TRUE(understood || errors > 0) << text;
  }
  return errors;
}

TEST(MutationTest, TheStatementsAreValid) {
  for (const char* statement : kStatements) EXPECT_EQ(Check(Split(statement)), 0) << statement;
}

TEST(MutationTest, ATokenMissingOrDoubledIsOneErrorAtMost) {
  int accepted = 0;
  int all = 0;
  for (const char* statement : kStatements) {
    const std::vector<std::string> tokens = Split(statement);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      std::vector<std::string> missing = tokens;
      missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(at));
      std::vector<std::string> doubled = tokens;
      doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(at), tokens[at]);
      for (const std::vector<std::string>& changed : {missing, doubled}) {
        int errors = Check(changed);
        EXPECT_LE(errors, 1) << Join(changed);
        ++all;
        if (errors == 0) ++accepted;
      }
    }
  }
  // What may be left out: `column`, `unique`, a whole clause of one word, a column without its type.
  EXPECT_LT(accepted * 4, all);
}

TEST(MutationTest, AnotherTokenInItsPlace) {
  for (const char* statement : kStatements) {
    const std::vector<std::string> tokens = Split(statement);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      for (const char* other : kOther) {
        std::vector<std::string> changed = tokens;
        changed[at] = other;
        EXPECT_LE(Check(changed), 2) << Join(changed);
      }
    }
  }
}

TEST(MutationTest, TokensMovedAtRandom) {
  std::mt19937 random(3);
  for (int round = 0; round < 6000; ++round) {
    std::vector<std::string> tokens = Split(kStatements[round % std::size(kStatements)]);
    for (int change = 0; change < 1 + round % 3; ++change) {
      std::swap(tokens[1 + random() % (tokens.size() - 1)], tokens[1 + random() % (tokens.size() - 1)]);
    }
    EXPECT_LE(Check(tokens), 7) << Join(tokens);
  }
}

}  // namespace
}  // namespace instar::compiler
