// What nobody should type, find or do, by both front ends: each has its message and its exit code.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

namespace fs = std::filesystem;

struct Refusal {
  const char* words;
  int exit;
  const char* message;
};

class BadInput : public CommandTest {};

TEST_F(BadInput, EveryWrongKindOfDatabase) {
  AddDiamond();
  fs::create_directories(folder_ / "folder");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  Write("letter.db", "A letter to a friend, and no database at all: long enough to be looked into.");
  constexpr Refusal kCases[] = {
      {"''", 2, "--database: the database is empty; write a path"},
      {"' x.db'", 2, "has space before or after it"},
      {"'x.db '", 2, "has space before or after it"},
      {"\"'x.db'\"", 2, "has its quotes in it; remove them"},
      {"folder/", 2, "is a folder; name a file in it"},
      {"sqlite:", 2, "names no file; write sqlite:PATH"},
      {"sqlite://", 2, "names no file"},
      {"sqlite:///", 2, "names no file"},
      {"sqlite://x.db", 2, "names the host 'x.db', but SQLite has files only; write sqlite:x.db"},
      {"sqlite://host/x.db", 2, "names the host 'host'"},
      {"'sqlite:x.db?mode=ro'", 2, "has settings after '?'"},
      {"sqlite+aiosqlite:///x.db", 2, "names a driver of another language, 'aiosqlite'; write sqlite:..."},
      {"postgresql+psycopg2://me:secret@host/db", 2, "'psycopg2'; write postgresql:..."},
      {"postgres://me:secret@host/db", 2, "begins with 'postgres:'; write postgresql:"},
      {"sqlite3:x.db", 2, "write sqlite:"},
      {"sqllite:x.db", 2, "write sqlite:"},
      {"sqlit:x.db", 2, "which is no kind of database; did you mean 'sqlite'?"},
      {"file:x.db", 2, "is a URI of SQLite's own"},
      {"jdbc:sqlite:x.db", 2, "is a URL for Java"},
      {"mysql://me:secret@host/db", 2, "Instar has no driver for"},
      {"mysql+pymysql://host/db", 2, "Instar has no driver for"},
      {"mongodb://host/db", 2, "Instar has no driver for"},
      {"oracle://host/db", 2, "Instar has no driver for"},
      {"https://host/x.db", 2, "which is no kind of database"},
      {"postgresql://me:secret@host/db", 1, "this program has no driver for postgresql"},
      {"folder", 1, "'folder'"},
      {"nowhere/x.db", 1, "'nowhere/x.db'"},
      {"letter.db", 1, "not a database"},
      {"/dev/null", 1, "cannot open '/dev/null': it is a device or a pipe, and no file"},
      {"pipe", 1, "cannot open 'pipe': it is a device or a pipe"},
  };
  for (const Refusal& one : kCases) {
    for (const char* verb : {"current", "status", "upgrade", "downgrade base", "stamp head", "verify"}) {
      const std::string words = std::string("--database ") + one.words + " " + verb;
      EXPECT_EQ(Run(words), one.exit) << words << "\n" << out() << err();
      EXPECT_TRUE(Complains(one.message)) << words << "\n" << err();
      EXPECT_FALSE(Complains("secret")) << words;
      const std::string complaint = err();
      EXPECT_EQ(RunShop(words), one.exit) << words << "\n" << out() << err();
      EXPECT_TRUE(Complains(one.message)) << words << "\n" << err();
    }
    EXPECT_FALSE(Exists("x.db")) << one.words;
  }
  EXPECT_EQ(RunShop("current"), 2);
  EXPECT_TRUE(Complains("'current' needs a database: give --database URL, or set DATABASE_URL")) << err();
  EXPECT_EQ(RunShop("current", "DATABASE_URL=mysql://host/db"), 2);
  EXPECT_TRUE(Complains("DATABASE_URL: the database")) << err();
}

