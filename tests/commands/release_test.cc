// fmt and release, and what a build says after a release.
#include <cstdlib>

#include "tests/commands/command_test.h"

namespace instar {
namespace {

using Release = CommandTest;
using Fmt = CommandTest;

TEST_F(Release, ListsWhatNoEarlierOneShipped) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  ASSERT_EQ(Run("release v1 rev_a"), 0) << err();
  EXPECT_TRUE(Says("1 revision released with v1")) << out();
  ASSERT_EQ(Run("release v2"), 0) << err();
  EXPECT_TRUE(Says("rev_b\n1 revision released with v2")) << out();
  EXPECT_EQ(Run("release v3"), 1);
  EXPECT_TRUE(Complains("there is nothing new to release")) << err();
  AddRevision("rev_c", "rev_b");
  EXPECT_EQ(Run("release v2"), 1);
  EXPECT_TRUE(Complains("'v2' was released before")) << err();
  EXPECT_EQ(Run("release 'v 3'"), 2);
  ASSERT_EQ(Run("release v3 --json"), 0) << err();
  EXPECT_TRUE(Says("\"rev_c\"")) << out();
}

TEST_F(Release, FromThenOnAnEditIsAnError) {
  AddRevision("rev_a", "base");
  AddRevision("rev_b", "rev_a");
  ASSERT_EQ(Run("release v1"), 0) << err();
  const std::string released = Read("migrations/rev_a.migration");
  Write("migrations/rev_a.migration",
        "revision rev_a;\nrevises base;\nupgrade { create table other (x integer); }\n");
  EXPECT_EQ(Run("check"), 1);
  EXPECT_TRUE(Complains("'rev_a' has changed since 'v1' released it [edited-release]")) << err();
  EXPECT_EQ(Run("release v2"), 1) << "a broken history is not released";
  Write("migrations/rev_a.migration", "-- the same\n" + released);
  EXPECT_EQ(Run("check"), 0) << err();
  std::filesystem::remove(folder_ / "migrations/rev_b.migration");
  EXPECT_EQ(Run("check"), 1);
  EXPECT_TRUE(Complains("'rev_b', released with 'v1', is gone [removed-release]")) << err();
}

// As version control merges it. A branch is what its files are: the lock and the migrations beside it.
TEST_F(Release, TheLocksOfTwoBranchesConflictOnlyIfBothReleased) {
  const std::string lock = "migrations/migrations.lock";
  const auto merge = [&] {
    return std::system(("cd '" + folder_.string() + "' && git merge-file -p one base two > merged").c_str());
  };
  AddRevision("rev_a", "base");
  ASSERT_EQ(Run("release v1"), 0) << err();
  Write("base", Read(lock));
  AddRevision("rev_b", "rev_a");
  ASSERT_EQ(Run("release v2"), 0) << err();
  Write("one", Read(lock));

  // The other branch has a revision too, and no release.
  Write("two", Read("base"));
  AddRevision("rev_c", "rev_a");
  AddRevision("rev_m", "rev_b, rev_c");
  ASSERT_EQ(merge(), 0);
  EXPECT_EQ(Read("merged"), Read("one"));
  EXPECT_EQ(Run("check"), 0) << err();

  // It has a release as well, of another revision.
  std::filesystem::remove(folder_ / "migrations/rev_b.migration");
  std::filesystem::remove(folder_ / "migrations/rev_m.migration");
  Write(lock, Read("base"));
  ASSERT_EQ(Run("release v2-beta"), 0) << err();
  Write("two", Read(lock));
  EXPECT_NE(merge(), 0);
  Write(lock, Read("merged"));
  AddRevision("rev_b", "rev_a");
  AddRevision("rev_m", "rev_b, rev_c");
  EXPECT_EQ(Run("check"), 1);
  EXPECT_TRUE(Complains("a merge left a conflict here: two branches have both released")) << err();
}

TEST_F(Fmt, RewritesWhatIsLaidOutOtherwise) {
  AddRevision("rev_a", "base");
  ASSERT_EQ(Run("fmt"), 0) << err();
  Write("migrations/b.migration", "revision rev_b;revises rev_a;upgrade{create table b(x integer);}");
  EXPECT_EQ(Run("fmt --check"), 1);
  EXPECT_EQ(out(), "migrations/b.migration\n");
  EXPECT_EQ(Read("migrations/b.migration").find('\n'), std::string::npos) << "--check writes nothing";
  ASSERT_EQ(Run("fmt"), 0) << err();
  EXPECT_EQ(Read("migrations/b.migration"),
            "revision rev_b;\nrevises  rev_a;\n\nupgrade {\n    create table b (x integer);\n}\n");
  EXPECT_EQ(Run("fmt --check"), 0);
  EXPECT_EQ(out(), "");
}

TEST_F(Fmt, LeavesFilesWithErrorsAlone) {
  Write("migrations/a.migration", "revision a; revises base; upgrade { create tabel t; }");
  AddRevision("rev_b", "base");
  EXPECT_EQ(Run("fmt"), 1);
  EXPECT_TRUE(Complains("a.migration:1:")) << err();
  EXPECT_EQ(Read("migrations/a.migration"), "revision a; revises base; upgrade { create tabel t; }");
  EXPECT_EQ(Run("fmt migrations/rev_b.migration"), 0) << "only what is named";
  EXPECT_EQ(Run("fmt no/such/file"), 1);
}

}  // namespace
}  // namespace instar
