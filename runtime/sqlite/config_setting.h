// A switch of the connection, set for a while.
#ifndef INSTAR_RUNTIME_SQLITE_CONFIG_SETTING_H_
#define INSTAR_RUNTIME_SQLITE_CONFIG_SETTING_H_

#include <sqlite3.h>

namespace instar::sqlite {

// sqlite3_db_config() is the pragma without SQL: it works inside a transaction and prepares nothing.
inline bool IsConfigured(sqlite3* db, int option) {
  int value = 0;
  return sqlite3_db_config(db, option, -1, &value) == SQLITE_OK && value != 0;
}

// Restores it when it goes.
class ConfigSetting {
 public:
  ConfigSetting(sqlite3* db, int option) : db_(db), option_(option), before_(IsConfigured(db, option)) {
    Set(true);
  }
  ~ConfigSetting() { Set(before_); }
  ConfigSetting(const ConfigSetting&) = delete;
  ConfigSetting& operator=(const ConfigSetting&) = delete;

 private:
  void Set(bool on) { sqlite3_db_config(db_, option_, on ? 1 : 0, nullptr); }

  sqlite3* db_;
  int option_;
  bool before_;
};

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_CONFIG_SETTING_H_
