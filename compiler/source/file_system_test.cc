#include "compiler/source/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace instar::compiler {
namespace {

namespace fs = std::filesystem;

class RealFileSystemTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "instar-file-system-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  std::vector<std::string> Names() const { return files_.List(folder_).value(); }

  std::string folder_;
  RealFileSystem files_;
};

TEST_F(RealFileSystemTest, ReadsWhatWasWritten) {
  std::string text("a\0b\r\n", 5);
  ASSERT_TRUE(files_.Write(Path("x"), text).ok());
  EXPECT_EQ(files_.Read(Path("x")).value(), text);
  ASSERT_TRUE(files_.Write(Path("x"), "").ok());
  EXPECT_EQ(files_.Read(Path("x")).value(), "");
  // Nothing temporary is left behind.
  EXPECT_EQ(Names(), std::vector<std::string>{"x"});
}

TEST_F(RealFileSystemTest, SaysWhatIsMissing) {
  absl::Status status = files_.Read(Path("x")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "cannot read '" + Path("x") + "': No such file or directory");
  EXPECT_EQ(files_.List(Path("y")).status().message(),
            "cannot list '" + Path("y") + "': No such file or directory");
}

TEST_F(RealFileSystemTest, AFolderIsNotAFile) {
  ASSERT_EQ(files_.Read(folder_).status().message(), "cannot read '" + folder_ + "': Is a directory");
  EXPECT_EQ(files_.Write(folder_, "x").message(), "cannot write '" + folder_ + "': Is a directory");
  EXPECT_TRUE(files_.IsFolder(folder_));
  EXPECT_FALSE(files_.IsFolder(Path("x")));
}

TEST_F(RealFileSystemTest, ListsFoldersApartFromFiles) {
  fs::create_directory(Path("b"));
  fs::create_directory(Path("a"));
  ASSERT_TRUE(files_.Write(Path("x"), "").ok());
  EXPECT_EQ(files_.ListFolders(folder_), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(Names(), std::vector<std::string>{"x"});
  EXPECT_TRUE(files_.ListFolders(Path("nowhere")).empty());
}

TEST_F(RealFileSystemTest, APipeDoesNotBlock) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(files_.Read(Path("pipe")).status().message(),
            "cannot read '" + Path("pipe") + "': not a regular file");
}

TEST_F(RealFileSystemTest, RefusesWhatIsTooLargeBeforeReadingIt) {
  ASSERT_TRUE(files_.Write(Path("x"), "").ok());
  fs::resize_file(Path("x"), kMaxFileSize);
  EXPECT_EQ(files_.Read(Path("x")).value().size(), kMaxFileSize);
  // A sparse file of a terabyte would not fit into memory.
  fs::resize_file(Path("x"), std::uintmax_t{1} << 40);
  EXPECT_EQ(files_.Read(Path("x")).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_F(RealFileSystemTest, SaysWhatIsForbidden) {
  ASSERT_TRUE(files_.Write(Path("x"), "text").ok());
  fs::permissions(Path("x"), fs::perms::none);
  fs::permissions(Path(""), fs::perms::all);
  // Root may read everything, so the test is somebody else for a moment.
  const uid_t user = geteuid();
  ASSERT_EQ(user == 0 ? seteuid(65534) : 0, 0);
  const std::string message(files_.Read(Path("x")).status().message());
  ASSERT_EQ(seteuid(user), 0);
  EXPECT_EQ(message, "cannot read '" + Path("x") + "': Permission denied");
}

TEST_F(RealFileSystemTest, AFailedWriteLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(files_.Write(Path("full"), "old").ok());
  // /dev/full is no folder, and a folder that is a file cannot hold the temporary one.
  EXPECT_EQ(files_.Write(Path("full") + "/y", "new").message(),
            "cannot write '" + Path("full") + "/y': Not a directory");
  EXPECT_EQ(files_.Read(Path("full")).value(), "old");
  EXPECT_EQ(Names(), std::vector<std::string>{"full"});
  EXPECT_EQ(files_.Write(Path("no/such/folder"), "x").message(),
            "cannot write '" + Path("no/such/folder") + "': No such file or directory");
}

TEST_F(RealFileSystemTest, StepsOverALeftTemporaryFile) {
  std::ofstream(Path("x.0.tmp")) << "left by a killed process";
  ASSERT_TRUE(files_.Write(Path("x"), "text").ok());
  EXPECT_EQ(files_.Read(Path("x")).value(), "text");
  EXPECT_EQ(Names(), (std::vector<std::string>{"x", "x.0.tmp"}));
}

TEST_F(RealFileSystemTest, ListsFilesSortedByBytesAndLinksToNowhere) {
  for (const char* name : {"b", "a10", "a9", "Z", "\xC3\xA4"}) ASSERT_TRUE(files_.Write(Path(name), "").ok());
  fs::create_directory(Path("folder"));
  fs::create_symlink(Path("nowhere"), Path("link"));
  EXPECT_EQ(Names(), (std::vector<std::string>{"Z", "a10", "a9", "b", "link", "\xC3\xA4"}));
  EXPECT_EQ(files_.Read(Path("link")).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(RealFileSystemTest, WriteIfChangedKeepsTheTimeOfAnEqualFile) {
  ASSERT_TRUE(WriteIfChanged(files_, Path("x"), "one").ok());
  auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(5);
  fs::last_write_time(Path("x"), long_ago);
  auto before = fs::last_write_time(Path("x"));
  ASSERT_TRUE(WriteIfChanged(files_, Path("x"), "one").ok());
  EXPECT_EQ(fs::last_write_time(Path("x")), before);
  ASSERT_TRUE(WriteIfChanged(files_, Path("x"), "two").ok());
  EXPECT_NE(fs::last_write_time(Path("x")), before);
  EXPECT_EQ(files_.Read(Path("x")).value(), "two");
}

TEST(InMemoryFileSystemTest, BehavesLikeADisk) {
  InMemoryFileSystem files;
  ASSERT_TRUE(files.Write("m/b.migration", "B").ok());
  ASSERT_TRUE(files.Write("m/a.migration", "A").ok());
  ASSERT_TRUE(files.Write("m/deep/c.migration", "C").ok());
  ASSERT_TRUE(files.Write("mm", "D").ok());
  EXPECT_EQ(files.Read("m/a.migration").value(), "A");
  EXPECT_EQ(files.List("m/").value(), (std::vector<std::string>{"a.migration", "b.migration"}));
  EXPECT_EQ(files.List(".").value(), std::vector<std::string>{"mm"});
  EXPECT_TRUE(files.IsFolder("m/deep"));
  EXPECT_FALSE(files.IsFolder("mm"));
  EXPECT_EQ(files.Read("m").status().message(), "cannot read 'm': Is a directory");
  EXPECT_EQ(files.Write("m", "x").message(), "cannot write 'm': Is a directory");
  EXPECT_EQ(files.Read("x").status().message(), "cannot read 'x': No such file or directory");
  EXPECT_EQ(files.List("x").status().message(), "cannot list 'x': No such file or directory");
  ASSERT_TRUE(files.Write("large", std::string(kMaxFileSize + 1, 'x')).ok());
  EXPECT_EQ(files.Read("large").status().code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace instar::compiler
