// The formatter on every migration that the golden cases and the examples hold: no hash changes, and a second
// time changes nothing.
#include <gtest/gtest.h>

#include <filesystem>

#include "compiler/chain/hash.h"
#include "compiler/source/file_system.h"
#include "compiler/syntax/formatter.h"
#include "compiler/syntax/parser.h"
#include "tests/golden/golden_case.h"

namespace instar::compiler {
namespace {

const std::string kSource = INSTAR_SOURCE_DIR;

// Of the one revision, whatever it revises.
std::string HashesOf(const std::string& text) {
  Diagnostics diagnostics;
  SourceSet sources;
  const std::vector<SyntaxTree> trees = {Parse(sources, sources.Add({"a.migration", text}), &diagnostics)};
  EXPECT_EQ(diagnostics.errors(), 0) << text;
  Chain chain;
  chain.revisions.push_back({"a", trees.data(), {}, {}});
  const RevisionHashes hashes = HashChain(sources, chain).at(0);
  return HexOf(hashes.meaning) + " " + HexOf(hashes.downgrade);
}

void Check(const std::string& where, const std::string& text, int* formatted) {
  SCOPED_TRACE(where);
  Diagnostics diagnostics;
  const std::optional<std::string> once = Format({where, text}, &diagnostics);
  if (!once) return;
  ++*formatted;
  EXPECT_EQ(HashesOf(*once), HashesOf(text)) << *once;
  EXPECT_EQ(Format({where, *once}, &diagnostics), once);
}

TEST(FormatCorpusTest, GoldenCases) {
  RealFileSystem files;
  const std::string root = kSource + "/tests/golden";
  int formatted = 0;
  for (const std::string& path : ListGoldenCases(root)) {
    for (const SourceFile& file : ReadGoldenCase(files.Read(root + "/" + path).value()).files) {
      if (file.path.ends_with(".migration")) Check(path + ": " + file.path, file.text, &formatted);
    }
  }
  EXPECT_GT(formatted, 200);
}

// They are also laid out as the formatter would.
TEST(FormatCorpusTest, Examples) {
  RealFileSystem files;
  int formatted = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSource + "/examples")) {
    if (entry.path().extension() != ".migration") continue;
    const std::string text = files.Read(entry.path().string()).value();
    Check(entry.path().string(), text, &formatted);
    Diagnostics diagnostics;
    EXPECT_EQ(Format({entry.path().string(), text}, &diagnostics), text);
  }
  EXPECT_GT(formatted, 10);
}

}  // namespace
}  // namespace instar::compiler
