// SQLite's memory: counted, and refused when told to.
#ifndef INSTAR_TESTS_FAULTS_FAILING_MEMORY_H_
#define INSTAR_TESTS_FAULTS_FAILING_MEMORY_H_

#include <cstddef>

namespace instar {

// SQLite has one allocator for all of a process, so there is one of these. Not for several threads.
class FailingMemory {
 public:
  // No connection may be open. `lookaside`: with SQLite's own small store for each connection, as programs
  // have it; without, every little piece is asked for.
  static void Install(bool lookaside);
  // The allocation `at`, counted from now, fails. If `lasting`, there is never more memory than was used
  // then.
  static void Arm(std::size_t at, bool lasting);
  static void Disarm();
  // Since Arm() or Disarm().
  static std::size_t allocations();
  static bool hit();
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_FAILING_MEMORY_H_
