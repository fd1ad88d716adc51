// Runs every case beneath this folder. INSTAR_BLESS=1 writes what the compiler says into the cases: read the
// difference before keeping it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/file_system.h"
#include "tests/golden/golden_case.h"

namespace instar::compiler {
namespace {

const std::string kRoot = INSTAR_SOURCE_DIR "/tests/golden";

bool Blessing() {
  const char* bless = std::getenv("INSTAR_BLESS");
  return bless != nullptr && std::string_view(bless) == "1";
}

std::string TestName(const std::string& path) {
  std::string name = path.substr(0, path.rfind('.'));
  for (char& c : name) {
    if (c == '/' || c == '-') c = '_';
  }
  return name;
}

class GoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, SaysWhatIsExpected) {
  RealFileSystem files;
  std::string path = kRoot + "/" + GetParam();
  absl::StatusOr<std::string> text = files.Read(path);
  ASSERT_TRUE(text.ok()) << text.status();
  GoldenCase golden = ReadGoldenCase(*text);
  ASSERT_FALSE(golden.files.empty()) << "the case has no files";
  std::string said = RunGoldenCase(golden);
  if (Blessing() && said != golden.expected) {
    ASSERT_TRUE(files.Write(path, golden.preamble + "--- expected\n" + said).ok());
    return;
  }
  EXPECT_EQ(said, golden.expected) << "rerun this case:  golden_test --gtest_filter='*/"
                                   << TestName(GetParam())
                                   << "'\naccept what is said now:  INSTAR_BLESS=1 golden_test";
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenTest, testing::ValuesIn(ListGoldenCases(kRoot)),
                         [](const testing::TestParamInfo<std::string>& test) {
                           return TestName(test.param);
                         });

// Names without a case here, and why.
const std::map<std::string, std::string> kExempt = {
    {"cannot-read", "needs a disk: compiler/driver"},
    {"cannot-write", "needs a disk: compiler/driver"},
    {"file-too-large", "needs a disk: compiler/driver"},
    {"no-migrations", "about a folder, not about a file: compiler/driver"},
    {"replay-failed", "needs a database: compiler/replay"},
    {"unseeded-table", "needs a database: compiler/replay"},
    {"may-fail-on-rows", "needs a database: compiler/replay"},
};

std::vector<std::string> AllNames() {
  return {
#define INSTAR_DIAGNOSTIC(identifier, name, ...) name,
#include "compiler/diagnostics/kinds.def"
#undef INSTAR_DIAGNOSTIC
  };
}

TEST(GoldenCoverageTest, EveryDiagnosticHasACase) {
  RealFileSystem files;
  std::string expected;
  for (const std::string& path : ListGoldenCases(kRoot)) {
    expected += ReadGoldenCase(files.Read(kRoot + "/" + path).value()).expected;
  }
  for (const std::string& name : AllNames()) {
    bool covered = expected.find("[" + name + "]\n") != std::string::npos;
    bool exempt = kExempt.contains(name);
    EXPECT_TRUE(covered || exempt) << "no case expects [" << name
                                   << "]: add tests/golden/<phase>/<name>.golden";
    EXPECT_FALSE(covered && exempt) << "[" << name << "] has a case: it is no exemption any more";
  }
}

TEST(GoldenCoverageTest, EveryExemptionIsADiagnostic) {
  std::vector<std::string> names = AllNames();
  for (const auto& [name, reason] : kExempt) {
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name << ": " << reason;
  }
}

}  // namespace
}  // namespace instar::compiler
