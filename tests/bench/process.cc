#include "tests/bench/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/bench/measure.h"

namespace instar::bench {
namespace {

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

void Fail(const std::string& reason) {
  std::fprintf(stderr, "instar_bench: %s\n", reason.c_str());
  // Not _Exit: the scratch folder is of static lifetime, so that it goes away now.
  std::exit(1);
}

ProcessResult RunProcess(const std::vector<std::string>& command, const std::string& output) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (!output.empty()) {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
  }

  ProcessResult result;
  int error = 0;
  int status = 0;
  rusage usage = {};
  result.microseconds = TimeOf([&] {
    pid_t child = 0;
    // Unlike fork(), its cost does not grow with the memory of this program.
    error = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    if (error == 0 && wait4(child, &status, 0, &usage) != child) error = ECHILD;
  });
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) Fail("cannot run: " + Join(command));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) Fail("failed: " + Join(command));
  for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
    result.cpu_microseconds += 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
  }
  result.peak_kibibytes = usage.ru_maxrss;
  return result;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) Fail("cannot read " + path);
  return text;
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text << std::flush;
  if (!file) Fail("cannot write " + path);
}

}  // namespace instar::bench
