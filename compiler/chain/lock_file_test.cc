#include "compiler/chain/lock_file.h"

#include <gtest/gtest.h>

#include "compiler/chain/releases.h"
#include "compiler/diagnostics/text_printer.h"
#include "compiler/syntax/parser.h"

namespace instar::compiler {
namespace {

class LockFileTest : public testing::Test {
 protected:
  void Add(const std::string& text) {
    sources_.Add({"m" + std::to_string(sources_.size()) + ".migration", text});
  }

  // The chain of what was added.
  Chain Build() {
    trees_.clear();
    Diagnostics diagnostics;
    for (FileId file = 0; file < sources_.size(); ++file) {
      trees_.push_back(Parse(sources_, file, &diagnostics));
    }
    const auto chain = BuildChain(sources_, trees_, {}, &diagnostics);
    EXPECT_TRUE(chain.has_value()) << PrintDiagnostics(sources_, diagnostics);
    return chain.value_or(Chain());
  }

  std::string Release(std::string_view text, const std::string& tag,
                      const std::vector<std::uint32_t>& revisions) {
    const Chain chain = Build();
    return WithRelease(text, tag, chain, HashChain(sources_, chain), revisions);
  }

  std::optional<LockFile> Read(const std::string& text) {
    said_.clear();
    SourceSet sources;
    Diagnostics diagnostics;
    const auto lock = ReadLockFile(sources, sources.Add({"migrations.lock", text}), &diagnostics);
    EXPECT_EQ(lock.has_value(), diagnostics.errors() == 0);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      const LineColumn at = sources.Position(diagnostic.range.file, diagnostic.range.begin);
      said_ += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + diagnostic.message;
    }
    return lock;
  }

  Releases Check(const std::string& text) {
    const auto lock = Read(text);
    const Chain chain = Build();
    Diagnostics diagnostics;
    const Releases releases =
        CheckReleases(lock.value_or(LockFile()), chain, HashChain(sources_, chain), &diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      said_ += std::string(DiagnosticName(diagnostic.kind)) + ": " + diagnostic.message + "\n";
    }
    return releases;
  }

