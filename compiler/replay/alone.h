// One revision's steps as a history of their own.
#ifndef INSTAR_COMPILER_REPLAY_ALONE_H_
#define INSTAR_COMPILER_REPLAY_ALONE_H_

#include <cstdint>

#include "compiler/table/table_data.h"
#include "instar/table.h"

namespace instar::compiler {

// A table of one revision without parents, with the same steps: the real runtime applies and undoes it
// without looking at the rest, so replaying a history costs what its revisions cost. Points into `data`.
class Alone {
 public:
  Alone(const TableData& data, std::uint32_t revision)
      : table_(data.table()), row_(table_.revisions[revision]) {
    row_.parent_count = 0;
    row_.dependency_count = 0;
    steps_ = *table_.Find(Dialect::kSqlite);
    steps_.first += 2 * static_cast<std::size_t>(revision);
    table_.revision_count = 1;
    table_.revisions = &row_;
    table_.label_count = 0;
    table_.dialects = &steps_;
    table_.dialect_count = 1;
    table_.heads = &head_;
    table_.head_count = 1;
  }
  Alone(const Alone&) = delete;
  Alone& operator=(const Alone&) = delete;

  const instar::Table& table() const { return table_; }

 private:
  instar::Table table_;
  RevisionRow row_;
  DialectSteps steps_;
  std::uint32_t head_ = 0;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_ALONE_H_
