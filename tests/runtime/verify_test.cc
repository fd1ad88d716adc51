#include "instar/verify.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

using sqlite::Verification;

// A line that changes all kinds of objects in all the ways that there are: in place, by rebuilds, by renames.
std::vector<std::string> Line() {
  return {
      "revision a; revises base; upgrade {"
      "  create type role as enum ('user', 'it''s');"
      "  create table users (id integer primary key generated always as identity, name varchar(20) not null,"
      "    mail text collate nocase constraint uq_mail unique, role role default 'user' not null);"
      "  create table posts (id integer primary key, user_id integer references users (id) on delete cascade,"
      "    body text default '' check (length(body) < 100), words integer generated always as (length(body)) "
      "    stored, constraint pair unique (user_id, body));"
      "  create index ix_posts on posts (user_id desc, lower(body)) where body <> '';"
      "  create view authors as select u.name, p.body from users u join posts p on p.user_id = u.id;"
      "}",
      "revision b; revises a; upgrade {"
      "  drop view authors;"
      "  alter table users rename column name to author, add column born date default '1970-01-01';"
      "  alter type role add value 'root' before 'user';"
      "  create view authors as select author from users;"
      "}",
      "revision c; revises b; upgrade {"
      "  on sqlite { create trigger tr_posts after insert on posts begin select 1; end; "
      "              create virtual table found using fts5(body); }"
      "}"
      "downgrade { on sqlite { drop trigger tr_posts; drop table found; } }",
      "revision d; revises c; upgrade {"
      "  drop view authors;"
      "  alter table users rename to people;"
      "  alter table people rename column id to person;"
      "  alter table people alter column born type text, alter column born set default 'x',"
      "    add constraint named check (author <> 'nobody'), drop constraint uq_mail;"
      "}",
      "revision e; revises d; upgrade {"
      "  drop index ix_posts;"
      "  create unique index ix_people on people (mail);"
      "  create table tags (post integer references posts (id), tag text, primary key (post, tag)) "
      "    without rowid;"
      "}",
  };
}

Options Target(const std::string& target) {
  Options options;
  options.target = target;
  return options;
}

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Verify, FindsNothingWhereverTheDatabaseIs) {
  const History line(Line(), History::Lowering::kUnderstood);
  Database db;
  EXPECT_TRUE(sqlite::Verify(db.get(), line.table()).ok());
  for (int round = 0; round < 2; ++round) {
    for (const char* target : {"a", "b", "c", "d", "e"}) {
      const Report report = sqlite::Upgrade(db.get(), line.table(), Target(target));
      ASSERT_TRUE(report.ok()) << report.status.message();
      const Verification found = sqlite::Verify(db.get(), line.table());
      EXPECT_EQ(found.Text(), "") << "up to " << target;
      EXPECT_EQ(found.revisions, std::vector<std::string>{target});
      EXPECT_EQ(found.pending, static_cast<std::size_t>('e' - *target));
    }
    for (const char* target : {"d", "c", "b", "a", "base"}) {
      const Report report = sqlite::Downgrade(db.get(), line.table(), Target(target));
      ASSERT_TRUE(report.ok()) << report.status.message();
      EXPECT_EQ(sqlite::Verify(db.get(), line.table()).Text(), "") << "down to " << target;
    }
  }
}

TEST(Verify, BranchesInAnyOrder) {
  const History history(
      {"revision a; revises base; upgrade { create table t (id integer primary key, x text); }",
       "revision l; revises a; label left; upgrade { alter table t add column l integer default 1; }",
       "revision r; revises a; label right; upgrade { alter table t add column r integer default 2;"
       " create index ix on t (x); }",
       "revision m; revises l, r; upgrade { alter table t alter column x set default ''; }"},
      History::Lowering::kUnderstood);
  for (const auto& targets : {std::vector<std::string>{"l", "r", "m"}, {"r", "l", "m"}}) {
    Database db;
    for (const std::string& target : targets) {
      ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table(), Target(target)).ok());
      EXPECT_EQ(sqlite::Verify(db.get(), history.table()).Text(), "") << target;
    }
  }
}