  SourceSet sources_;
  std::vector<SyntaxTree> trees_;
  std::string said_;
};

constexpr char kA[] = "revision a; revises base; upgrade { create table t (x integer); }";
constexpr char kB[] = "revision b; revises a; upgrade { create table u (x integer); }";
constexpr char kC[] = "revision c; revises b; depends on a; upgrade { create table v (x integer); }";

TEST_F(LockFileTest, WhatIsWrittenIsRead) {
  Add(kA);
  Add(kB);
  Add(kC);
  const std::string one = Release("", "v1.0", {0, 1});
  const std::string two = Release(one, "v1.1", {2});
  EXPECT_EQ(two.substr(0, one.size()), one) << "a release only appends";
  const auto lock = Read(two);
  ASSERT_TRUE(lock.has_value()) << said_;
  ASSERT_EQ(lock->releases.size(), 2u);
  EXPECT_EQ(lock->releases[1].tag, "v1.1");
  ASSERT_EQ(lock->revisions.size(), 3u);
  EXPECT_EQ(lock->revisions[0].links, "base");
  EXPECT_EQ(lock->revisions[2].links, "b;a");
  EXPECT_EQ(lock->revisions[2].release, 1u);
  EXPECT_EQ(Check(two), (Releases{0, 0, 1}));
  EXPECT_EQ(said_, "");
}

TEST_F(LockFileTest, WhatNoReleaseListsIsUnreleased) {
  Add(kA);
  Add(kB);
  EXPECT_EQ(Check(Release("", "v1.0", {0})), (Releases{0, kUnreleased}));
  EXPECT_EQ(said_, "");
  EXPECT_EQ(Check(EmptyLockFile()), (Releases{kUnreleased, kUnreleased}));
  EXPECT_EQ(Check(""), (Releases{kUnreleased, kUnreleased}));
  EXPECT_EQ(said_, "");
}

TEST_F(LockFileTest, AnEditIsReportedAtTheEditedRevisionAlone) {
  Add(kA);
  Add(kB);
  const std::string lock = Release("", "v1.0", {0, 1});
  sources_ = {};
  Add("revision a; revises base; upgrade { create table t (x integer, y integer); }");
  Add(kB);
  EXPECT_EQ(Check(lock), (Releases{0, 0}));
  EXPECT_EQ(said_, "edited-release: 'a' has changed since 'v1.0' released it\n");
}

TEST_F(LockFileTest, LayoutTextAndAllowsAreNoEdit) {
  Add(kA);
  const std::string lock = Release("", "v1.0", {0});
  sources_ = {};
  Add("-- why\nrevision a \"the first\";\nrevises base;\ncreated '2026-01-02';\nallow drop-table \"x\";\n"
      "upgrade {\n  CREATE TABLE t (x INTEGER);\n}\n");
  Check(lock);
  EXPECT_EQ(said_, "");
}

TEST_F(LockFileTest, AnotherPlaceInTheChainIsNamed) {
  Add(kA);
  Add("revision b; revises base; depends on a; upgrade { }");
  // Two bases, which only a lock is made of here.
  trees_.clear();
  Diagnostics diagnostics;
  for (FileId file = 0; file < sources_.size(); ++file) trees_.push_back(Parse(sources_, file, &diagnostics));
  const auto chain = BuildChain(sources_, trees_,
                                {.allow_multiple_heads = true, .allow_multiple_bases = true}, &diagnostics);
  ASSERT_TRUE(chain.has_value());
  const std::string lock = WithRelease("", "v1.0", *chain, HashChain(sources_, *chain), {0, 1});
  sources_ = {};
  Add(kA);
  Add("revision b; revises a; upgrade { }");
  Check(lock);
  EXPECT_EQ(
      said_,
      "edited-release: 'b' has changed since 'v1.0' released it: then it came after 'base' and depending on "
      "'a', now after 'a'\n");
}

TEST_F(LockFileTest, AMendedDowngradeIsAWarning) {
  Add(kA);
  const std::string lock = Release("", "v1.0", {0});
  sources_ = {};
  Add(std::string(kA) + " downgrade { drop table t; }");
  Check(lock);
  EXPECT_EQ(said_, "edited-released-downgrade: the downgrade of 'a' has changed since 'v1.0' released it\n");
}

TEST_F(LockFileTest, LinesThatAreWrong) {
  const std::string head = "instar-lock 1\nrelease v1\n";
  const std::string hash(64, '0');
  EXPECT_TRUE(Read(head + "a base " + hash + " " + hash + "\r\n# a comment\n\n").has_value()) << said_;
  EXPECT_FALSE(Read("hello\n"));
  EXPECT_EQ(said_, "1:1 this is no lock file: it begins with 'instar-lock 1'");
  EXPECT_FALSE(Read("instar-lock 2\n"));
  EXPECT_EQ(said_, "1:13 format 2 is newer than this compiler");
  EXPECT_FALSE(Read("instar-lock 1\na base " + hash + " " + hash));
  EXPECT_EQ(said_, "2:1 expected 'release TAG' before the first revision");
  EXPECT_FALSE(Read(head + "a base " + hash));
  EXPECT_EQ(said_, "3:1 expected 'release TAG', or a revision with its parents and two hashes");
  EXPECT_FALSE(Read(head + "a base " + hash + " " + hash.substr(1) + "g"));
  EXPECT_EQ(said_, "3:73 expected 64 hexadecimal digits");
  EXPECT_FALSE(Read(head + "a/b base " + hash + " " + hash));
  EXPECT_EQ(said_, "3:1 this cannot be the id of a revision");
  EXPECT_FALSE(Read(head + "a base " + hash + " " + hash + "\na base " + hash + " " + hash));
  EXPECT_EQ(said_, "4:1 revision 'a' is listed twice");
  EXPECT_FALSE(Read(head + "release v1\n"));
  EXPECT_EQ(said_, "3:9 release 'v1' is listed twice");
  EXPECT_FALSE(Read(head + "<<<<<<< HEAD\n"));
  EXPECT_EQ(said_, "3:1 a merge left a conflict here: two branches have both released");
  EXPECT_FALSE(Read(std::string("instar-lock\0 1\n", 15)));
}

TEST_F(LockFileTest, Tags) {
  EXPECT_TRUE(IsReleaseTag("v1.0-rc.1+linux/amd64"));
  EXPECT_FALSE(IsReleaseTag(""));
  EXPECT_FALSE(IsReleaseTag("v 1"));
  EXPECT_FALSE(IsReleaseTag("v\n1"));
  EXPECT_FALSE(IsReleaseTag(std::string(101, 'v')));
}

}  // namespace
}  // namespace instar::compiler
