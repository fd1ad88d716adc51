// Says whether Instar's own sources were compiled with the SQLite of this program.
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <cstdio>

#include "shop_migrations.h"

int main() {
  const instar::Report report = instar::sqlite::Upgrade(":memory:", shop::migrations());
  std::printf("%s, opened %d times by our own\n", instar::StatusCodeName(report.status.code()), own_opened);
  return 0;
}
