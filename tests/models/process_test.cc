// instar-models as a process: exit codes, what it writes and what it leaves alone.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace instar::models {
namespace {

namespace fs = std::filesystem;

constexpr char kModel[] =
    "#include <instar/model.h>\n#include \"parts/part.h\"\n"
    "struct INSTAR_TABLE(users) User { int id; Part part; };\n";

class ReaderProcessTest : public testing::Test {
 protected:
  ReaderProcessTest() {
    std::string name = fs::temp_directory_path() / "instar_models_XXXXXX";
    folder_ = mkdtemp(name.data());
    Write("models.h", kModel);
    Write("parts/part.h", "#include <cstdint>\nstruct Part { std::int64_t a; int b; };\n");
  }
  ~ReaderProcessTest() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::string Read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // In the folder of the test; both streams go to the file `said`. The header's folder is an option always
  // given.
  int Run(const std::string& arguments, const std::string& options = "") const {
    const std::string command = "cd '" + folder_.string() +
                                "' && env -u CLICOLOR_FORCE timeout 60 '" INSTAR_MODELS "' " + arguments +
                                " -- -I'" INSTAR_SOURCE_DIR "/runtime/include' " + options + " >said 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  fs::path folder_;
};

TEST_F(ReaderProcessTest, WritesTheModelsAndWhatWasRead) {
  EXPECT_EQ(Run("models.h --output out.json --depfile out.d"), 0) << Read("said");
  EXPECT_EQ(Read("said"), "");
  EXPECT_NE(Read("out.json").find("\"table\": \"users\""), std::string::npos);
  const std::string depfile = Read("out.d");
  EXPECT_EQ(depfile.rfind("out.json: \\\n", 0), 0u) << depfile;
  EXPECT_NE(depfile.find("/models.h"), std::string::npos) << depfile;
  EXPECT_NE(depfile.find("/parts/part.h"), std::string::npos) << depfile;
  EXPECT_NE(depfile.find("/instar/model.h"), std::string::npos) << depfile;
  // The system's headers do not change with the program.
  EXPECT_EQ(depfile.find("/cstdint"), std::string::npos) << depfile;
  EXPECT_EQ(depfile.find("/instar-models"), std::string::npos) << depfile;
}

// The migrations' own header, say. The build would be a circle.
TEST_F(ReaderProcessTest, DoesNotDependOnWhatIsMadeFromItsOutput) {
  Write("parts/part.h", "#include \"../made/made.h\"\nstruct Part { int a; int b; };\n");
  Write("made/made.h", "\n");
  EXPECT_EQ(Run("models.h --output out.json --depfile out.d"), 0) << Read("said");
  EXPECT_NE(Read("out.d").find("/made.h"), std::string::npos);
  EXPECT_EQ(
      Run("models.h --output out.json --depfile out.d --generated '" + (folder_ / "made").string() + "'"), 0);
  EXPECT_EQ(Read("out.d").find("/made.h"), std::string::npos) << Read("out.d");
  EXPECT_NE(Read("out.d").find("/part.h"), std::string::npos);
}

TEST_F(ReaderProcessTest, LeavesTheOldModelsAloneAfterAnError) {
  Write("out.json", "old");
  Write("models.h", "#include <instar/model.h>\nstruct INSTAR_TABLE(users) User { int* id; };\n");
  EXPECT_EQ(Run("models.h --output out.json --depfile out.d"), 1);
  EXPECT_EQ(Read("out.json"), "old");
  EXPECT_FALSE(fs::exists(folder_ / "out.d"));
}

TEST_F(ReaderProcessTest, TakesArgumentsFromAFile) {
  Write("arguments", "--output\nout.json\n\nmodels.h\n--implicit-include=/nowhere\n");
  EXPECT_EQ(Run("@arguments"), 1);
  // Nothing of the standard library is in /nowhere, and a member needs it.
  EXPECT_NE(Read("said").find("'cstdint' file not found"), std::string::npos) << Read("said");
  Write("arguments", "--output\nout.json\nmodels.h\n--feature=cxx_std_20\n");
  EXPECT_EQ(Run("@arguments"), 0) << Read("said");
}

TEST_F(ReaderProcessTest, IsNotStoppedByOptionsOfOtherCompilers) {
  EXPECT_EQ(Run("models.h",
                "-fconcepts-diagnostics-depth=3 -fno-gnu-unique -fanalyzer -fmodules-ts -std=c++99 "
                "-Wno-such-warning -march=native -mno-such-machine -o x -c -flto=auto"),
            0)
      << Read("said");
  EXPECT_FALSE(fs::exists(folder_ / "x"));
}

TEST_F(ReaderProcessTest, SaysWhatIsWrongWithTheCall) {
  EXPECT_EQ(Run(""), 2);
  EXPECT_NE(Read("said").find("no headers"), std::string::npos);
  EXPECT_EQ(Run("models.h --depfile out.d"), 2);
  EXPECT_NE(Read("said").find("--depfile needs --output"), std::string::npos);
  EXPECT_EQ(Run("models.h --colour never"), 2);
  EXPECT_EQ(Run("@nowhere"), 2);
  EXPECT_NE(Read("said").find("cannot read 'nowhere'"), std::string::npos);
}

TEST_F(ReaderProcessTest, SaysWhatIsNotThere) {
  EXPECT_EQ(Run("models.h nowhere.h"), 1);
  EXPECT_NE(Read("said").find("cannot find the header '" + (folder_ / "nowhere.h").string() + "'"),
            std::string::npos)
      << Read("said");
  EXPECT_EQ(Run("models.h --output no/folder/out.json"), 1);
  EXPECT_NE(Read("said").find("cannot write 'no/folder/out.json'"), std::string::npos) << Read("said");
}

// Whatever bytes: an answer, and no crash.
TEST_F(ReaderProcessTest, SurvivesHeadersThatAreNone) {
  const std::string headers[] = {
      "",
      std::string("\0\x80\xff{{{", 6),
      "#include \"garbage.h\"\n",
      "#if 1\n",
      "struct",
      "template <int n> struct R { static constexpr int v = R<n + 1>::v; }; int x = R<0>::v;\n",
      "#define INSTAR_TABLE(\n",
      "/* never closed",
  };
  for (const std::string& header : headers) {
    Write("garbage.h", header);
    EXPECT_EQ(Run("garbage.h"), 1) << header << Read("said");
    // Behind the model, most of it is none of the model's business.
    const int exit_code = Run("models.h garbage.h");
    EXPECT_TRUE(exit_code == 0 || exit_code == 1) << header << Read("said");
    EXPECT_NE(Read("said"), "") << header;
  }
}

}  // namespace
}  // namespace instar::models
