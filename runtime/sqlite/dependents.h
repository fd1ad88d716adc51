// Views and triggers that use a table which is about to lose columns.
#ifndef INSTAR_RUNTIME_SQLITE_DEPENDENTS_H_
#define INSTAR_RUNTIME_SQLITE_DEPENDENTS_H_

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

namespace instar::sqlite {

// SQLite lets a view or a trigger stand that names a column which is gone: what uses it fails from then on,
// and so does every later ALTER TABLE.
class Dependents {
 public:
  explicit Dependents(sqlite3* db) : db_(db) {}

  // Notes which of those that mention the table work now, temporary ones too. Result codes are SQLite's.
  int Find(std::string_view table);
  // One that worked then and does not now: "view 'v'", and what SQLite says of it. Empty when there is none.
  std::string FindBroken(std::string* why) const;

 private:
  struct Use {
    std::string object;
    std::string statement;  // that compiles it; empty: an update of all columns of `table`
    std::string table;
  };

  // Reading a view; each of what sets a trigger off.
  void AddUses(std::string_view type, std::string_view schema, std::string_view name, std::string_view table);
  bool Works(const Use& use, std::string* why) const;
  std::string UpdateOf(std::string_view table) const;

  sqlite3* db_;
  std::vector<Use> uses_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_DEPENDENTS_H_
