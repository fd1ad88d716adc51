// Rows that break the very promise which a revision is about to make.
#ifndef INSTAR_COMPILER_REPLAY_PROVOKE_H_
#define INSTAR_COMPILER_REPLAY_PROVOKE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/replay/scratch_database.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/row_risk.h"

namespace instar::compiler {

// Awkward rows are guessed before anybody knows what will be asked of them, and checks and keys may leave few
// of them: where a check wants one of two columns, none is NULL; where two columns are unique together, none
// holds a value twice. So where the replay decides on a risk, seeded rows are changed in the columns of that
// risk alone, as far as the table takes it.
class Provoker {
 public:
  // Before the rows are seeded: those that are there now stay as they are. `table` is as it was before the
  // revision.
  Provoker(ScratchDatabase& database, const Table& table);

  // For set-not-null every second row gets a NULL. For add-unique rows become alike in pairs, each in another
  // way, so there should be ten; where there are few it matters which way is the first. False when no row has
  // changed.
  bool Provoke(const RowRisk& risk, std::size_t first_way = 0);

 private:
  bool MakeNull(const std::vector<std::string>& columns);
  bool MakeAlike(const std::vector<std::string>& columns, std::size_t first_way);
  // NULL in all other columns, too, that may be.
  void MakeBare(const std::string& key, const std::vector<std::string>& kept = {});
  std::string Assignments(const std::vector<std::string>& columns, const char* value,
                          const std::string& like) const;
  // Literals of the key, row by row.
  std::vector<std::string> Keys(const std::string& condition);
  std::vector<std::string> SeededKeys(const std::string& condition);
  std::string IsRow(const std::string& key) const;
  bool Set(const std::string& assignments, const std::string& key);

  ScratchDatabase& database_;
  const Table& table_;
  std::vector<std::string> key_columns_;  // that tell rows apart; none where columns hide the rowid
  std::vector<std::string> kept_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_PROVOKE_H_
