// The example in docs/states.md does what the page says.
#include <gtest/gtest.h>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace shop {

const instar::Table& migrations() {
  static const instar::History history(
      {"revision first_release; revises base; upgrade { create table users (id integer primary key); }",
       "revision add_name; revises first_release; upgrade { alter table users add column name text; }"});
  return history.table();
}

}  // namespace shop

namespace instar {
namespace {

Report Migrate(const std::string& path) {
#include "states_example.inc"
  return report;
}

TEST(StatesPage, AdoptsAFileOfBefore) {
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  Database(path).Run("create table users (id integer primary key); insert into users values (7)");
  const Report report = Migrate(path);
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(Database(path).Ask("select id, name from users"), "7|NULL");
}

TEST(StatesPage, MakesANewFile) {
  const TemporaryFolder folder;
  const Report report = Migrate(folder.File("db"));
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 2u);
}

}  // namespace
}  // namespace instar
