// An SQLite database in memory to try things on.
#ifndef INSTAR_COMPILER_REPLAY_SCRATCH_DATABASE_H_
#define INSTAR_COMPILER_REPLAY_SCRATCH_DATABASE_H_

#include <string>
#include <vector>

struct sqlite3;

namespace instar::compiler {

// Before the first database, in a process of one thread that uses SQLite for nothing else: without the locks
// and the statistics that such a process does not need.
void PrepareSqliteForReplay();

class ScratchDatabase {
 public:
  // Foreign keys are not enforced; the migrations turn them on themselves.
  ScratchDatabase();
  ~ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;

  sqlite3* get() const { return db_; }
  // False when SQLite refuses; error() then says why.
  bool Run(const std::string& sql);
  // Whether SQLite understands the statement, which is not run.
  bool CanPrepare(const std::string& sql);
  const std::string& error() const { return error_; }
  // From now on "x" is a name and nothing else; SQLite by itself takes it for a string where it finds no such
  // column, and so hides a slip of the pen.
  void ReadQuotedAsNames();
  // All rows, each value as text; empty on an error.
  std::vector<std::vector<std::string>> Rows(const std::string& sql);
  // Of each row the first value.
  std::vector<std::string> Column(const std::string& sql);

 private:
  sqlite3* db_ = nullptr;
  std::string error_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_SCRATCH_DATABASE_H_
