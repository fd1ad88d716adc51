// A program's table with revisions behind it that only the database knows: so they are undone by the same
// code as all others.
#ifndef INSTAR_RUNTIME_APPLYING_EXTENDED_TABLE_H_
#define INSTAR_RUNTIME_APPLYING_EXTENDED_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "instar/state.h"
#include "instar/table.h"
#include "runtime/applying/stored_revision.h"

namespace instar {

// For downgrades only: the new revisions have no steps up, and the heads stay the program's.
class ExtendedTable {
 public:
  // Has only the steps of one dialect. Both must outlive it.
  ExtendedTable(const Table& table, const DialectSteps& steps);
  ExtendedTable(const ExtendedTable&) = delete;
  ExtendedTable& operator=(const ExtendedTable&) = delete;

  // In the order of application, each after all that it needs: false when something is missing. `stored` is
  // decoded, and copied; a call in it cannot be run. `row` applied it: its hash is one.
  bool Add(const HistoryRow& row, const StoredRevision& stored);

  // Good until the next Add, and while this object lives.
  const Table& table();

 private:
  std::uint32_t AddText(std::string_view text);
  // How many, or a negative number.
  int AddLinks(std::string_view ids);

  const Table* const program_;
  Table table_;
  DialectSteps dialect_;
  std::vector<RevisionRow> revisions_;
  std::vector<std::uint32_t> links_;
  std::vector<std::uint32_t> first_;
  std::vector<StepRow> steps_;
  std::vector<const char*> blob_;
  // Beside those of the program's table, which come first in the blob.
  std::vector<std::string> chunks_;
  std::size_t program_chunks_ = 0;
  std::unordered_map<std::string, std::uint32_t> added_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_EXTENDED_TABLE_H_
