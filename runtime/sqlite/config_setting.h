// A switch of the connection, set for a while.
#ifndef INSTAR_RUNTIME_SQLITE_CONFIG_SETTING_H_
#define INSTAR_RUNTIME_SQLITE_CONFIG_SETTING_H_

#include <sqlite3.h>

// What the headers of older libraries do not have. Such a library answers these numbers with an error.
#ifndef SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
#define SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE 1006
#endif
#ifndef SQLITE_DBCONFIG_DEFENSIVE
#define SQLITE_DBCONFIG_DEFENSIVE 1010
#endif
#ifndef SQLITE_DBCONFIG_WRITABLE_SCHEMA
#define SQLITE_DBCONFIG_WRITABLE_SCHEMA 1011
#endif
#ifndef SQLITE_DBCONFIG_LEGACY_ALTER_TABLE
#define SQLITE_DBCONFIG_LEGACY_ALTER_TABLE 1012
#endif

namespace instar::sqlite {

// sqlite3_db_config() is the pragma without SQL: it works inside a transaction and prepares nothing.
inline bool IsConfigured(sqlite3* db, int option) {
  int value = 0;
  return sqlite3_db_config(db, option, -1, &value) == SQLITE_OK && value != 0;
}

// The schema's text may be changed, which is faster than SQL for what SQL cannot do at all.
inline bool MayEditSchema(sqlite3* db) {
  int value = 0;
  return sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, -1, &value) == SQLITE_OK &&
         !IsConfigured(db, SQLITE_DBCONFIG_DEFENSIVE);
}

// Restores it when it goes.
class ConfigSetting {
 public:
  ConfigSetting(sqlite3* db, int option, bool on = true)
      : db_(db), option_(option), before_(IsConfigured(db, option)) {
    Set(on);
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