// What reads only the chain still helps; what needs it whole says why not, and touches nothing.
TEST_F(BadInput, ABrokenChain) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  AddRevision("rev_c", "rev_a");
  AddRevision("rev_d", "rev_nowhere");
  Write("migrations/twin.migration", "revision rev_b;\nrevises rev_a;\nupgrade { }\n");
  Write("migrations/loop.migration", "revision rev_loop;\nrevises rev_loop;\nupgrade { }\n");
  Write("migrations/garbage.migration", "\x01\x02 {{{ revision");
  for (const char* words : {"heads", "history", "branches", "show rev_a", "history -v", "heads --json"}) {
    EXPECT_EQ(Run(words), 1) << words;
    EXPECT_TRUE(Says("rev_")) << words << "\n" << out();
    for (const char* name : {"[missing-header]", "[duplicate-revision]", "[self-loop]"}) {
      EXPECT_TRUE(Complains(name)) << words << "\n" << err();
    }
  }
  for (const char* words : {"upgrade", "upgrade --sql", "status", "current", "stamp head", "check", "verify",
                            "release v1", "downgrade base"}) {
    EXPECT_EQ(Run(std::string("--database x.db ") + words), 1) << words;
    EXPECT_EQ(out(), "") << words;
    EXPECT_TRUE(Complains("[duplicate-revision]")) << words << "\n" << err();
  }
  EXPECT_FALSE(Exists("x.db"));
  ASSERT_EQ(Run("merge rev_b rev_c --rev-id rev_m"), 0) << err();
  fs::remove(folder_ / "migrations/twin.migration");
  fs::remove(folder_ / "migrations/loop.migration");
  // A file without an id could be the one that is missed.
  fs::remove(folder_ / "migrations/garbage.migration");
  EXPECT_EQ(Run("heads"), 1);
  EXPECT_TRUE(Complains("'rev_d' revises 'rev_nowhere', which does not exist")) << err();
  fs::remove(folder_ / "migrations/rev_d.migration");
  ASSERT_EQ(Run("check"), 0) << err();
}

TEST_F(BadInput, ManyRevisionsInTheSameMoment) {
  AddRevision("rev_a", "base");
  const std::vector<int> codes =
      RunAtOnce(std::vector<std::string>(8, "revision -m same --head rev_a --splice"));
  EXPECT_EQ(codes, std::vector<int>(8, 0));
  EXPECT_EQ(CountMigrations(), 9u);
  // What came about is seen, and mended by one line.
  ASSERT_EQ(Run("heads"), 0) << err();
  EXPECT_EQ(std::count(out().begin(), out().end(), '\n'), 8);
  EXPECT_EQ(Run("--database x.db upgrade"), 1);
  EXPECT_TRUE(Complains("[multiple-heads]")) << err();
  ASSERT_EQ(Run("merge heads"), 0) << err();
  ASSERT_EQ(Run("check"), 0) << err();
}

// Who comes second builds on the first, or is told to merge; nobody reads half a file.
TEST_F(BadInput, ManyRevisionsThatFollowTheHead) {
  AddRevision("rev_a", "base");
  const std::vector<int> codes = RunAtOnce(std::vector<std::string>(8, "revision -m same"));
  const auto made = std::count(codes.begin(), codes.end(), 0);
  EXPECT_GE(made, 1);
  EXPECT_EQ(CountMigrations(), 1u + static_cast<std::size_t>(made));
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string said = Read(std::to_string(i) + ".txt");
    EXPECT_TRUE(codes[i] == 0 ||
                (codes[i] == 1 && said.rfind("error: the history has several heads:", 0) == 0))
        << said;
  }
}

TEST_F(BadInput, TheSameFileInTheSameMoment) {
  Write("instar.toml", "migrations = \"migrations\"\nfile_name = \"{slug}.migration\"\n");
  AddRevision("rev_a", "base");
  const std::vector<int> codes =
      RunAtOnce(std::vector<std::string>(8, "revision --head rev_a --splice -m same"));
  EXPECT_EQ(std::count(codes.begin(), codes.end(), 0), 1);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), 2), 7);
  EXPECT_EQ(CountMigrations(), 2u);
  ASSERT_EQ(Run("check"), 0) << err();
}

