// Runs instar-models on every case in `cases`: headers in, models.json or diagnostics out. INSTAR_BLESS=1
// writes what the program says into the cases: read the difference before keeping it.
//
//   // What the case is about.
//   // args: -std=c++20                       (compiler options; default: -std=c++17)
//   --- models.h                              (the first file is read, others it may include)
//   ...
//   --- expected
//   exit 0
//   ...
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace instar::models {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = INSTAR_SOURCE_DIR "/tests/models/cases";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Case {
  std::string preamble;  // all before the line `--- expected`
  std::string arguments = "-std=c++17";
  std::vector<std::pair<std::string, std::string>> files;
  std::string expected;
};

Case ReadCase(const std::string& text) {
  Case read;
  std::string* section = nullptr;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string line = text.substr(at, end - at);
    at = end;
    if (line == "--- expected\n") {
      section = &read.expected;
      continue;
    }
    if (section != &read.expected) read.preamble += line;
    if (line.rfind("--- ", 0) == 0) {
      read.files.emplace_back(line.substr(4, line.size() - 5), "");
      section = &read.files.back().second;
    } else if (section != nullptr) {
      *section += line;
    } else if (line.rfind("// args: ", 0) == 0) {
      read.arguments = line.substr(9, line.size() - 10);
    }
  }
  return read;
}

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCases)) names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

// What the program says of a case, with paths as if it stood in the folder of the headers.
std::string RunCase(const Case& wanted) {
  std::string name = fs::temp_directory_path() / "instar_models_XXXXXX";
  const fs::path folder = mkdtemp(name.data());
  for (const auto& [file, text] : wanted.files) {
    fs::create_directories((folder / file).parent_path());
    std::ofstream(folder / file, std::ios::binary) << text;
  }
  const std::string output = folder / "output";
  const std::string command =
      "env -u CLICOLOR_FORCE timeout 60 '" INSTAR_MODELS "' '" + (folder / wanted.files[0].first).string() +
      "' -- -I '" INSTAR_SOURCE_DIR "/runtime/include' " + wanted.arguments + " >'" + output + "' 2>&1";
  const int status = std::system(command.c_str());
  std::string said =
      "exit " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1) + "\n" + ReadFile(output);
  fs::remove_all(folder);
  for (std::size_t at = said.find(name); at != said.npos; at = said.find(name, at)) {
    said.erase(at, name.size() + 1);
  }
  return said;
}

class ModelsGoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(ModelsGoldenTest, SaysWhatIsExpected) {
  const fs::path path = kCases / (GetParam() + ".golden");
  const Case wanted = ReadCase(ReadFile(path));
  ASSERT_FALSE(wanted.files.empty()) << "the case has no files";
  const std::string said = RunCase(wanted);
  const char* bless = std::getenv("INSTAR_BLESS");
  if (bless != nullptr && std::string(bless) == "1") {
    std::ofstream(path, std::ios::binary) << wanted.preamble << "--- expected\n" << said;
    return;
  }
  EXPECT_EQ(said, wanted.expected) << "accept what is said now:  INSTAR_BLESS=1 instar_models_test "
                                      "--gtest_filter='*/"
                                   << GetParam() << "'";
}

INSTANTIATE_TEST_SUITE_P(Cases, ModelsGoldenTest, testing::ValuesIn(CaseNames()),
                         [](const testing::TestParamInfo<std::string>& test) { return test.param; });

}  // namespace
}  // namespace instar::models
