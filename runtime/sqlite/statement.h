// A prepared statement that is finalized when it goes.
#ifndef INSTAR_RUNTIME_SQLITE_STATEMENT_H_
#define INSTAR_RUNTIME_SQLITE_STATEMENT_H_

#include <sqlite3.h>

#include <cstdint>
#include <string_view>

namespace instar::sqlite {

class Statement {
 public:
  Statement() = default;
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Prepares unless it is prepared already. Result codes are SQLite's. `unused` gets what follows the first
  // statement of the text.
  int Prepare(sqlite3* db, std::string_view sql, std::string_view* unused = nullptr) {
    if (statement_ != nullptr) return SQLITE_OK;
    const char* rest = nullptr;
    const int rc = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, &rest);
    if (unused != nullptr && rest != nullptr) {
      *unused = sql.substr(static_cast<std::size_t>(rest - sql.data()));
    }
    return rc;
  }

  // The caller keeps the text alive until the statement was run.
  Statement& Bind(int index, std::string_view text) {
    sqlite3_bind_text(statement_, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
  }
  Statement& Bind(int index, std::int64_t number) {
    sqlite3_bind_int64(statement_, index, number);
    return *this;
  }

  Statement& BindBlob(int index, std::string_view bytes) {
    sqlite3_bind_blob(statement_, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    return *this;
  }
  Statement& BindNull(int index) {
    sqlite3_bind_null(statement_, index);
    return *this;
  }

  int Step() { return sqlite3_step(statement_); }
  // Runs to the end, ignoring rows, and makes it ready for the next use.
  int Run() {
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW) rc = sqlite3_step(statement_);
    const int reset = sqlite3_reset(statement_);
    return rc == SQLITE_DONE ? SQLITE_OK : reset != SQLITE_OK ? reset : rc;
  }
  void Reset() { sqlite3_reset(statement_); }

  std::string_view Column(int index) const {
    const void* text = sqlite3_column_text(statement_, index);
    return {static_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, index))};
  }
  std::string_view ColumnBlob(int index) const {
    const void* bytes = sqlite3_column_blob(statement_, index);
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, index))};
  }
  int ColumnType(int index) const { return sqlite3_column_type(statement_, index); }
  std::int64_t ColumnInteger(int index) const { return sqlite3_column_int64(statement_, index); }

  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_STATEMENT_H_
