// Other programs, run to their end.
#ifndef INSTAR_TESTS_BENCH_PROCESS_H_
#define INSTAR_TESTS_BENCH_PROCESS_H_

#include <string>
#include <vector>

namespace instar::bench {

// A benchmark that cannot do its work has no result: says why and ends the program.
[[noreturn]] void Fail(const std::string& reason);

struct ProcessResult {
  double microseconds = 0;      // from before its start to its end
  double cpu_microseconds = 0;  // its own, which a busy machine stretches less
  long peak_kibibytes = 0;      // of resident memory
};

// The program is looked for on the PATH where its name has no slash. Fails unless it exits with 0. Standard
// output goes to `output`, a file, if given.
ProcessResult RunProcess(const std::vector<std::string>& command, const std::string& output = "");

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& text);

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_PROCESS_H_