// The example's history, up and down, a revision at a time.
TEST(Verify, TheExample) {
  std::vector<std::string> migrations;
  for (const auto& file :
       std::filesystem::directory_iterator(INSTAR_SOURCE_DIR "/examples/chat_service/migrations")) {
    migrations.push_back(BytesOf(file.path()));
  }
  const History example(migrations, History::Lowering::kUnderstood);
  const Table& table = example.table();
  ASSERT_GE(table.revision_count, 14u);
  Database db;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    const Report report = sqlite::Upgrade(db.get(), table, Target(std::string(table.id(r))));
    ASSERT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(sqlite::Verify(db.get(), table).Text(), "") << "up to " << table.id(r);
  }
  for (std::uint32_t r = table.revision_count - 1; r-- > 0;) {
    const Report report = sqlite::Downgrade(db.get(), table, Target(std::string(table.id(r))));
    if (report.status.code() == StatusCode::kIrreversible) break;
    ASSERT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(sqlite::Verify(db.get(), table).Text(), "") << "down to " << table.id(r);
  }
}

class Drift : public testing::Test {
 protected:
  Drift() : line_(Line(), History::Lowering::kUnderstood) {
    const Report report = sqlite::Upgrade(db_.get(), line_.table(), Target("c"));
    EXPECT_TRUE(report.ok()) << report.status.message();
  }

  std::string After(const std::string& sql) {
    db_.Run(sql);
    const Verification found = sqlite::Verify(db_.get(), line_.table());
    EXPECT_TRUE(found.status.ok()) << found.status.message();
    EXPECT_EQ(found.ok(), found.differences.empty());
    return found.Text();
  }
  // Replaces a part of what SQLite keeps of an object.
  std::string AfterEdit(const std::string& name, const std::string& from, const std::string& to) {
    db_.Run("pragma writable_schema = on");
    db_.Run("update sqlite_schema set sql = replace(sql, " + from + ", " + to + ") where name = '" + name +
            "'");
    EXPECT_EQ(sqlite3_changes(db_.get()), 1);
    db_.Run("pragma writable_schema = reset");
    return After("");
  }

  History line_;
  Database db_;
};

TEST_F(Drift, Columns) {
  EXPECT_EQ(After("alter table users add column extra int not null default 5"),
            "column 'extra' of table 'users' is not in the migrations; found: int not null default 5\n");
  EXPECT_EQ(After("alter table users drop column extra; alter table users drop column born"),
            "column 'born' of table 'users' is missing; expected: text default '1970-01-01'\n");
}

TEST_F(Drift, Definitions) {
  const std::string column =
      "column 'author' of table 'users' differs; expected: varchar(20) not null; found: varchar(30) not "
      "null\n";
  EXPECT_EQ(AfterEdit("users", "'varchar(20)'", "'varchar(30)'"), column);
  EXPECT_EQ(AfterEdit("posts", "'100'", "'1000'"),
            "constraint of table 'posts' is missing; expected: check(length(body) < 100)\n"
            "constraint of table 'posts' is not in the migrations; found: check(length(body) < 1000)\n" +
                column);
}

TEST_F(Drift, NamedConstraintsAndKeys) {
  EXPECT_EQ(AfterEdit("posts", "'CONSTRAINT pair UNIQUE (user_id, body)'", "'UNIQUE (user_id)'"),
            "constraint of table 'posts' is not in the migrations; found: unique(user_id)\n"
            "constraint 'pair' of table 'posts' is missing; expected: unique(user_id, body)\n");
}

TEST_F(Drift, ForeignKeys) {
  EXPECT_EQ(AfterEdit("posts", "'ON DELETE CASCADE'", "'ON DELETE SET NULL'"),
            "constraint of table 'posts' is missing; expected: foreign key(user_id) references users(id) on "
            "delete cascade\n"
            "constraint of table 'posts' is not in the migrations; found: foreign key(user_id) references "
            "users(id) on delete set null\n");
}

TEST_F(Drift, IndexesAndTriggers) {
  EXPECT_EQ(
      After("drop index ix_posts; create index ix_posts on posts (body); drop trigger tr_posts;"
            "create trigger by_hand before delete on users begin select 2; end;"
            "create unique index ix_hand on users (author)"),
      "index 'ix_posts' of table 'posts' differs; expected: on(user_id desc, lower(body)) where body <> ''; "
      "found: on(body)\n"
      "trigger 'tr_posts' of table 'posts' is missing; expected: after insert on posts begin select 1; end\n"
      "index 'ix_hand' of table 'users' is not in the migrations; found: unique on(author)\n"
      "trigger 'by_hand' of table 'users' is not in the migrations; found: before delete on users begin "
      "select 2; end\n");
}

TEST_F(Drift, WholeObjects) {
  EXPECT_EQ(After("drop view authors; drop table posts; drop table found"),
            "view 'authors' is missing; expected: as select author from users\n"
            "virtual table 'found' is missing; expected: using fts5(body)\n"
            "table 'posts' is missing\n");
  EXPECT_EQ(After("create view posts as select 1"),
            "view 'authors' is missing; expected: as select author from users\n"
            "virtual table 'found' is missing; expected: using fts5(body)\n"
            "table 'posts' is missing\n"
            "view 'posts' is not in the migrations; found: as select 1\n");
}

