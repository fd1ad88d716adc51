#include "tests/bench/plain_sqlite.h"

#include "tests/bench/process.h"

namespace instar::bench {

PlainDatabase::PlainDatabase(const std::string& path) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) Fail("cannot open " + path);
}

void PlainDatabase::Run(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    Fail(std::string(sqlite3_errmsg(db_)) + " in: " + sql.substr(0, 400));
  }
}

std::string PlainDatabase::Ask(const std::string& sql) {
  std::string answer;
  const auto add_row = [](void* out, int count, char** values, char**) {
    auto& text = *static_cast<std::string*>(out);
    for (int i = 0; i < count; ++i) {
      if (i > 0) text += '|';
      text += values[i] == nullptr ? "NULL" : values[i];
    }
    text += '\n';
    return 0;
  };
  if (sqlite3_exec(db_, sql.c_str(), add_row, &answer, nullptr) != SQLITE_OK) {
    Fail(std::string(sqlite3_errmsg(db_)) + " in: " + sql);
  }
  return answer;
}

}  // namespace instar::bench
