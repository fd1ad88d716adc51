#include "tools/instar/run_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "runtime/message.h"

namespace instar::tool {
namespace {

constexpr int kNotStarted = 127;

Status CannotRun(const std::string& program, const char* why) {
  return StatusOf(StatusCode::kIoError, "cannot run '%': %", {program, why});
}

// Of the child: nothing but calls that are safe after a fork.
[[noreturn]] void Become(const char* directory, char* const* arguments, int output) {
  const int null = open("/dev/null", O_RDONLY);
  if (null >= 0) dup2(null, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (*directory == '\0' || chdir(directory) == 0) execvp(arguments[0], arguments);
  _exit(kNotStarted);
}

void ReadAll(int from, std::string* text) {
  char buffer[4096];
  while (true) {
    const ssize_t count = read(from, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text->append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

Status RunProgram(const std::string& directory, const std::vector<std::string>& command,
                  std::string* output) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int pipe_ends[2];
  if (command.empty() || pipe2(pipe_ends, O_CLOEXEC) != 0) {
    return CannotRun(command.empty() ? "" : command[0], std::strerror(errno));
  }
  const pid_t child = fork();
  if (child < 0) {
    const int error = errno;
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return CannotRun(command[0], std::strerror(error));
  }
  if (child == 0) Become(directory.c_str(), arguments.data(), pipe_ends[1]);
  close(pipe_ends[1]);
  ReadAll(pipe_ends[0], output);
  close(pipe_ends[0]);
  int result = 0;
  while (waitpid(child, &result, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(result) && WEXITSTATUS(result) == 0) return OkStatus();
  const bool missing = WIFEXITED(result) && WEXITSTATUS(result) == kNotStarted && output->empty();
  return CannotRun(command[0], missing ? "it was not found, or may not be run" : "it failed");
}

}  // namespace instar::tool
