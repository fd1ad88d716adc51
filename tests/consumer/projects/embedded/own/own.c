#include "sqlite3.h"
#undef sqlite3_open_v2
int sqlite3_open_v2(const char*, sqlite3**, int, const char*);

int own_opened = 0;

int own_sqlite3_open_v2(const char* path, sqlite3** db, int flags, const char* vfs) {
  ++own_opened;
  return sqlite3_open_v2(path, db, flags, vfs);
}
