// What SQLite can only do with foreign keys off: in every way that steps are run.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "instar/script.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Ids = std::vector<std::string>;

enum class Way { kPerRevision, kAllTogether, kScript, kStored };

const char* NameOf(Way way) {
  switch (way) {
    case Way::kPerRevision:
      return "per revision";
    case Way::kAllTogether:
      return "all together";
    case Way::kScript:
      return "by a script";
    case Way::kStored:
      return "by what the database keeps";
  }
  return "";
}

// Without the commands of the shell.
std::string SqlOf(const Script& script) {
  EXPECT_TRUE(script.ok()) << script.status.message();
  std::string sql;
  for (std::size_t begin = 0; begin < script.text.size();) {
    const std::size_t end = script.text.find('\n', begin) + 1;
    if (script.text[begin] != '.') sql += script.text.substr(begin, end - begin);
    begin = end;
  }
  return sql;
}

// A history of revisions a, b, ... on a database whose connection enforces foreign keys.
class Trial {
 public:
  explicit Trial(std::vector<std::string> migrations)
      : migrations_(std::move(migrations)), history_(migrations_, History::Lowering::kUnderstood) {
    db_.Run("pragma foreign_keys = on");
  }

  Database& db() { return db_; }

  void Upgrade(const std::string& from, const std::string& to, Way way) {
    if (way == Way::kScript) {
      ScriptOptions options;
      options.from = from;
      options.to = to;
      db_.Run(SqlOf(sqlite::UpgradeScript(history_.table(), options)));
      db_.Run("pragma foreign_keys = on");
      return;
    }
    const Report report = TryUpgrade(to, way);
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db_.Ask("pragma foreign_keys"), "1");
  }

  Report TryUpgrade(const std::string& to, Way way = Way::kPerRevision) {
    return sqlite::Upgrade(db_.get(), history_.table(), OptionsFor(to, way));
  }

  // `own`: how many of the revisions the program knows that undoes the others.
  void Downgrade(const std::string& from, const std::string& to, Way way, std::size_t own) {
    if (way == Way::kScript) {
      ScriptOptions options;
      options.from = from;
      options.to = to;
      db_.Run(SqlOf(sqlite::DowngradeScript(history_.table(), options)));
      db_.Run("pragma foreign_keys = on");
      return;
    }
    const History older({migrations_.begin(), migrations_.begin() + static_cast<std::ptrdiff_t>(own)},
                        History::Lowering::kUnderstood);
    const bool stored = way == Way::kStored;
    const Report report = sqlite::Downgrade(db_.get(), stored ? older.table() : history_.table(),
                                            OptionsFor(stored ? "heads" : to, way));
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db_.Ask("pragma foreign_keys"), "1");
  }

 private:
  static Options OptionsFor(const std::string& target, Way way) {
    Options options;
    options.target = target;
    options.use_stored_downgrades = way == Way::kStored;
    if (way == Way::kAllTogether) options.transactions = Transactions::kAllTogether;
    return options;
  }

  std::vector<std::string> migrations_;
  History history_;
  Database db_;
};

struct SelfReference {
  const char* name;
  const char* parent;  // the column that refers to the table itself
};

// Rows 1 <- 2 <- 3, which SQLite will not delete one after the other; the last is deeper than it follows.
const SelfReference kSelfReferences[] = {
    {"restrict", "integer references tree (id) on delete restrict"},
    {"set null", "integer not null default 1 references tree (id) on delete set null"},
    {"set default", "integer default 7 check (parent < 7) references tree (id) on delete set default"},
    {"cascade", "integer references tree (id) on delete cascade"},
    {"deferred", "integer references tree (id) on delete restrict deferrable initially deferred"},
};

void FillTree(Database& db) {
  db.Run("insert into tree (id, parent) values (1, 1), (2, 1), (3, 2)");
  // SQLite follows 1,000 levels.
  db.Run(
      "with recursive n (i) as (values (4) union all select i + 1 from n where i < 1500) "
      "insert into tree (id, parent) select i, i - 1 from n where "
      "not exists (select 1 from sqlite_schema where sql like '%check%')");
}

