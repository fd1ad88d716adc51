#include "tests/runtime/database.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace instar {

TemporaryFolder::TemporaryFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "instar-test-XXXXXX").string();
  path_ = mkdtemp(path.data()) == nullptr ? "" : path;
  EXPECT_NE(path_, "");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

std::string Told(const Status& status) {
  return status.message().substr(0, status.message().find(" (this program's head: "));
}

Database::Database(const std::string& path) {
  const int rc = sqlite3_open(path.c_str(), &db_);
  EXPECT_EQ(rc, SQLITE_OK) << path;
}

Database::~Database() { sqlite3_close(db_); }

void Database::Run(const std::string& sql) {
  const int rc = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  EXPECT_EQ(rc, SQLITE_OK) << sqlite3_errmsg(db_) << " in: " << sql;
}

std::string Database::Ask(const std::string& sql) {
  std::string answer;
  const auto add_row = [](void* out, int count, char** values, char**) {
    auto& text = *static_cast<std::string*>(out);
    if (!text.empty()) text += ' ';
    for (int i = 0; i < count; ++i) {
      if (i > 0) text += '|';
      text += values[i] == nullptr ? "NULL" : values[i];
    }
    return 0;
  };
  if (sqlite3_exec(db_, sql.c_str(), add_row, &answer, nullptr) != SQLITE_OK) return sqlite3_errmsg(db_);
  return answer;
}

std::string Database::Schema() {
  return Ask(
      "select type, name, tbl_name, sql from sqlite_schema where name not like 'instar%' and tbl_name not "
      "like "
      "'instar%' order by type, name");
}

}  // namespace instar
