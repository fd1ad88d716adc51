// Keeps messages in a file of SQLite that the program itself brings up to date.
#include <instar/command_line.h>
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <cstdio>
#include <string_view>

#include "store_migrations.h"

namespace {

constexpr char kDatabase[] = "backend.db";

int CountMessages() {
  sqlite3* db = nullptr;
  sqlite3_stmt* count = nullptr;
  const bool read =
      sqlite3_open(kDatabase, &db) == SQLITE_OK &&
      sqlite3_prepare_v2(db, "select count(*) from messages", -1, &count, nullptr) == SQLITE_OK &&
      sqlite3_step(count) == SQLITE_ROW;
  if (read) std::printf("%d messages\n", sqlite3_column_int(count, 0));
  sqlite3_finalize(count);
  sqlite3_close(db);
  return read ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "migrate") {
    instar::CommandLineSettings settings;
    settings.name = "message_store migrate";
    settings.database = kDatabase;
    return instar::RunCommandLine(argc - 2, argv + 2, store::migrations(), settings);
  }
  const instar::Report report = instar::sqlite::Upgrade(kDatabase, store::migrations());
  if (!report.ok()) {
    std::fprintf(stderr, "message_store: %s\n", report.status.message().c_str());
    return 1;
  }
  return CountMessages();
}