TEST_F(Drift, AView) {
  EXPECT_EQ(
      After("drop view authors; create view authors as select author, mail from users"),
      "view 'authors' differs; expected: as select author from users; found: as select author, mail from "
      "users\n");
}

TEST_F(Drift, WhatIsNotOursIsNotLookedAt) {
  EXPECT_EQ(
      After("create table mine (x); create view my_view as select * from users; "
            "create index my_index on mine (x); create temp trigger tt after insert on users begin select "
            "1; end; analyze"),
      "");
}

TEST_F(Drift, TheWayOfWritingMakesNoDifference) {
  EXPECT_EQ(
      After("drop index ix_posts; CREATE INDEX [IX_POSTS] ON \"posts\" (\"USER_ID\" DESC , LOWER ( [body] )"
            " ASC) /* by hand */ WHERE Body<>''"),
      "");
}

TEST_F(Drift, TheValueTellsAllOfADifference) {
  db_.Run("drop index ix_posts");
  const Verification found = sqlite::Verify(db_.get(), line_.table());
  ASSERT_EQ(found.differences.size(), 1u);
  const sqlite::Difference& one = found.differences[0];
  EXPECT_EQ(one.kind, sqlite::DifferenceKind::kMissing);
  EXPECT_EQ(one.object, "index");
  EXPECT_EQ(one.name, "ix_posts");
  EXPECT_EQ(one.table, "posts");
  EXPECT_EQ(one.found, "");
  EXPECT_NE(one.expected, "");
}

TEST_F(Drift, InsideTheCallersTransaction) {
  db_.Run("begin; drop index ix_posts");
  EXPECT_FALSE(sqlite::Verify(db_.get(), line_.table()).ok());
  EXPECT_EQ(sqlite3_get_autocommit(db_.get()), 0);
  db_.Run("rollback");
  EXPECT_TRUE(sqlite::Verify(db_.get(), line_.table()).ok());
}

TEST_F(Drift, AVersionThatIsNotUnderstood) {
  db_.Run("update instar_version set revision = 'from_the_future'");
  const Verification found = sqlite::Verify(db_.get(), line_.table());
  EXPECT_EQ(found.status.code(), StatusCode::kUnknownDatabaseRevision);
  EXPECT_FALSE(found.ok());
  EXPECT_NE(found.Text(), "");
  EXPECT_EQ(found.revisions, std::vector<std::string>{"from_the_future"});
}

// As every other refusal: what helps, and where program and database stand.
TEST(Verify, TellsOfANewerProgramAndHowToGoOn) {
  const std::vector<std::string> texts = {
      "revision a; revises base; upgrade { create table t (x integer); } downgrade { drop table t; }",
      "revision b; revises a; upgrade { create table u (x integer); } downgrade { drop table u; }"};
  const History newer(texts, History::Lowering::kUnderstood);
  const History older({texts[0]}, History::Lowering::kUnderstood);
  const TemporaryFolder folder;
  const std::string path = folder.File("a.db");
  ASSERT_TRUE(sqlite::Upgrade(path, newer.table()).ok());
  Verification found = sqlite::Verify(path, older.table());
  EXPECT_EQ(found.status.code(), StatusCode::kNewerDatabase);
  for (const char* text : {"`instar downgrade a`", "(this program's head: 'a'; the database's: 'b')"}) {
    EXPECT_NE(found.status.message().find(text), std::string::npos) << found.status.message();
  }
  EXPECT_EQ(found.revisions, std::vector<std::string>{"b"});

  Database holder(path);
  holder.Run("begin exclusive");
  Options options;
  options.lock_timeout_ms = 20;
  found = sqlite::Verify(path, newer.table(), options);
  EXPECT_EQ(found.status.code(), StatusCode::kBusy);
  EXPECT_NE(found.status.message().find("then run `instar verify` (this program's head: 'b')"),
            std::string::npos)
      << found.status.message();
  found = sqlite::Verify(folder.File("none.db"), newer.table());
  EXPECT_EQ(found.status.code(), StatusCode::kCannotOpen);
  EXPECT_NE(found.status.message().find("`instar verify` (this program's head: 'b')"), std::string::npos)
      << found.status.message();
}