TEST(ForeignKeysOff, DropsATableWhoseRowsReferToEachOther) {
  for (const SelfReference& self : kSelfReferences) {
    const std::string create =
        "create table tree (id integer primary key, parent " + std::string(self.parent) + ");";
    for (const Way way : {Way::kPerRevision, Way::kAllTogether, Way::kScript}) {
      SCOPED_TRACE(std::string(self.name) + " " + NameOf(way));
      Trial trial({"revision a; revises base; upgrade {" + create + "}",
                   "revision b; revises a; allow drop-table \"test\"; upgrade { drop table tree; }"});
      trial.Upgrade("", "a", Way::kPerRevision);
      FillTree(trial.db());
      trial.Upgrade("a", "b", way);
      EXPECT_EQ(trial.db().Schema(), "");
    }
    for (const Way way : {Way::kPerRevision, Way::kAllTogether, Way::kScript, Way::kStored}) {
      SCOPED_TRACE(std::string(self.name) + " back " + NameOf(way));
      Trial trial({"revision a; revises base; upgrade { create table other (x integer); }",
                   "revision b; revises a; upgrade {" + create + "}"});
      trial.Upgrade("", "b", Way::kPerRevision);
      FillTree(trial.db());
      trial.Downgrade("b", "a", way, 1);
      EXPECT_EQ(trial.db().Ask("select name from sqlite_schema where name = 'tree'"), "");
    }
  }
}

TEST(ForeignKeysOff, DropsSuchATableWithoutATransaction) {
  Trial trial(
      {"revision a; revises base; upgrade { create table tree (id integer primary key, parent "
       "integer references tree (id) on delete restrict); }",
       "revision b; revises a; transaction none; allow drop-table \"test\"; "
       "upgrade { create table u (x integer); drop table tree; on sqlite { vacuum; } } "
       "downgrade auto keeping data;"});
  trial.Upgrade("", "a", Way::kPerRevision);
  FillTree(trial.db());
  trial.Upgrade("a", "b", Way::kPerRevision);
  EXPECT_EQ(trial.db().Ask("select name from sqlite_schema where name in ('tree', 'u')"), "u");
}

// The children came first, with nothing to refer to.
const std::vector<std::string> kWaiting = {
    "revision a; revises base; allow fk-parent-missing \"shipped\"; upgrade { create table child (id integer "
    "primary key, p integer references parent (id) on delete cascade); create table other (id integer "
    "primary key references child (id) on delete cascade); create table log (x text); }",
    "revision b; revises a; upgrade { insert into child (id, p) values (1, 10), (2, 20); insert into other "
    "(id) values (1); } downgrade { delete from other; delete from child; }",
    "revision c; revises b; upgrade { create table parent (id integer primary key); insert into parent (id) "
    "values (10); }",
    "revision d; revises c; upgrade { alter table parent rename column id to number; delete from parent; } "
    "downgrade { alter table parent rename column number to id; insert into parent (id) values (10); insert "
    "into child (id, p) values (1, 10); insert into other (id) values (1); }"};

TEST(ForeignKeysOff, WritesWhereAForeignKeyHasNoParent) {
  for (const Way way : {Way::kPerRevision, Way::kScript}) {
    SCOPED_TRACE(NameOf(way));
    Trial trial(kWaiting);
    trial.Upgrade("", "c", way);
    EXPECT_EQ(trial.db().Ask("select id, p from child"), "1|10 2|20");
    trial.Upgrade("c", "d", way);
    // With foreign keys on again, and the parent that came.
    EXPECT_EQ(trial.db().Ask("select id, p from child"), "2|20");
    EXPECT_EQ(trial.db().Ask("select count(*) from other"), "0");
    EXPECT_EQ(trial.db().Ask("select sql like '%references parent (number)%' from sqlite_schema where name = "
                             "'child'"),
              "1");
  }
  for (const Way way : {Way::kPerRevision, Way::kScript, Way::kStored}) {
    SCOPED_TRACE(std::string("back ") + NameOf(way));
    Trial trial(kWaiting);
    trial.Upgrade("", "d", Way::kPerRevision);
    trial.Downgrade("d", "b", way, 2);
    EXPECT_EQ(trial.db().Ask("select id, p from child"), "1|10 2|20");
    EXPECT_EQ(trial.db().Ask("select name from sqlite_schema where name = 'parent'"), "");
    trial.Downgrade("b", "a", way == Way::kStored ? Way::kPerRevision : way, 1);
    EXPECT_EQ(trial.db().Ask("select count(*) from child"), "0");
  }
}

