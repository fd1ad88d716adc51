// A history like those of real services, of any length, the same on every machine: one line of revisions that
// make tables (24 %), add columns (26), make indexes (17), fill in rows (12), rename columns (8), add a CHECK
// by rebuilding the table (8) and drop indexes (5). No table refers to another.
#ifndef INSTAR_TESTS_BENCH_WORKLOAD_H_
#define INSTAR_TESTS_BENCH_WORKLOAD_H_

#include <string>
#include <vector>

namespace instar::bench {

enum class Change {
  kCreateTable,
  kAddColumn,
  kCreateIndex,
  kBackfill,
  kRenameColumn,
  kAddCheck,
  kDropIndex,
};

struct Revision {
  std::string id;
  std::string parent;  // empty for the first
  Change change = Change::kCreateTable;
  // Statements for SQLite, without their semicolons, each on one line: then what Instar passes on is the same
  // text, although it takes out superfluous space.
  std::vector<std::string> up;
  std::vector<std::string> down;
};

std::vector<Revision> MakeWorkload(int count);

// Few tables, many rows: a long history that is quick to apply, for what depends on the length alone.
std::vector<Revision> MakeLightWorkload(int count);

// The text of its `.migration` file.
std::string MigrationText(const Revision& revision);
std::vector<std::string> MigrationTexts(const std::vector<Revision>& revisions);

// As one text for sqlite3_exec().
std::string Script(const std::vector<std::string>& statements);

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_WORKLOAD_H_
