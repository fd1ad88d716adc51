// What a program has set on its connection, which changes what statements mean.
#include <gtest/gtest.h>

#include <string>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

// The library that comes with macOS has it on. SQLite then leaves children as they are if foreign keys are
// off, as they are beside a rebuild.
TEST(ConnectionSettings, ALegacyRenameBesideARebuildTakesTheChildrenAlong) {
  const History history(
      {"revision a; revises base; upgrade { create table p (id integer primary key, name text);\n"
       "create table c (p integer references p (id)); create table k (x integer); }",
       "revision b; revises a; upgrade { alter table p rename to q; alter table k alter column x type "
       "bigint; }"},
      History::Lowering::kUnderstood);
  for (const char* setting : {"0", "1"}) {
    Database db;
    db.Run(std::string("pragma legacy_alter_table = ") + setting);
    const Report report = sqlite::Upgrade(db.get(), history.table());
    ASSERT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select \"table\" from pragma_foreign_key_list('c')"), "q") << setting;
    EXPECT_EQ(db.Ask("pragma legacy_alter_table"), setting);
    Options options;
    options.target = "a";
    ASSERT_TRUE(sqlite::Downgrade(db.get(), history.table(), options).ok());
    EXPECT_EQ(db.Ask("select \"table\" from pragma_foreign_key_list('c')"), "p") << setting;
    EXPECT_EQ(db.Ask("pragma legacy_alter_table"), setting);
  }
}

}  // namespace
}  // namespace instar