TEST(ForeignKeysOff, WritesAllTogetherUnlessOthersDependOnThem) {
  Trial trial(kWaiting);
  // What the whole leaves is checked: at its end there is a parent to ask.
  EXPECT_EQ(trial.TryUpgrade("c", Way::kAllTogether).failure.reason,
            "row 2 of table 'child' refers to a row of 'parent' that is not there");
  EXPECT_EQ(trial.db().Schema(), "");
  trial.Upgrade("", "b", Way::kAllTogether);
  EXPECT_EQ(trial.db().Ask("select count(*) from child"), "2");
  Trial refused(kWaiting);
  const Report report = refused.TryUpgrade("d", Way::kAllTogether);
  EXPECT_EQ(
      Told(report.status),
      "all revisions together were asked for, and 'b' runs with foreign keys off, while what 'd' does to "
      "rows depends on them; nothing was changed: migrate one by one (Transactions::kPerRevision, "
      "--transaction each), or in two parts");
}

TEST(ForeignKeysOff, WritesStepByStep) {
  Trial trial({kWaiting[0],
               "revision b; revises a; transaction none; upgrade { insert into child (id, p) values (1, 10); "
               "on sqlite { vacuum; } insert into other (id) values (1); } irreversible \"no\";"});
  trial.Upgrade("", "b", Way::kPerRevision);
  EXPECT_EQ(trial.db().Ask("select id, p from child"), "1|10");
  // Each step is checked, and those before it stay.
  Trial broken(
      {kWaiting[0],
       "revision b; revises a; transaction none; upgrade { insert into child (id, p) values (1, 10); "
       "insert into other (id) values (5); } irreversible \"no\";"});
  const Report report = broken.TryUpgrade("b");
  EXPECT_EQ(report.failure.reason, "row 5 of table 'other' refers to a row of 'child' that is not there");
  EXPECT_EQ(report.failure.step, 1u);
  EXPECT_EQ(broken.db().Ask("select count(*) from child"), "1");
  EXPECT_EQ(broken.db().Ask("select count(*) from other"), "0");
}

// What can be enforced is, beside what cannot.
TEST(ForeignKeysOff, FindsWhatIsBrokenBesideWhatCannotBe) {
  const std::string first =
      "revision a; revises base; allow fk-parent-missing, fk-parent-not-unique \"shipped\"; upgrade { "
      "create table p (id integer primary key, code text); create table c (id integer primary key, gone "
      "integer references nowhere, code text references p (code), p integer references p (id)); }";
  const std::string sound = "insert into c (id, gone, code, p) values (1, 5, 'x', 1); ";
  for (const Way way : {Way::kPerRevision, Way::kAllTogether, Way::kScript}) {
    SCOPED_TRACE(NameOf(way));
    Trial trial(
        {first, "revision b; revises a; upgrade { insert into p (id, code) values (1, 'a'), (2, 'a'); " +
                    sound + "} irreversible \"no\";"});
    trial.Upgrade("", "b", way);
    EXPECT_EQ(trial.db().Ask("select * from c"), "1|5|x|1");
  }
  Trial broken({first, "revision b; revises a; upgrade { " + sound + "} irreversible \"no\";"});
  const Report report = broken.TryUpgrade("b");
  EXPECT_EQ(report.failure.reason, "row 1 of table 'c' refers to a row of 'p' that is not there");
  EXPECT_EQ(broken.db().Ask("select count(*) from c"), "0");
  // What was broken before does not stop it.
  broken.db().Run(
      "pragma foreign_keys = off; insert into c (id, p) values (7, 9); insert into p (id) values "
      "(1); pragma foreign_keys = on");
  EXPECT_TRUE(broken.TryUpgrade("b").ok());
}

