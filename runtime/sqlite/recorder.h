// Takes down the statements that change a database while they run.
#ifndef INSTAR_RUNTIME_SQLITE_RECORDER_H_
#define INSTAR_RUNTIME_SQLITE_RECORDER_H_

#include <sqlite3.h>

#include <string>

namespace instar::sqlite {

// One at a time on a connection: SQLite has one trace callback. Statements of triggers and of virtual tables
// are part of what causes them.
class Recorder {
 public:
  explicit Recorder(sqlite3* db);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Each with its values, a `;` and the end of its line, since the last call. Transactions that changed
  // nothing are left out.
  std::string Take();

 private:
  static int OnStatement(unsigned kind, void* self, void* statement, void* text);
  void Add(sqlite3_stmt* statement);

  sqlite3* db_;
  std::string text_;
  // Since BEGIN; it counts once it is committed.
  std::string transaction_;
  bool changes_ = false;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_RECORDER_H_