// Root may write everywhere, so it gives up its rights first.
class ReadOnly : public BadInput {
 protected:
  void SetUp() override {
    const bool is_root = geteuid() == 0;
    if (is_root) before_ = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
    fs::permissions(folder_, fs::perms(0755));
    for (const char* name : {"stdout.txt", "stderr.txt"}) {
      Write(name, "");
      fs::permissions(folder_ / name, fs::perms(0666));
    }
    // The build folder may be closed to others.
    fs::copy_file(INSTAR, folder_ / "instar_copy");
    fs::copy_file(SHOP, folder_ / "shop_copy");
  }
  void TearDown() override {
    for (const char* name : {"migrations", "data", "."}) {
      std::error_code ignored;
      fs::permissions(folder_ / name, fs::perms(0755), ignored);
    }
  }
  int RunWithoutRights(const std::string& arguments, bool shop = false) {
    const std::string environment = "LC_ALL=C.UTF-8 EDITOR=true " + before_;
    return RunProgram(shop ? "./shop_copy" : "./instar_copy", arguments, environment);
  }

  std::string before_;
};

TEST_F(ReadOnly, AFolderOfMigrations) {
  AddDiamond();
  Write("migrations/rev_e.migration",
        "revision rev_e; revises rev_d; upgrade { create table e (x integer); }\n");
  fs::permissions(folder_ / "migrations", fs::perms(0555));
  fs::permissions(folder_, fs::perms(0555));
  ASSERT_EQ(RunWithoutRights("heads"), 0) << err();
  ASSERT_EQ(RunWithoutRights("check"), 0) << err();
  constexpr Refusal kCases[] = {
      {"revision -m x --rev-id rev_x", 1, "cannot write 'migrations/"},
      {"merge rev_b rev_c --splice", 1, "cannot write 'migrations/"},
      {"fmt", 1, "cannot write 'migrations/rev_"},
      {"release v1", 1, "cannot write 'migrations/migrations.lock'"},
      {"init shop", 1, "cannot make the folder"},
  };
  for (const Refusal& one : kCases) {
    EXPECT_EQ(RunWithoutRights(one.words), one.exit) << one.words << "\n" << err();
    EXPECT_TRUE(Complains(one.message)) << one.words << "\n" << err();
    EXPECT_TRUE(Complains("Permission denied")) << one.words << "\n" << err();
  }
  EXPECT_EQ(CountMigrations(), 5u);
}

TEST_F(ReadOnly, AFolderOfADatabase) {
  AddDiamond();
  fs::create_directories(folder_ / "data");
  ASSERT_EQ(Run("--database data/x.db upgrade rev_b"), 0) << err();
  fs::permissions(folder_ / "data/x.db", fs::perms(0444));
  fs::permissions(folder_ / "data", fs::perms(0555));
  for (const bool shop : {false, true}) {
    for (const char* words :
         {"current", "status", "history -i", "show current", "upgrade --dry-run", "verify"}) {
      EXPECT_EQ(RunWithoutRights(std::string("--database data/x.db ") + words, shop), 0) << words << err();
    }
    for (const char* words : {"upgrade", "downgrade base", "stamp head", "reset --yes"}) {
      EXPECT_EQ(RunWithoutRights(std::string("--database data/x.db ") + words, shop), 1) << words;
      EXPECT_TRUE(Complains("read-only") || Complains("readonly") || Complains("cannot be written"))
          << words << "\n"
          << err();
    }
    EXPECT_EQ(RunWithoutRights("--database data/new.db upgrade", shop), 1);
    EXPECT_TRUE(Complains("'data/new.db'")) << err();
  }
  EXPECT_EQ(Query("data/x.db", "select revision from instar_version"), "rev_b");
}

}  // namespace
}  // namespace instar
