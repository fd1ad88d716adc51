// A database that a newer program has migrated, met by an older one.
#include <gtest/gtest.h>

#include <algorithm>

#include "instar/sqlite.h"
#include "instar/verify.h"
#include "runtime/applying/rebuild.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using Ids = std::vector<std::string>;

const char kFirst[] =
    "revision first; revises base; upgrade { create table t (id integer primary key, a text); "
    "create index ix on t (a); create table u (x integer default 1); }";

// The history of the older program, and that history with more revisions.
class Programs {
 public:
  explicit Programs(const std::vector<std::string>& more, const std::vector<std::string>& own = {kFirst})
      : older_(own, History::Lowering::kUnderstood),
        newer_(Joined(own, more), History::Lowering::kUnderstood) {}

  const Table& older() const { return older_.table(); }
  const Table& newer() const { return newer_.table(); }

  // By the newer one, whose name is "shop 2".
  void Upgrade(Database& db) const {
    Options options;
    options.program = "shop 2";
    const Report report = sqlite::Upgrade(db.get(), newer(), options);
    ASSERT_TRUE(report.ok()) << report.status.message();
  }

 private:
  static std::vector<std::string> Joined(std::vector<std::string> all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  History older_;
  History newer_;
};

TEST(NewerDatabase, IsUsedWhereEveryNewerRevisionLetsOlderPrograms) {
  const Programs programs({"revision b; revises first; upgrade { alter table t add column b text; }",
                           "revision c; revises first; upgrade { create table c (id integer primary key); }",
                           "revision d; revises b, c; compatible \"only the newest rows\"; upgrade { update "
                           "t set a = lower(a); } "
                           "irreversible \"they were wrong\";"});
  Database db;
  programs.Upgrade(db);
  EXPECT_EQ(db.Ask("select revision, compatible, reason from instar_history order by id"),
            "first|1|NULL b|1|NULL c|1|NULL d|1|only the newest rows");
  const std::string before = db.Ask("select * from instar_version") + db.Schema();
  const int changes = sqlite3_total_changes(db.get());
  const Report report = sqlite::Upgrade(db.get(), programs.older());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.newer, (Ids{"b", "c", "d"}));
  EXPECT_TRUE(report.applied.empty());
  EXPECT_EQ(report.from, Ids{"d"});
  EXPECT_EQ(report.to, Ids{"d"});
  EXPECT_EQ(db.Ask("select * from instar_version") + db.Schema(), before);
  EXPECT_EQ(sqlite3_total_changes(db.get()), changes);
}

TEST(NewerDatabase, IsRefusedWithTheReason) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"revision b; revises first; upgrade { alter table t rename column a to z; }",
       "column 'a' of 't' is renamed"},
      {"revision b; revises first; breaking \"metres now\"; upgrade { }", "metres now"},
      {"revision b; revises first; upgrade { update t set a = ''; } irreversible \"gone\";",
       "rows of 't' change"}};
  for (const auto& [revision, reason] : cases) {
    const Programs programs({revision, "revision c; revises b; upgrade { }"});
    Database db;
    programs.Upgrade(db);
    const std::string before = db.Ask("select * from instar_version") + db.Schema();
    const Report report = sqlite::Upgrade(db.get(), programs.older());
    EXPECT_EQ(report.status.code(), StatusCode::kNewerDatabase);
    const std::string& message = report.status.message();
    for (const char* part : {"'c'", "'b'", "'first'", reason, "'shop 2'", "`instar downgrade first`"}) {
      EXPECT_NE(message.find(part), std::string::npos) << part << " in: " << message;
    }
    EXPECT_TRUE(report.newer.empty());
    EXPECT_EQ(db.Ask("select * from instar_version") + db.Schema(), before);
  }
}

TEST(NewerDatabase, IsRefusedWhereTheProgramHasSomethingToApply) {
  const Programs programs(
      {"revision b; revises first; upgrade { create table b (id integer primary key); }"});
  const History other(
      {kFirst, "revision own; revises first; upgrade { create table o (id integer primary key); }"},
      History::Lowering::kUnderstood);
  Database db;
  programs.Upgrade(db);
  const Report report = sqlite::Upgrade(db.get(), other.table());
  EXPECT_EQ(report.status.code(), StatusCode::kNewerDatabase);
  EXPECT_NE(report.status.message().find("'own'"), std::string::npos) << report.status.message();
  Options options;
  options.target = "first";
  EXPECT_TRUE(sqlite::Upgrade(db.get(), other.table(), options).ok());
}

