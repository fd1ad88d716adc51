// instarc as a process, on what no test in memory can show. Devices are never named as outputs: a mistake
// would replace them.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr char kGood[] =
    "revision a; revises base; upgrade { create table t (x); } downgrade { drop table t; }\n";
constexpr char kHeader[] = "revision a;\nrevises base;\nupgrade {\n";
constexpr char kOutputs[] =
    "--name s --header out/s.h --source out/s.cc --depfile out/s.d --stamp out/s.stamp";

class bad_input : public testing::Test {
 protected:
  bad_input() {
    std::string name = fs::temp_directory_path() / "instar_bad_input_XXXXXX";
    folder_ = mkdtemp(name.data());
    fs::permissions(folder_, fs::perms::all);
    fs::create_directories(folder_ / "m");
    fs::create_directories(folder_ / "out");
  }
  ~bad_input() override { fs::remove_all(folder_); }

  void Write(const fs::path& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string Read(const fs::path& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool Exists(const fs::path& name) const { return fs::exists(folder_ / name); }

  // The exit code, or minus the signal; what it said is in said_.
  int Run(const std::string& arguments, const std::string& before = "",
          const std::string& program = INSTARC) {
    const std::string command = "cd '" + folder_.string() + "' && " + before + " timeout 50 '" + program +
                                "' " + arguments + " >stdout.txt 2>stderr.txt";
    const int status = std::system(command.c_str());
    said_ = Read("stderr.txt");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  void ExpectSays(const std::string& part) const {
    EXPECT_NE(said_.find(part), std::string::npos) << said_.substr(0, 4000);
  }
  int Errors() const {
    int count = 0;
    for (std::size_t at = 0; (at = said_.find("error: ", at)) != std::string::npos; ++at) ++count;
    return count;
  }

  // One file, one error of this kind at this place.
  void ExpectOne(const std::string& text, const std::string& place, const std::string& kind) {
    Write("m/x.migration", text);
    EXPECT_EQ(Run("--check m"), 1) << text.substr(0, 200);
    ExpectSays("m/x.migration:" + place + ": error: ");
    ExpectSays("[" + kind + "]");
    EXPECT_EQ(Errors(), 1) << said_.substr(0, 4000);
  }

  void ExpectNoTemporaries() const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
    }
  }

  fs::path folder_;
  std::string said_;
};

TEST_F(bad_input, NoText) {
  ExpectOne("", "1:1", "missing-header");
  ExpectOne(std::string(1000, '\0'), "1:1", "not-text");
  ExpectOne(kHeader + std::string("insert into t values ('\xE4');"), "4:24", "not-text");
  ExpectOne("\xFF\xFEr\0", "1:1", "not-text");
}

TEST_F(bad_input, CarriageReturnsAndByteOrderMark) {
  Write("m/x.migration", "\xEF\xBB\xBFrevision a;\r\nrevises base;\r\nupgrade { }\r\n");
  EXPECT_EQ(Run("--check m"), 0) << said_;
  ExpectOne("\xEF\xBB\xBFrevision a;\r\nrevises base;\r\nupgrade { x; }\r\n", "3:11", "unknown-statement");
}

TEST_F(bad_input, UnterminatedHeader) {
  ExpectOne("revision", "1:9", "illegal-id");
  ExpectOne("revision a", "1:11", "syntax-error");
  ExpectOne("revision a \"x", "1:12", "unterminated");
  ExpectOne("revision \"", "1:10", "unterminated");
  ExpectOne("revision a; revises", "1:20", "illegal-id");
  ExpectOne("revision a; revises base; created '2020", "1:35", "unterminated");
  ExpectOne("revision a; revises base; allow drop-table", "1:43", "missing-reason");
  ExpectOne("revision a; revises base; depends on", "1:37", "illegal-id");
  ExpectOne("revision a; revises /* x", "1:21", "unterminated");
}

TEST_F(bad_input, UnterminatedStatement) {
  const std::string header = kHeader;
  for (const char* opener : {"'", "\"", "x'", "/*"}) {
    ExpectOne(header + "drop table " + opener, "4:12", "unterminated");
  }
  for (const char* opener : {"'", "\"", "`", "[", "/*"}) {
    ExpectOne(header + "on sqlite { select " + opener, "4:20", "unterminated");
  }
  for (const char* opener : {"$q$", "E'", "U&'", "/* /* */"}) {
    ExpectOne(header + "on postgresql { select " + opener, "4:24", "unterminated");
  }
  ExpectOne(header + "on sqlite", "4:10", "syntax-error");
  ExpectOne(header + "on sqlite {", "4:11", "unterminated");
  ExpectOne(header + "allow", "4:6", "syntax-error");
  ExpectOne(header + "allow\n}\n", "5:1", "syntax-error");
  ExpectOne(header + "call a::", "4:6", "illegal-function");
  ExpectOne(header + "drop table t", "3:9", "unterminated");
}

TEST_F(bad_input, LargeAndDeep) {
  Write("m/x.migration", std::string((16u << 20) + 1, 'a'));
  EXPECT_EQ(Run("--check m"), 1);
  ExpectSays("'m/x.migration' is larger than 16 MiB [file-too-large]");
  ExpectOne(kHeader + std::string("select ") + std::string(100000, '('), "4:1", "unknown-statement");
  ExpectOne(kHeader + std::string("drop table ") + std::string(100000, '('), "4:1012", "nested-too-deeply");
  ExpectOne(kHeader + std::string(100000, '{'), "4:1", "syntax-error");
}

TEST_F(bad_input, TenThousandErrors) {
  std::string text = kHeader;
  for (int i = 0; i < 10000; ++i) text += "frobnicate;\n";
  Write("m/x.migration", text + "}\n");
  EXPECT_EQ(Run("--check m"), 1);
  EXPECT_EQ(Errors(), 101);
  ExpectSays("[too-many-errors]");
}

// Quadratic before errors of the chain had a limit, too.
TEST_F(bad_input, AHundredThousandParents) {
  std::string text = "revision a;\nrevises p";
  for (int i = 0; i < 100000; ++i) text += ",p" + std::to_string(i);
  Write("m/x.migration", text + ";\nupgrade { }\n");
  EXPECT_EQ(Run("--check m"), 1);
  EXPECT_EQ(Errors(), 101);
  ExpectSays("[too-many-errors]");
}

TEST_F(bad_input, LongWordsAreShortened) {
  for (const char* before : {"", "create "}) {
    Write("m/x.migration", kHeader + std::string(before) + std::string(1000000, 'a') + ";\n}\n");
    EXPECT_EQ(Run("--check m"), 1);
    EXPECT_LT(said_.size(), 2000u);
  }
}

TEST_F(bad_input, NothingSteersTheTerminal) {
  Write("m/x\x1B[31m.migration", "revision a\x1B[31m; revises base; upgrade { }");
  EXPECT_EQ(Run("--check --color=never m"), 1);
  EXPECT_EQ(said_.find('\x1B'), std::string::npos) << said_;
  ExpectSays("'a<U+001B>[31m' is not an id");
}

TEST_F(bad_input, WhatIsNoFile) {
  ASSERT_EQ(mkfifo((folder_ / "m/pipe.migration").c_str(), 0600), 0);
  fs::create_symlink("loop.migration", folder_ / "m/loop.migration");
  fs::create_symlink("nowhere", folder_ / "m/link.migration");
  EXPECT_EQ(Run("--check m gone.migration"), 1);
  ExpectSays("cannot read 'm/pipe.migration': not a regular file [cannot-read]");
  ExpectSays("cannot read 'm/loop.migration': Too many levels of symbolic links [cannot-read]");
  ExpectSays("cannot read 'm/link.migration': No such file or directory [cannot-read]");
  ExpectSays("cannot read 'gone.migration': No such file or directory [cannot-read]");
  EXPECT_EQ(Errors(), 4);
}

TEST_F(bad_input, ListWithOddLines) {
  Write("m/a.migration", kGood);
  Write("list", "\xEF\xBB\xBF\r\n\nm/a.migration\r\n./m/a.migration\nm//a.migration\nm");
  EXPECT_EQ(Run("--check --files-from list"), 0) << said_;
  Write("list", std::string("m/a.migration\0.txt\n", 19));
  EXPECT_EQ(Run("--check --files-from list"), 1);
  ExpectSays("cannot read 'list': not a list of files [cannot-read]");
}

TEST_F(bad_input, OutputThatIsNoFile) {
  Write("m/a.migration", kGood);
  ASSERT_EQ(mkfifo((folder_ / "out/s.h").c_str(), 0600), 0);
  EXPECT_EQ(Run(std::string("m ") + kOutputs), 1);
  ExpectSays("cannot write 'out/s.h': not a regular file [cannot-write]");
  EXPECT_TRUE(fs::is_fifo(folder_ / "out/s.h"));
  fs::remove(folder_ / "out/s.h");
  fs::create_directories(folder_ / "out/s.cc");
  EXPECT_EQ(Run(std::string("m ") + kOutputs), 1);
  ExpectSays("cannot write 'out/s.cc': Is a directory [cannot-write]");
  EXPECT_FALSE(Exists("out/s.stamp"));
  fs::remove_all(folder_ / "out");
  EXPECT_EQ(Run(std::string("m ") + kOutputs), 1);
  ExpectSays("cannot write 'out/s.h': No such file or directory [cannot-write]");
  ExpectNoTemporaries();
}

// The limit on the size of files stands for a disk that is full: the write fails in the middle.
TEST_F(bad_input, WriteThatFailsInTheMiddle) {
  std::string text = kHeader;
  for (int i = 0; i < 5000; ++i) text += "create table t" + std::to_string(i) + " (x);\n";
  Write("m/a.migration", text + "}\nirreversible \"test\";\n");
  Write("out/s.cc", "old");
  EXPECT_EQ(Run(std::string("m --no-replay ") + kOutputs, "ulimit -f 16;"), 1);
  ExpectSays("cannot write 'out/s.cc': File too large [cannot-write]");
  EXPECT_EQ(Read("out/s.cc"), "old");
  EXPECT_FALSE(Exists("out/s.stamp"));
  ExpectNoTemporaries();
}

TEST_F(bad_input, ReadOnlyFolder) {
  Write("m/a.migration", kGood);
  fs::permissions(folder_ / "out", fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                       fs::perms::others_exec);
  // Root may write anywhere: somebody else must try, with a program that is not in somebody's home.
  fs::copy_file(INSTARC, folder_ / "instarc");
  const std::string other = geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups" : "";
  EXPECT_EQ(Run(std::string("m ") + kOutputs, other, "./instarc"), 1);
  ExpectSays("cannot write 'out/s.h': Permission denied [cannot-write]");
  ExpectNoTemporaries();
  fs::permissions(folder_ / "out", fs::perms::all);
}

TEST_F(bad_input, TreesThatCannotBePrinted) {
  Write("m/a.migration", kGood);
  // Opened for writing, never replaced.
  const std::string command =
      "cd '" + folder_.string() + "' && '" INSTARC "' --dump-ast m >/dev/full 2>stderr.txt";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  said_ = Read("stderr.txt");
  ExpectSays("cannot write to the standard output: No space left on device [cannot-write]");
}

TEST_F(bad_input, Usage) {
  Write("m/a.migration", kGood);
  for (const char* arguments :
       {"", "m", "m --check --bogus", "m --header", "m --header out/s.h --name s",
        "m --check --depfile out/d", "m --check --color pink", "m --check --dialect oracle",
        "m --check --header x --header y", "m --check --sqlite-min-version 99", "m --check --namespace 1x"}) {
    EXPECT_EQ(Run(arguments), 2) << arguments;
    ExpectSays("--help");
  }
}

TEST_F(bad_input, NothingOverwritesAnInput) {
  Write("m/a.migration", kGood);
  Write("list", "m/a.migration\n");
  for (const char* arguments :
       {"m --name s --header out/s.h --source m/a.migration", "m --name s --header out/x --source ./out/x",
        "--files-from list --name s --header out/s.h --source ./list"}) {
    EXPECT_EQ(Run(arguments), 2) << arguments;
    ExpectSays("would overwrite an input or another output");
  }
  EXPECT_EQ(Read("m/a.migration"), kGood);
  EXPECT_EQ(Read("list"), "m/a.migration\n");
  EXPECT_TRUE(fs::is_empty(folder_ / "out"));
}

}  // namespace