TEST(Verify, RefusesWhatItCannotCompare) {
  const History line(LineOfTables(1));
  Database db;
  EXPECT_EQ(sqlite::Verify(db.get(), line.table()).status.code(), StatusCode::kInvalidArgument);
  const History understood(Line(), History::Lowering::kUnderstood);
  EXPECT_EQ(sqlite::Verify(static_cast<sqlite3*>(nullptr), understood.table()).status.code(),
            StatusCode::kInvalidArgument);
}

class VerifyFile : public testing::Test {
 protected:
  VerifyFile() : line_(Line(), History::Lowering::kUnderstood), path_(folder_.File("100% sure?#.db")) {}
  ~VerifyFile() override { chmod(folder_.path().c_str(), 0700); }

  void Make(const std::string& journal_mode) {
    Database db(path_);
    db.Run("pragma journal_mode = " + journal_mode);
    const Report report = sqlite::Upgrade(db.get(), line_.table());
    ASSERT_TRUE(report.ok()) << report.status.message();
  }
  // In a process that may only read: nothing stops the superuser.
  bool FindsNothingWithoutRights() {
    chmod(path_.c_str(), 0444);
    chmod(folder_.path().c_str(), 0555);
    const pid_t child = fork();
    if (child == 0) {
      if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
      _exit(sqlite::Verify(path_, line_.table()).ok() ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    chmod(folder_.path().c_str(), 0700);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  std::size_t Files() const {
    return std::distance(std::filesystem::directory_iterator(folder_.path()),
                         std::filesystem::directory_iterator());
  }

  TemporaryFolder folder_;
  History line_;
  std::string path_;
};

TEST_F(VerifyFile, LeavesEverythingAsItIs) {
  for (const char* mode : {"delete", "wal"}) {
    std::filesystem::remove(path_);
    Make(mode);
    const std::string before = BytesOf(path_);
    EXPECT_EQ(sqlite::Verify(path_, line_.table()).Text(), "") << mode;
    EXPECT_EQ(BytesOf(path_), before);
    EXPECT_EQ(Files(), 1u) << mode;
  }
}

TEST_F(VerifyFile, WithoutRights) {
  for (const char* mode : {"delete", "wal"}) {
    std::filesystem::remove(path_);
    Make(mode);
    const std::string before = BytesOf(path_);
    EXPECT_TRUE(FindsNothingWithoutRights()) << mode;
    EXPECT_EQ(Files(), 1u) << mode;
    EXPECT_EQ(BytesOf(path_), before);
  }
}

// The file may not be written, but its folder may: nothing is left there all the same.
TEST_F(VerifyFile, AFileThatIsReadOnlyInAFolderThatIsNot) {
  Make("wal");
  chmod(path_.c_str(), 0444);
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (chmod(folder_.path().c_str(), 0777) != 0 || setuid(65534) != 0)) _exit(2);
    _exit(sqlite::Verify(path_, line_.table()).ok() ? 0 : 1);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Files(), 1u);
}

TEST_F(VerifyFile, BesideAWriter) {
  for (const char* mode : {"delete", "wal"}) {
    std::filesystem::remove(path_);
    Make(mode);
    Database writer(path_);
    writer.Run("begin immediate; create table other (x)");
    const Verification found = sqlite::Verify(path_, line_.table());
    EXPECT_EQ(found.Text(), "") << mode;
    writer.Run("commit; drop index ix_people");
    EXPECT_EQ(sqlite::Verify(path_, line_.table()).differences.size(), 1u) << mode;
  }
}

TEST_F(VerifyFile, WhatAnotherProcessLeftInTheWalIsSeenAndStays) {
  Make("wal");
  Database writer(path_);
  writer.Run("drop index ix_people");
  const std::string wal = BytesOf(path_ + "-wal");
  ASSERT_NE(wal, "");
  // As a killed process leaves them.
  const std::string copy = folder_.File("copy");
  std::filesystem::copy_file(path_, copy);
  std::filesystem::copy_file(path_ + "-wal", copy + "-wal");
  EXPECT_EQ(sqlite::Verify(copy, line_.table()).differences.size(), 1u);
  EXPECT_EQ(BytesOf(copy + "-wal"), wal);
}

TEST_F(VerifyFile, BadFiles) {
  EXPECT_EQ(sqlite::Verify(path_, line_.table()).status.code(), StatusCode::kCannotOpen);
  EXPECT_EQ(Files(), 0u);
  EXPECT_EQ(sqlite::Verify("", line_.table()).status.code(), StatusCode::kInvalidArgument);
  std::ofstream(path_) << std::string(4096, 'x');
  EXPECT_EQ(sqlite::Verify(path_, line_.table()).status.code(), StatusCode::kNotADatabase);
}

}  // namespace
}  // namespace instar