TEST(NewerDatabase, AnotherFormOfAKnownRevisionIsAnEditedHistory) {
  const Programs programs({"revision b; revises first; upgrade { }"});
  const History edited(
      {"revision first; revises base; upgrade { create table other (id integer primary key); }"},
      History::Lowering::kUnderstood);
  Database db;
  programs.Upgrade(db);
  EXPECT_EQ(sqlite::Upgrade(db.get(), edited.table()).status.code(), StatusCode::kEditedHistory);
}

TEST(NewerDatabase, StampsAndRevisionsUndoneCount) {
  const Programs programs({"revision b; revises first; upgrade { create table b (id integer primary key); }",
                           "revision c; revises b; breaking \"a test\"; upgrade { }"});
  Database db;
  programs.Upgrade(db);
  Options options;
  options.target = "b";
  ASSERT_TRUE(sqlite::Downgrade(db.get(), programs.newer(), options).ok());
  Report report = sqlite::Upgrade(db.get(), programs.older());
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.newer, Ids{"b"});
  ASSERT_TRUE(sqlite::Downgrade(db.get(), programs.newer(),
                                [] {
                                  Options to_first;
                                  to_first.target = "first";
                                  return to_first;
                                }())
                  .ok());
  ASSERT_TRUE(sqlite::Stamp(db.get(), programs.newer(), options).ok());
  report = sqlite::Upgrade(db.get(), programs.older());
  EXPECT_TRUE(report.ok()) << report.status.message();
  options.target = "c";
  ASSERT_TRUE(sqlite::Stamp(db.get(), programs.newer(), options).ok());
  EXPECT_EQ(sqlite::Upgrade(db.get(), programs.older()).status.code(), StatusCode::kNewerDatabase);
}

