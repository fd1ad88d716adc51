// One fuzzer input as a folder of migrations.
#ifndef INSTAR_TESTS_FUZZ_HISTORY_INPUT_H_
#define INSTAR_TESTS_FUZZ_HISTORY_INPUT_H_

#include <string_view>

#include "compiler/driver/options.h"
#include "compiler/source/file_system.h"

namespace instar::compiler {

struct HistoryInput {
  InMemoryFileSystem files;
  CompileOptions options;
};

// A line `--- anything` begins another file, and `--- expected` ends the history, so that golden cases are a
// corpus as they are. Options that change what a history means are chosen by the bytes, each input always the
// same.
HistoryInput ReadHistory(std::string_view bytes);

}  // namespace instar::compiler

#endif  // INSTAR_TESTS_FUZZ_HISTORY_INPUT_H_
