// Real processes, for tests of what happens between them and when one is gone.
#ifndef INSTAR_TESTS_RUNTIME_CHILD_PROCESS_H_
#define INSTAR_TESTS_RUNTIME_CHILD_PROCESS_H_

#include <sys/types.h>

#include <functional>

namespace instar {

// Children wait at it until it opens: then all of them start at that moment.
class Gate {
 public:
  Gate();
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  void Open();

 private:
  friend class ChildProcess;
  int read_end_ = -1;
  int write_end_ = -1;
};

// A copy of this process that does `work` and ends with what it returns. No connection to a database may be
// open here when it starts. It is killed when it is still there at the end.
class ChildProcess {
 public:
  ChildProcess(const Gate& gate, const std::function<int()>& work);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;

  void Kill();
  // Its exit code; -1 when it was killed.
  int Wait();

 private:
  pid_t pid_ = -1;
};

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_CHILD_PROCESS_H_
