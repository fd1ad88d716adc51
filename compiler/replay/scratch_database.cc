#include "compiler/replay/scratch_database.h"

#include <sqlite3.h>

namespace instar::compiler {

ScratchDatabase::ScratchDatabase() {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &db_, flags, nullptr) != SQLITE_OK) error_ = sqlite3_errmsg(db_);
}

ScratchDatabase::~ScratchDatabase() { sqlite3_close(db_); }

bool ScratchDatabase::Run(const std::string& sql) {
  const int rc = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK) error_ = sqlite3_errmsg(db_);
  return rc == SQLITE_OK;
}

std::vector<std::string> ScratchDatabase::Column(const std::string& sql) {
  std::vector<std::string> values;
  const auto add = [](void* out, int, char** row, char**) {
    static_cast<std::vector<std::string>*>(out)->emplace_back(row[0] == nullptr ? "NULL" : row[0]);
    return 0;
  };
  if (sqlite3_exec(db_, sql.c_str(), add, &values, nullptr) != SQLITE_OK) error_ = sqlite3_errmsg(db_);
  return values;
}

}  // namespace instar::compiler
