// Histories for tests of the runtime, compiled from text in memory.
#ifndef INSTAR_TESTS_RUNTIME_HISTORY_H_
#define INSTAR_TESTS_RUNTIME_HISTORY_H_

#include <string>
#include <vector>

#include "compiler/table/table_data.h"
#include "instar/table.h"

namespace instar {

// Compiles `.migration` texts, several bases and heads allowed. A text that does not compile ends the test
// program with its diagnostics.
class History {
 public:
  // Statements as they stand, or as the compiler understands them: with the schema, derived downgrades and
  // rebuilds.
  enum class Lowering { kAsWritten, kUnderstood };

  explicit History(const std::vector<std::string>& migrations, Lowering lowering = Lowering::kAsWritten);

  const Table& table() const { return table_; }

  // The C++ step that `call test::Step;` runs; by default it does nothing.
  void SetStep(StepFunction function);

 private:
  compiler::TableData data_;
  std::vector<StepFunction> functions_;
  Table table_;
};

// A line of `length` revisions r00000, r00001, ...: each makes a table t00000 with a row, and drops it again.
std::vector<std::string> LineOfTables(int length);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_HISTORY_H_
