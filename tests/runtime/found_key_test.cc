// Which foreign keys SQLite can enforce, and what they find: SQLite itself is the judge.
#include "runtime/sqlite/found_key.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/runtime/database.h"

namespace instar::sqlite {
namespace {

const std::vector<std::string> kParents = {
    "select 1",
    "create view p as select 1 as a",
    "create virtual table p using fts5(a)",
    "create table p (b text primary key)",
    "create table p (a text)",
    "create table p (a text primary key)",
    "create table p (a integer primary key)",
    "create table p (a integer primary key desc)",
    "create table p (a integer, primary key (a desc))",
    "create table p (a text primary key) without rowid",
    "create table p (a text, primary key (a collate nocase))",
    "create table p (a text, primary key (a collate nocase)) without rowid",
    "create table p (a text collate nocase primary key)",
    "create table p (a text, b text, primary key (a, b))",
    "create table p (a text unique)",
    "create table p (a text, unique (a collate nocase))",
    "create table p (a text collate nocase, unique (a collate binary))",
    "create table p (a text collate nocase, unique (a))",
    "create table p (a text, b text, unique (a, b))",
    "create table p (\"A\" text unique)",
    "create table p (a text); create index i on p (a)",
    "create table p (a text); create unique index i on p (a)",
    "create table p (a text); create unique index i on p (a desc)",
    "create table p (a text); create unique index i on p (lower(a))",
    "create table p (a text); create unique index i on p (a, lower(a))",
    "create table p (a text); create unique index i on p (a) where a <> ''",
    "create table p (a text, b text); create unique index i on p (a, b); create unique index j on p (a)",
};

const std::vector<std::string> kChildren = {
    "create table c (x references p (a))",
    "create table c (x references p)",
    "create table c (x, y, foreign key (x, y) references p (b, a))",
    "create table c (x, y, foreign key (x, y) references p)",
};

TEST(FoundKey, IsEnforceableWhereSqliteLooksForTheParent) {
  for (const std::string& parent : kParents) {
    for (const std::string& child : kChildren) {
      SCOPED_TRACE(parent + "; " + child);
      Database db;
      db.Run(parent + ";" + child);
      std::vector<FoundKey> keys;
      ASSERT_EQ(ReadForeignKeys(db.get(), &keys), SQLITE_OK);
      ASSERT_EQ(keys.size(), 1u);
      db.Run("pragma foreign_keys = on");
      const std::string answer = db.Ask(
          "insert into c values (" + std::string(child.find("y") < child.size() ? "'v', 'w'" : "'v'") + ")");
      EXPECT_EQ(keys[0].enforceable, answer == "FOREIGN KEY constraint failed") << answer;
    }
  }
}

// Values that are the same to one type or collation and others to another.
TEST(FoundKey, FindsTheOrphansThatSqliteFinds) {
  for (const char* parent_type : {"integer", "text", "real", "numeric", "blob", "", "text collate nocase"}) {
    for (const char* child_type : {"integer", "text", "real", "numeric", "blob", "", "text collate nocase"}) {
      SCOPED_TRACE(std::string(parent_type) + " from " + child_type);
      Database db;
      db.Run(
          "create table p (a " + std::string(parent_type) +
          " unique); create table c (id integer primary "
          "key, x " +
          child_type +
          " references p (a)); pragma foreign_keys = off; "
          "insert into p values (1), ('2'), ('03'), (4.0), ('5.0'), ('a'), (x'61'), ('B'); "
          "insert into c (x) select v from (select 1 as v union all select '1' union all select 2 union all "
          "select '2' union all select 3 union all select '03' union all select '4' union all select 4.0 "
          "union all select '5.0' union all select 5 union all select 'a' union all select 'A' union all "
          "select x'61' union all select 'b' union all select null)");
      std::vector<FoundKey> keys;
      ASSERT_EQ(ReadForeignKeys(db.get(), &keys), SQLITE_OK);
      ASSERT_TRUE(keys[0].enforceable);
      EXPECT_EQ(db.Ask("select " + keys[0].row + " " + keys[0].orphans + " order by 1"),
                db.Ask("select rowid from pragma_foreign_key_check order by 1"));
    }
  }
}

TEST(FoundKey, TellsRowsApartWhereSomethingDoes) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"create table c (x references p)", "child.rowid"},
      {"create table c (x primary key references p) without rowid", "NULL"},
      {"create table c (rowid, x references p)", "child._rowid_"},
      {"create table c (rowid, _rowid_, oid, x references p)", "NULL"},
  };
  for (const auto& [child, row] : cases) {
    Database db;
    db.Run(child);
    std::vector<FoundKey> keys;
    ASSERT_EQ(ReadForeignKeys(db.get(), &keys), SQLITE_OK);
    EXPECT_EQ(keys[0].row, row) << child;
    // It has no parent, so all are without one.
    EXPECT_FALSE(keys[0].enforceable);
    db.Run("insert into c (x) values (1), (2)");
    EXPECT_EQ(db.Ask("select count(*) " + keys[0].orphans), "2");
  }
}

}  // namespace
}  // namespace instar::sqlite
