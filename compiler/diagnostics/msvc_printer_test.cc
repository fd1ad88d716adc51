#include "compiler/diagnostics/msvc_printer.h"

#include <gtest/gtest.h>

namespace instar::compiler {
namespace {

TEST(MsvcPrinterTest, OneLineEach) {
  SourceSet sources;
  sources.Add({"m/a b.migration", "one\n  two\n"});
  sources.Add({"m/b.migration", "three\n"});
  Diagnostics diagnostics;
  diagnostics.Add(DiagnosticKind::kDuplicateRevision, {0, 6, 9}, "twice\nsaid")
      .AddNote({1, 0, 5}, "first here")
      .AddNote({}, "so there")
      .AddFixIt({0, 6, 9}, "x");
  diagnostics.Add(DiagnosticKind::kNoMigrations, {}, "nothing there");
  diagnostics.Add(DiagnosticKind::kRedundantParent, {1, 5, 5}, "no").promoted = true;
  EXPECT_EQ(PrintMsvc(sources, diagnostics),
            "m/a b.migration(2,3): error duplicate-revision: twice said\n"
            "m/b.migration(1,1): note: first here\n"
            "instarc: note: so there\n"
            "instarc: warning no-migrations: nothing there\n"
            "m/b.migration(1,6): error redundant-parent: no [-Werror=redundant-parent]\n");
  EXPECT_EQ(PrintMsvc(sources, Diagnostics()), "");
}

}  // namespace
}  // namespace instar::compiler