TEST(NewerDatabase, WithAHistoryThatWasTamperedWith) {
  const Programs programs({"revision b; revises first; upgrade { create table b (id integer primary key); }",
                           "revision c; revises b; upgrade { }"});
  const std::vector<std::pair<const char*, StatusCode>> cases = {
      {"delete from instar_history where revision = 'b'", StatusCode::kUnknownDatabaseRevision},
      {"delete from instar_history", StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set compatible = NULL where revision = 'b'", StatusCode::kNewerDatabase},
      {"update instar_history set compatible = 7 where revision = 'b'", StatusCode::kUnknownFormat},
      {"update instar_history set reason = x'00' where revision = 'b'", StatusCode::kUnknownFormat},
      {"update instar_history set compatible = 'yes' where revision = 'b'", StatusCode::kUnknownFormat},
      {"update instar_history set parents = 'c' where revision = 'b'", StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set parents = 'nowhere' where revision = 'b'",
       StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set parents = ',' where revision = 'b'", StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set parents = zeroblob(9) where revision = 'b'", StatusCode::kUnknownFormat},
      {"update instar_history set action = 'else' where revision = 'b'",
       StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set revision = x'00' where revision = 'b'", StatusCode::kUnknownFormat},
      {"update instar_history set program = hex(zeroblob(2000000)) where revision = 'b'",
       StatusCode::kUnknownFormat},
      {"update instar_history set meaning_hash = 'x' where revision = 'first'",
       StatusCode::kUnknownDatabaseRevision},
      {"update instar_history set meaning_hash = lower(hex(zeroblob(32))) where revision = 'first'",
       StatusCode::kEditedHistory}};
  for (const auto& [tampering, code] : cases) {
    Database db;
    programs.Upgrade(db);
    db.Run(tampering);
    const std::string before = db.Schema();
    const Report report = sqlite::Upgrade(db.get(), programs.older());
    EXPECT_EQ(StatusCodeName(report.status.code()), std::string(StatusCodeName(code)))
        << tampering << ": " << report.status.message();
    EXPECT_LT(report.status.message().size(), 3000u);
    EXPECT_EQ(db.Schema(), before);
  }
}

// Everything but the history, which only grows, and but quotes: SQLite writes them round a name when it
// renames.
std::string WholeSchema(Database& db, const Table& table) {
  EXPECT_EQ(sqlite::Verify(db.get(), table).Text(), "");
  std::string schema = db.Schema();
  schema.erase(std::remove(schema.begin(), schema.end(), '"'), schema.end());
  return schema;
}

class StoredDowngrade : public testing::Test {
 protected:
  Report Down(const Table& older, const std::string& target = "heads") {
    Options options;
    options.target = target;
    options.use_stored_downgrades = true;
    options.program = "shop 1";
    return sqlite::Downgrade(db_.get(), older, options);
  }
  void RefusesBefore(const std::string& body, StatusCode code) {
    const Programs programs({"revision b; revises first; " + body,
                             "revision c; revises b; upgrade { create table c (id integer primary key); }"});
    programs.Upgrade(db_);
    const std::string before = State();
    const Report report = Down(programs.older());
    EXPECT_EQ(StatusCodeName(report.status.code()), std::string(StatusCodeName(code)))
        << report.status.message();
    EXPECT_NE(report.status.message().find("'b'"), std::string::npos) << report.status.message();
    EXPECT_TRUE(report.applied.empty());
    EXPECT_EQ(State(), before);
  }
  // All that the database holds but the history.
  std::string State() {
    return db_.Schema() + db_.Ask("select * from instar_version") + db_.Ask("pragma user_version") +
           db_.Ask("select count(*) from instar_history");
  }

  Database db_;
};

TEST_F(StoredDowngrade, UndoesWhatTheNewerProgramDid) {
  const Programs programs(
      {"revision b; revises first; upgrade { alter table t add column b integer not null default 1; "
       "create view v as select b from t; }",
       "revision c; revises b; upgrade { drop index ix; alter table t alter column a set not null, "
       "add constraint short check (length(a) < 10); "
       "create table kid (id integer primary key, t_id integer references t (id)); }",
       "revision d; revises b; upgrade { alter table u alter column x set default 7; }"
       "downgrade { alter table u alter column x set default 1; }",
       "revision e; revises c, d; upgrade { insert into kid (t_id) select id from t; } "
       "downgrade { delete from kid where t_id is not null; }"});
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), programs.older()).ok());
  db_.Run("insert into t (a) values ('one'), ('two')");
  const std::string before = WholeSchema(db_, programs.older()) + db_.Ask("select id, a from t") +
                             db_.Ask("select * from instar_version") + db_.Ask("pragma user_version");
  programs.Upgrade(db_);
  ASSERT_EQ(db_.Ask("select count(*) from kid"), "2");
  const Report report = Down(programs.older());
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 4u);
  EXPECT_EQ(report.applied.front().revision, "e");
  EXPECT_EQ(report.applied.back().revision, "b");
  EXPECT_EQ(report.from, Ids{"e"});
  EXPECT_EQ(report.to, Ids{"first"});
  EXPECT_EQ(WholeSchema(db_, programs.older()) + db_.Ask("select id, a from t") +
                db_.Ask("select * from instar_version") + db_.Ask("pragma user_version"),
            before);
  EXPECT_EQ(
      db_.Ask("select action, revision, program, downgrade from instar_history where id > 5 order by id"),
      "downgrade|e|shop 1|NULL downgrade|d|shop 1|NULL downgrade|c|shop 1|NULL downgrade|b|shop 1|NULL");
  // And on, by either program.
  EXPECT_TRUE(sqlite::Upgrade(db_.get(), programs.older()).ok());
  programs.Upgrade(db_);
  EXPECT_EQ(sqlite::Verify(db_.get(), programs.newer()).Text(), "");
  EXPECT_TRUE(Down(programs.older(), "base").ok());
  EXPECT_EQ(db_.Schema(), "");
}

TEST_F(StoredDowngrade, OnlyWhereTheProgramOptsIn) {
  const Programs programs(
      {"revision b; revises first; upgrade { create table b (id integer primary key); }"});
  programs.Upgrade(db_);
  Options options;
  options.target = "first";
  const std::string before = State();
  EXPECT_EQ(sqlite::Downgrade(db_.get(), programs.older(), options).status.code(),
            StatusCode::kNewerDatabase);
  EXPECT_EQ(State(), before);
}

TEST_F(StoredDowngrade, OfWhatIsKnownIsAnyDowngrade) {
  const Programs programs({});
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), programs.older()).ok());
  EXPECT_TRUE(Down(programs.older(), "base").ok());
  EXPECT_EQ(Down(programs.older(), "").status.code(), StatusCode::kInvalidArgument);
}

TEST_F(StoredDowngrade, RefusesWhatCannotBeUndoneBeforeAnythingIsRun) {
  RefusesBefore("upgrade { } irreversible \"no way\";", StatusCode::kIrreversible);
}

