// What a history says is applied.
#ifndef INSTAR_RUNTIME_APPLYING_HISTORY_REPLAY_H_
#define INSTAR_RUNTIME_APPLYING_HISTORY_REPLAY_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "instar/state.h"
#include "instar/table.h"

namespace instar {

// Revisions, each with the row that applied it.
using RowsById = std::map<std::string_view, const HistoryRow*>;

// Plays the rows of a history from the first to the last. They may speak of revisions that this program does
// not know: nothing but the rows is asked.
class HistoryReplay {
 public:
  // The row must outlive this. False when it cannot stand behind those before it; `why` completes "row 7
  // ...".
  bool Play(const HistoryRow& row, std::string* why);

  const RowsById& applied() const { return applied_; }
  // Those that no other applied one was built on, sorted: what the version table should hold. False where
  // something that an applied revision was built on is not applied.
  bool FindHeads(std::vector<std::string_view>* heads) const;

 private:
  RowsById applied_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_HISTORY_REPLAY_H_