// What was broken before is the same under another name, but what is broken now is not.
TEST(ForeignKeysOff, KnowsWhatWasBrokenUnderItsNewName) {
  const std::string first =
      "revision a; revises base; upgrade { create table p (id integer primary key); create table c (id "
      "integer "
      "primary key, p integer references p (id), x text); }";
  const std::string last =
      " alter table parents add column n integer default (1 + 1); } irreversible \"no\";";
  for (const std::string rename : {"alter table p rename to parents; alter table c rename to children;",
                                   "alter table p rename to parents; alter table c rename to children; alter "
                                   "table children alter column "
                                   "x set default 'none';"}) {
    Trial trial({first, "revision b; revises a; upgrade { " + rename + last});
    trial.Upgrade("", "a", Way::kPerRevision);
    trial.db().Run(
        "pragma foreign_keys = off; insert into c (id, p) values (1, 7), (2, 8); pragma foreign_keys = on");
    trial.Upgrade("a", "b", Way::kPerRevision);
    EXPECT_EQ(trial.db().Ask("select id, p from children"), "1|7 2|8");
  }
  Trial broken(
      {first,
       "revision b; revises a; upgrade { alter table p rename to parents; alter table c rename to children; "
       "insert into children (id, p) values (3, 9);" +
           last});
  broken.Upgrade("", "a", Way::kPerRevision);
  broken.db().Run("pragma foreign_keys = off; insert into c (id, p) values (1, 7); pragma foreign_keys = on");
  EXPECT_EQ(broken.TryUpgrade("b").failure.reason,
            "row 3 of table 'children' refers to a row of 'parents' that is not there");
}

// A rebuild is no reason to ask for more.
TEST(ForeignKeysOff, RebuildsBesideAKeyThatCannotBeEnforced) {
  Trial trial(
      {"revision a; revises base; upgrade { "
       "create table p (id integer primary key, code text); insert into p (code) values ('x'); }",
       "revision b; revises a; allow fk-parent-missing, fk-parent-not-unique \"shipped\"; "
       "upgrade { create table c (gone integer references "
       "nowhere, code text references p (code)); insert into c (gone, code) values (1, 'y'); alter "
       "table p add column n integer default (1 + 1); }"});
  trial.Upgrade("", "b", Way::kPerRevision);
  EXPECT_EQ(trial.db().Ask("select * from c"), "1|y");
}

// A write that reaches such a table by way of others.
TEST(ForeignKeysOff, WritesByWayOfTriggersAndCascades) {
  const std::string first =
      "revision a; revises base; allow fk-parent-missing \"shipped\"; upgrade { create table top (id integer "
      "primary key); create table child (top integer references top (id) on delete cascade, gone integer "
      "references nowhere); create table log (x integer); create view v as select x from log; ";
  const std::vector<std::string> cases = {
      "on sqlite { create trigger tr after insert on log begin insert into child (gone) values (new.x); end; "
      "} "
      "insert into log (x) values (1);",
      "on sqlite { create trigger tr instead of insert on v begin insert into child (gone) values (new.x); "
      "end; } insert into v (x) values (1);",
      "on sqlite { insert into child (gone) values (1); delete from child; }",
  };
  for (const std::string& one : cases) {
    SCOPED_TRACE(one);
    Trial trial({first + one + "} irreversible \"no\";"});
    trial.Upgrade("", "a", Way::kPerRevision);
  }
  Trial trial({first + "}",
               "revision b; revises a; upgrade { insert into top (id) values (1); delete from top; } "
               "irreversible \"no\";"});
  trial.Upgrade("", "b", Way::kPerRevision);
}

}  // namespace
}  // namespace instar
