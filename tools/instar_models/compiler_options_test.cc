#include "tools/instar_models/compiler_options.h"

#include <gtest/gtest.h>

namespace instar::models {
namespace {

using Options = std::vector<std::string>;

TEST(CompilerOptionsTest, KeepsWhatChangesTheMeaningOfAHeader) {
  const Options kept = {"-Iinclude",      "-I",        "other",           "-DA=b c",        "-isystem",
                        "/opt/x",         "-include",  "first.h",         "-UNDEBUG",       "-std=gnu++20",
                        "-m32",           "-fno-rtti", "-funsigned-char", "--sysroot=/sys", "-stdlib=libc++",
                        "-fno-exceptions"};
  EXPECT_EQ(UsableOptions(kept), kept);
}

TEST(CompilerOptionsTest, DropsAllOthersKnownOrNot) {
  EXPECT_EQ(UsableOptions({"-O2", "-g", "-Wall", "-fconcepts-diagnostics-depth=3", "-fmodules-ts", "--param",
                           "max=3", "-march=native", "@file", "", "-flto", "-c", "-o", "x.o"}),
            Options());
  EXPECT_EQ(UsableOptions({"-std=c++45", "-std=", "-std=c++17"}), Options({"-std=c++17"}));
}

TEST(CompilerOptionsTest, TakesShellTextsApart) {
  EXPECT_EQ(UsableOptions({"SHELL:-include first.h  -O2 ", "SHELL:", "SHELL:-D"}),
            Options({"-include", "first.h"}));
}

// Without a value nothing would be left that it could swallow but the name of the file.
TEST(CompilerOptionsTest, DropsAnOptionWithoutItsValue) { EXPECT_EQ(UsableOptions({"-I"}), Options()); }

TEST(CompilerOptionsTest, RaisesTheStandardToTheNewestFeature) {
  const auto raised = [](Options options, const Options& features) {
    RaiseStandard(features, &options);
    return options;
  };
  EXPECT_EQ(raised({}, {"cxx_std_20"}), Options({"-std=gnu++20"}));
  EXPECT_EQ(raised({"-std=c++17"}, {"cxx_std_14", "cxx_std_23"}), Options({"-std=c++17", "-std=c++23"}));
  EXPECT_EQ(raised({"-std=c++2a"}, {"cxx_std_20", "cxx_lambdas"}), Options({"-std=c++2a"}));
  EXPECT_EQ(raised({"-std=gnu++98"}, {"cxx_std_11"}), Options({"-std=gnu++98", "-std=gnu++11"}));
  EXPECT_EQ(raised({"-std=c++11", "-std=c++20"}, {"cxx_std_17"}), Options({"-std=c++11", "-std=c++20"}));
  EXPECT_EQ(raised({"-DA++=1"}, {}), Options({"-DA++=1"}));
}

TEST(CompilerOptionsTest, PutsClangsHeadersWhereTheCompilersWere) {
  EXPECT_EQ(SystemIncludeOptions({}, "/clang"), Options());
  EXPECT_EQ(SystemIncludeOptions({"/usr/include/c++/12", "/usr/lib/gcc/x86_64-linux-gnu/12/include",
                                  "/usr/lib/gcc/x86_64-linux-gnu/12/include-fixed", "/usr/include"},
                                 "/clang"),
            Options({"-nostdinc", "-nostdinc++", "-isystem", "/usr/include/c++/12", "-isystem", "/clang",
                     "-isystem", "/usr/include"}));
  EXPECT_EQ(SystemIncludeOptions({"/llvm/include/c++/v1", "/usr/include"}, "/clang"),
            Options({"-nostdinc", "-nostdinc++", "-isystem", "/llvm/include/c++/v1", "-isystem", "/clang",
                     "-isystem", "/usr/include"}));
  EXPECT_EQ(SystemIncludeOptions({"/x/c++/v1"}, "/clang"),
            Options({"-nostdinc", "-nostdinc++", "-isystem", "/x/c++/v1", "-isystem", "/clang"}));
}

}  // namespace
}  // namespace instar::models