TEST_F(StoredDowngrade, RefusesWhatNeedsCodeBeforeAnythingIsRun) {
  RefusesBefore("upgrade { } downgrade { call shop::Undo; }", StatusCode::kNeedsNewerProgram);
}

TEST_F(StoredDowngrade, RefusesWhatIsTooLongToBeKept) {
  RefusesBefore("upgrade { } downgrade { update t set a = '" + std::string(2'000'000, 'x') + "'; }",
                StatusCode::kNeedsNewerProgram);
}

TEST_F(StoredDowngrade, AFailingStepRollsItsRevisionBack) {
  const Programs programs(
      {"revision b; revises first; upgrade { create table b (id integer primary key); }"
       "downgrade { insert into t (id) values (1); drop table b; }"});
  programs.Upgrade(db_);
  db_.Run("insert into t (id) values (1)");
  const std::string before = State();
  const Report report = Down(programs.older());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(State(), before);
}

// Large enough for every form of a rebuild; the guard of stored steps stands in the way of none.
TEST_F(StoredDowngrade, OfLargeTables) {
  const Programs programs(
      {"revision b; revises first; upgrade { alter table t alter column a set not null; }",
       "revision c; revises b; upgrade { alter table t alter column a set default 'x'; }",
       "revision d; revises c; upgrade { alter table t add constraint positive check (id > 0); }",
       "revision e; revises d; upgrade { alter table t alter column a type varchar(200); }",
       "revision f; revises e; upgrade { create table big (k text, v text, primary key (k)) without rowid; "
       "}"});
  ASSERT_TRUE(sqlite::Upgrade(db_.get(), programs.older()).ok());
  db_.Run(
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000) "
      "insert into t (id, a) select 2 * i, 'row ' || i from n");
  const std::string before = WholeSchema(db_, programs.older()) + db_.Ask("select sum(id), max(a) from t");
  programs.Upgrade(db_);
  const Report report = Down(programs.older());
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(report.applied.size(), 5u);
  EXPECT_EQ(WholeSchema(db_, programs.older()) + db_.Ask("select sum(id), max(a) from t"), before);
  EXPECT_EQ(db_.Ask("pragma integrity_check"), "ok");
}

// As runtime/applying/stored_revision.h keeps it.
std::string Step(char kind, const std::string& text) {
  std::string field =
      "\4" + std::string("\0\0\0\4\0\0\0", 7) + kind + "\5" + std::string("\0\0\0\4\0\0\0\0", 8) + "\6";
  for (int shift = 24; shift >= 0; shift -= 8) field.push_back(static_cast<char>(text.size() >> shift));
  return field + text;
}

