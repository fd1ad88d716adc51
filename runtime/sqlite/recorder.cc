#include "runtime/sqlite/recorder.h"

#include <string_view>
#include <utility>

#include "runtime/sqlite/sql_text.h"

namespace instar::sqlite {
namespace {

// In any case: the statements are the runtime's own.
bool Begins(std::string_view sql, std::string_view word) {
  return sqlite3_strnicmp(sql.data(), word.data(), static_cast<int>(word.size())) == 0;
}

}  // namespace

Recorder::Recorder(sqlite3* db) : db_(db) { sqlite3_trace_v2(db_, SQLITE_TRACE_STMT, OnStatement, this); }

Recorder::~Recorder() { sqlite3_trace_v2(db_, 0, nullptr, nullptr); }

std::string Recorder::Take() { return std::exchange(text_, {}); }

int Recorder::OnStatement(unsigned /*kind*/, void* self, void* statement, void* text) {
  // What runs inside of another statement is reported as a comment.
  const char* const sql = static_cast<const char*>(text);
  if (sql[0] != '-' || sql[1] != '-')
    static_cast<Recorder*>(self)->Add(static_cast<sqlite3_stmt*>(statement));
  return 0;
}

void Recorder::Add(sqlite3_stmt* statement) {
  const std::string_view written = sqlite3_sql(statement);
  if (Begins(written, "ROLLBACK")) {
    transaction_.clear();
    changes_ = false;
    return;
  }
  // Asks for a setting.
  if (Begins(written, "PRAGMA") && written.find('=') == std::string_view::npos) return;
  const bool begins = Begins(written, "BEGIN");
  const bool commits = Begins(written, "COMMIT");
  if (!begins && !commits && sqlite3_stmt_readonly(statement) != 0) return;
  char* const expanded = sqlite3_expanded_sql(statement);
  if (expanded == nullptr) return;
  transaction_.append(expanded).append(";\n");
  sqlite3_free(expanded);
  changes_ = changes_ || (!begins && !commits);
  // At BEGIN the transaction is open already, at COMMIT still.
  if (!commits && (begins || sqlite3_get_autocommit(db_) == 0)) return;
  if (changes_) text_ += transaction_;
  transaction_.clear();
  changes_ = false;
}

}  // namespace instar::sqlite
