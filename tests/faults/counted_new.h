// Counts what is asked of `new` in a program that links this.
#ifndef INSTAR_TESTS_FAULTS_COUNTED_NEW_H_
#define INSTAR_TESTS_FAULTS_COUNTED_NEW_H_

#include <cstddef>

namespace instar {

struct NewCounts {
  std::size_t calls = 0;
  std::size_t bytes = 0;
};

// Since the program began.
NewCounts CountedNew();

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_COUNTED_NEW_H_
