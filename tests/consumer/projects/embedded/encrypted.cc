// Migrates a database that is encrypted with SQLCipher: the program gives the key.
#include <instar/sqlite.h>
#include <instar/sqlite_backup.h>
#include <sqlite3.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "shop_migrations.h"

namespace {

constexpr char kKey[] = "pragma key = 'tell nobody'";
constexpr char kOtherKey[] = "pragma key = 'guessed'";

instar::Status GiveKey(sqlite3* db) {
  return sqlite3_exec(db, kKey, nullptr, nullptr, nullptr) == SQLITE_OK
             ? instar::OkStatus()
             : instar::Status(instar::StatusCode::kCannotOpen, sqlite3_errmsg(db));
}

void Say(const char* what, const instar::Report& report) {
  std::printf("%s: %s at %s\n", what, instar::StatusCodeName(report.status.code()),
              report.to.empty() ? "base" : report.to[0].c_str());
}

std::string BytesOf(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

instar::Report UpgradeWithKey(const char* path, const instar::Options& options, const char* key = kKey) {
  sqlite3* db = nullptr;
  sqlite3_open(path, &db);
  sqlite3_exec(db, key, nullptr, nullptr, nullptr);
  instar::Report report = instar::sqlite::Upgrade(db, shop::migrations(), options);
  sqlite3_close(db);
  return report;
}

// Prints what it gives.
void RunWithKey(const char* path, const char* sql) {
  sqlite3* db = nullptr;
  sqlite3_open(path, &db);
  (void)GiveKey(db);
  const auto print = [](void*, int, char** values, char**) {
    std::printf("the row: %s\n", values[0]);
    return 0;
  };
  if (sqlite3_exec(db, sql, print, nullptr, nullptr) != SQLITE_OK) std::printf("%s\n", sqlite3_errmsg(db));
  sqlite3_close(db);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  instar::Options options;
  options.target = "one";
  Say("with the key", UpgradeWithKey(argv[1], options));
  RunWithKey(argv[1], "insert into users (id, name) values (7, 'Ada')");
  options.target.clear();

  const std::string before = BytesOf(argv[1]);
  const instar::Report blind = instar::sqlite::Upgrade(argv[1], shop::migrations(), options);
  Say("without it", blind);
  std::printf("%s\n", blind.status.message().c_str());
  Say("with another one", UpgradeWithKey(argv[1], options, kOtherKey));
  std::printf("the file is %s\n", BytesOf(argv[1]) == before ? "as it was" : "another");

  options.backup = instar::sqlite::KeepBackups();
  Say("a backup without it", UpgradeWithKey(argv[1], options));
  options.backup = instar::sqlite::KeepBackups({"", 3, &GiveKey});
  const instar::Report report = UpgradeWithKey(argv[1], options);
  Say("a backup with it", report);
  options.backup = nullptr;
  Say("the backup", UpgradeWithKey(report.backup.c_str(), options));
  // It went through all three.
  RunWithKey(report.backup.c_str(), "select name from users where id = 7");
  return 0;
}
