// Whether rows that no statement speaks of are what they were.
#ifndef INSTAR_COMPILER_REPLAY_ROW_CHECK_H_
#define INSTAR_COMPILER_REPLAY_ROW_CHECK_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/revision_context.h"
#include "compiler/replay/scratch_database.h"

namespace instar::compiler {

// Of one revision on one database, from before its first upgrade on.
class RowCheck {
 public:
  RowCheck(const RevisionContext& context, ScratchDatabase& database);

  // After the revision went this way: the rows of tables that stay are the same in the columns that stay, and
  // SQLite's own checks are clean. Reports what is not.
  bool Check(Direction direction, Diagnostics* diagnostics);

 private:
  using RowsByTable = std::map<ObjectId, std::vector<std::string>>;

  bool CheckSoundness(Direction direction, Diagnostics* diagnostics);
  void RemoveMistakes(Direction direction, std::vector<std::string>* complaints);
  RowsByTable Rows(bool is_before);
  bool LosesValues(const Column& before, const Column& after) const;
  std::vector<std::string> RowsOf(const Table& before, const Table& after, bool is_before);

  const RevisionContext& context_;
  ScratchDatabase& database_;
  std::set<ObjectId> converted_;
  RowsByTable rows_;
  // How many refer to nothing, before.
  std::int64_t orphans_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_ROW_CHECK_H_
