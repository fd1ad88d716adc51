// A database in memory that can be copied.
#ifndef INSTAR_TESTS_PROPERTY_SCRATCH_H_
#define INSTAR_TESTS_PROPERTY_SCRATCH_H_

#include <sqlite3.h>

#include <string>
#include <utility>
#include <vector>

namespace instar::compiler::property {

class Scratch {
 public:
  Scratch() { sqlite3_open(":memory:", &db_); }
  ~Scratch() { sqlite3_close(db_); }
  Scratch(Scratch&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
  Scratch& operator=(Scratch&& other) noexcept {
    std::swap(db_, other.db_);
    return *this;
  }

  sqlite3* get() const { return db_; }

  Scratch Copy() const {
    Scratch copy;
    sqlite3_backup* const backup = sqlite3_backup_init(copy.db_, "main", db_, "main");
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    return copy;
  }

  // The first column of all rows, one to a line; an error gives its text.
  std::string Ask(const std::string& sql) const {
    std::string text;
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
    while (statement != nullptr && sqlite3_step(statement) == SQLITE_ROW) {
      const auto* const value = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      text += std::string(value == nullptr ? "NULL" : value) + "\n";
    }
    const bool failed = statement == nullptr || sqlite3_finalize(statement) != SQLITE_OK;
    return failed ? sqlite3_errmsg(db_) : text;
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_SCRATCH_H_
