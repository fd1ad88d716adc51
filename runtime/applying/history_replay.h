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

// Plays the rows of a history from the first to the last. They may speak of revisions that this program does
// not know: nothing but the rows is asked.
class HistoryReplay {
 public:
  // The row must outlive this. False when it cannot stand behind those before it; `why` completes "row 7
  // ...".
  bool Play(const HistoryRow& row, std::string* why);

  // By id, each with the row that applied it.
  const std::map<std::string_view, const HistoryRow*>& applied() const { return applied_; }
  // Those that no other applied one was built on, sorted: what the version table should hold.
  std::vector<std::string_view> Heads() const;
  // Everything that an applied revision was built on is applied.
  bool Whole() const;

 private:
  std::map<std::string_view, const HistoryRow*> applied_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_HISTORY_REPLAY_H_
