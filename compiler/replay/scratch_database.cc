#include "compiler/replay/scratch_database.h"

#include <sqlite3.h>

#include <utility>

namespace instar::compiler {

void PrepareSqliteForReplay() {
  // A library that was built otherwise may refuse: then it is slower.
  sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

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

bool ScratchDatabase::CanPrepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int rc = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
  if (rc != SQLITE_OK) error_ = sqlite3_errmsg(db_);
  sqlite3_finalize(statement);
  return rc == SQLITE_OK;
}

void ScratchDatabase::ReadQuotedAsNames() {
  for (const int strings : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
    sqlite3_db_config(db_, strings, 0, nullptr);
  }
}

std::vector<std::vector<std::string>> ScratchDatabase::Rows(const std::string& sql) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [](void* out, int count, char** row, char**) {
    std::vector<std::string>& values =
        static_cast<std::vector<std::vector<std::string>>*>(out)->emplace_back();
    for (int i = 0; i < count; ++i) values.emplace_back(row[i] == nullptr ? "NULL" : row[i]);
    return 0;
  };
  if (sqlite3_exec(db_, sql.c_str(), add, &rows, nullptr) != SQLITE_OK) error_ = sqlite3_errmsg(db_);
  return rows;
}

std::vector<std::string> ScratchDatabase::Column(const std::string& sql) {
  std::vector<std::string> values;
  for (std::vector<std::string>& row : Rows(sql)) values.push_back(std::move(row.front()));
  return values;
}

}  // namespace instar::compiler