std::string Hex(const std::string& bytes) {
  std::string hex;
  for (const char byte : bytes) {
    hex += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4];
    hex += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

TEST_F(StoredDowngrade, WhatWasTamperedWithIsRefusedAndNothingRun) {
  const Programs programs({"revision b; revises first; upgrade { create table b (id integer primary key); }",
                           "revision c; revises b; upgrade { create table c (id integer primary key); }"});
  for (const char* tampering :
       {"downgrade = x''", "downgrade = x'01'", "downgrade = substr(downgrade, 1, length(downgrade) - 1)",
        "downgrade = substr(downgrade, 2)", "downgrade = downgrade || x'00'", "downgrade = zeroblob(3000000)",
        "downgrade = zeroblob(1000000)", "downgrade = 'drop table t'", "downgrade = 5", "downgrade = NULL",
        // The length of the first field, and the kind of the step.
        "downgrade = x'0100ffffff' || substr(downgrade, 6)",
        "downgrade = x'01ffffffff' || substr(downgrade, 6)",
        "downgrade = substr(downgrade, 1, 59) || x'09' || substr(downgrade, 61)", "meaning_hash = 'x'",
        "meaning_hash = upper(meaning_hash)", "parents = 'nowhere'"}) {
    Database db;
    programs.Upgrade(db);
    db.Run("update instar_history set " + std::string(tampering) + " where revision = 'b'");
    const std::string before = db.Schema() + db.Ask("select * from instar_version");
    Options options;
    options.target = "heads";
    options.use_stored_downgrades = true;
    const Report report = sqlite::Downgrade(db.get(), programs.older(), options);
    EXPECT_FALSE(report.ok()) << tampering;
    EXPECT_TRUE(report.applied.empty()) << tampering;
    EXPECT_LT(report.status.message().size(), 3000u);
    EXPECT_EQ(db.Schema() + db.Ask("select * from instar_version"), before) << tampering;
  }
}

// A step that somebody put into the database: it fails, and nothing is otherwise than before.
void ExpectRefused(const Programs& programs, const std::string& step, const std::string& evil) {
  Database db;
  db.Run(
      "attach ':memory:' as attached; create table attached.mine (x); insert into attached.mine values (1)");
  programs.Upgrade(db);
  // Behind the hash, the flags, and the reason.
  db.Run("update instar_history set downgrade = cast(substr(downgrade, 1, 51) || x'" + Hex(step) +
         "' as blob) where revision = 'b'");
  const auto state = [&] {
    return db.Schema() + db.Ask("select * from instar_version") + db.Ask("select * from attached.mine") +
           db.Ask("pragma journal_mode") + db.Ask("select * from temp.sqlite_schema") +
           db.Ask("pragma writable_schema") + db.Ask("pragma user_version");
  };
  const std::string before = state();
  Options options;
  options.target = "heads";
  options.use_stored_downgrades = true;
  const Report report = sqlite::Downgrade(db.get(), programs.older(), options);
  EXPECT_EQ(StatusCodeName(report.status.code()), std::string("StepFailed"))
      << evil << report.status.message();
  EXPECT_EQ(state(), before) << evil;
}

// What steps that were put into the database by somebody else may not do.
TEST_F(StoredDowngrade, StepsReachNothingElse) {
  const Programs programs(
      {"revision b; revises first; upgrade { create table b (id integer primary key); }"});
  const TemporaryFolder folder;
  const std::string other = folder.File("other");
  for (const std::string& evil :
       std::vector<std::string>{"attach '" + other + "' as o",
                                "vacuum into '" + other + "'",
                                "pragma writable_schema = on",
                                "pragma journal_mode = off",
                                "pragma user_version = 7",
                                "pragma temp_store_directory = '/tmp'",
                                "update sqlite_schema set sql = 'x'",
                                "update instar_history set program = 'me'",
                                "delete from instar_version",
                                "drop table instar_history",
                                "create trigger g after insert on instar_version begin select 1; end",
                                "select load_extension('/tmp/x.so')",
                                "insert into t (a) select load_extension('/tmp/x.so')",
                                "create temp table remains (x)",
                                "create temp trigger remains after insert on t begin delete from t; end",
                                "create temp view remains as select 1",
                                "create virtual table evil using csv(filename='/etc/passwd')",
                                "insert into attached.mine values (2)",
                                "drop table attached.mine",
                                "create table attached.more (x)",
                                "insert into t (a) select x from attached.mine",
                                "begin",
                                "commit",
                                "rollback",
                                "drop table b; drop table t",
                                "select ?1"}) {
    ExpectRefused(programs, Step('\1', evil), evil);
  }
  EXPECT_FALSE(Database(other).Ask("select count(*) from sqlite_schema") != "0");
}

TEST_F(StoredDowngrade, RebuildsReachNothingElse) {
  const Programs programs(
      {"revision b; revises first; upgrade { create table b (id integer primary key); }"});
  const TemporaryFolder folder;
  const std::string attach = "attach '" + folder.File("other") + "' as o";
  const auto rebuild_of = [](std::string_view table) {
    Rebuild rebuild;
    rebuild.table = rebuild.plain_name = table;
    rebuild.definition = "(id integer primary key)";
    rebuild.old_columns = rebuild.columns = rebuild.expressions = {"id"};
    return rebuild;
  };
  std::vector<Rebuild> evil(5, rebuild_of("b"));
  evil[0].objects = {{"index", "i", attach}};
  evil[1].checks = {{"select load_extension('/tmp/x.so')", "nothing"}};
  evil[2].expressions = {"load_extension('/tmp/x.so')"};
  evil[3].objects = {{"trigger", "g", "create temp trigger g after insert on t begin select 1; end"}};
  evil[4].objects = {{"trigger", "g", "create trigger g after insert on instar_version begin select 1; end"}};
  for (const Rebuild& rebuild : evil) {
    ExpectRefused(programs, Step('\3', EncodeRebuild(rebuild)), EncodeRebuild(rebuild));
  }
  Rebuild own = rebuild_of("instar_history");
  own.old_columns = {"id",        "stream",     "revision", "parents",    "action",   "meaning_hash",
                     "downgrade", "compatible", "reason",   "started_at", "duration", "program"};
  ExpectRefused(programs, Step('\3', EncodeRebuild(own)), "its own history");
}

}  // namespace
}  // namespace instar
