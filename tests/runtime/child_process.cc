#include "tests/runtime/child_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace instar {

Gate::Gate() {
  int ends[2] = {-1, -1};
  EXPECT_EQ(pipe(ends), 0);
  read_end_ = ends[0];
  write_end_ = ends[1];
}

Gate::~Gate() {
  Open();
  close(read_end_);
}

void Gate::Open() {
  if (write_end_ >= 0) close(write_end_);
  write_end_ = -1;
}

ChildProcess::ChildProcess(const Gate& gate, const std::function<int()>& work) : pid_(fork()) {
  EXPECT_GE(pid_, 0);
  if (pid_ != 0) return;
  close(gate.write_end_);
  char nothing = 0;
  // Returns when the parent, too, has closed the other end. A child must not run the parent's exit handlers.
  _exit(read(gate.read_end_, &nothing, 1) == 0 ? work() : 2);
}

ChildProcess::~ChildProcess() {
  if (pid_ <= 0) return;
  Kill();
  Wait();
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

void ChildProcess::Kill() { kill(pid_, SIGKILL); }

int ChildProcess::Wait() {
  int status = 0;
  EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace instar
