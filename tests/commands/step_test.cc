// C++ steps that do not come to their end, in the command of a shipped program: what is then in the database.
#include <csignal>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

class StepCommand : public CommandTest {
 protected:
  // `step` is what becomes of the C++ step: "works", "fails", "dies".
  int RunLedger(const std::string& words, const std::string& step) {
    return RunProgram(LEDGER, "--database x.db " + words, "LC_ALL=C.UTF-8 LEDGER_STEP=" + step);
  }

  // Everything that the file holds, but for when it was done and how long that took.
  std::string Dump() const {
    std::string text = Query("x.db", "pragma user_version") + "\n" + Query("x.db", "pragma integrity_check");
    const auto has = [&](const std::string& table) {
      return Query("x.db", "select count(*) from sqlite_schema where name = '" + table + "'") == "1";
    };
    text += "\n" + Query("x.db", "select type || ' ' || name || ':' || coalesce(sql, '') from sqlite_schema");
    if (has("accounts")) {
      text += "\n" + Query("x.db", "select id || pin || coalesce(sealed, '-') from accounts order by id");
    }
    if (has("instar_version")) {
      text += "\n" + Query("x.db", "select revision || chain_hash from instar_version");
      text += "\n" + Query("x.db", "select action || revision from instar_history order by id");
    }
    return text;
  }

  // The step ends as said, and the database is as `before`.
  void ExpectStopped(const std::string& words, const std::string& step, const std::string& before) {
    SCOPED_TRACE(words + ", where the step " + step);
    const int code = RunLedger(words, step);
    if (step == "dies") {
      EXPECT_EQ(code, 128 + SIGKILL) << out() << err();
    } else {
      EXPECT_EQ(code, 1) << out() << err();
      EXPECT_TRUE(Complains("account 3 has no key")) << err();
      EXPECT_TRUE(Complains("'seal_pins'")) << err();
    }
    EXPECT_EQ(Dump(), before);
  }
};

TEST_F(StepCommand, NothingStaysOfAllTogether) {
  Query("x.db", "create table mine (x integer)", Open::kCreate);
  const std::string before = Dump();
  for (const char* step : {"fails", "dies"}) ExpectStopped("upgrade --transaction all", step, before);
  ASSERT_EQ(RunLedger("upgrade --transaction all", "works"), 0) << err();
  const std::string at_head = Dump();
  EXPECT_EQ(Query("x.db", "select sealed from accounts order by id"), "31313131 32323232 33333333");
  for (const char* step : {"fails", "dies"}) {
    ExpectStopped("downgrade base --transaction all", step, at_head);
  }
  ASSERT_EQ(RunLedger("downgrade base --transaction all", "works"), 0) << err();
  EXPECT_EQ(Query("x.db", "select count(*) from sqlite_schema where name in ('accounts', 'keys', 'owners')"),
            "0");
}

TEST_F(StepCommand, NothingStaysOfTheRevisionAlone) {
  ASSERT_EQ(RunLedger("upgrade accounts", "works"), 0) << err();
  const std::string at_accounts = Dump();
  for (const char* step : {"fails", "dies"}) {
    for (const char* words : {"upgrade", "upgrade --transaction each", "upgrade +1", "upgrade seal_pins"}) {
      ExpectStopped(words, step, at_accounts);
    }
  }
  ASSERT_EQ(RunLedger("upgrade", "works"), 0) << err();
  ASSERT_EQ(RunLedger("downgrade -1", "works"), 0) << err();
  const std::string at_seal_pins = Dump();
  for (const char* step : {"fails", "dies"}) {
    for (const char* words : {"downgrade base", "downgrade -1", "downgrade accounts --transaction each"}) {
      ExpectStopped(words, step, at_seal_pins);
    }
  }
}

// What came before it was committed by itself, and is not there twice when the step works at last.
TEST_F(StepCommand, WhatCameBeforeItStaysWhereEachIsCommitted) {
  EXPECT_EQ(RunLedger("upgrade", "fails"), 1);
  EXPECT_EQ(Query("x.db", "select revision from instar_version"), "accounts");
  EXPECT_EQ(RunLedger("upgrade --json", "fails"), 1);
  EXPECT_TRUE(Says("\"revision\": \"seal_pins\"") && Says("\"reason\": \"account 3 has no key\"")) << out();
  ASSERT_EQ(RunLedger("upgrade", "works"), 0) << err();
  EXPECT_EQ(Query("x.db", "select revision from instar_history order by id"), "accounts seal_pins owners");
  EXPECT_EQ(Query("x.db", "select count(*) from accounts where sealed is not null and pin = ''"), "3");
  ASSERT_EQ(RunLedger("verify", "works"), 0) << err();
}

}  // namespace
}  // namespace instar
