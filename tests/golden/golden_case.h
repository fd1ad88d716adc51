// A golden case: migrations, and the diagnostics that must come of them, in one text file.
//
//   // what this case is about                (any number of lines)
//   // args: allow-multiple-heads             (optional, see below)
//   --- a.migration
//   revision a;
//   ...
//   --- b.migration
//   ...
//   --- expected
//   a.migration:1:10: error: ...              (as printed without colour; nothing when all is well)
//
// A file called migrations.lock is the lock file, one called models.json what was read from the headers (x.h)
// beside it.
//
// Arguments, separated by spaces:
//   allow-multiple-heads, allow-multiple-bases   as for instarc
//   -Wall, -Wextra, -Wname, ...                  as for instarc
//   postgresql     is enabled beside SQLite
//   lints          are run, as without a replay: what only that can decide is reported
//   no-steps       as for instarc
//   escapes        in the files, `\xHH` is a byte and `\` at the end of a line joins it to the next
//   crlf           every line of the files ends with CR LF
//   no-final-newline  the files do not end with a line end
#ifndef INSTAR_TESTS_GOLDEN_GOLDEN_CASE_H_
#define INSTAR_TESTS_GOLDEN_GOLDEN_CASE_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace instar::compiler {

struct GoldenCase {
  std::string preamble;  // everything before the line `--- expected`, as it is
  std::set<std::string> arguments;
  std::vector<SourceFile> files;
  std::string expected;
};

// The case's files are ready for the compiler: escapes are resolved.
GoldenCase ReadGoldenCase(std::string_view text);

// What the compiler says of the case today.
std::string RunGoldenCase(const GoldenCase& golden);

// Paths of all cases beneath the folder `root`, such as "syntax/illegal_id.golden", sorted.
std::vector<std::string> ListGoldenCases(const std::string& root);

}  // namespace instar::compiler

#endif  // INSTAR_TESTS_GOLDEN_GOLDEN_CASE_H_
