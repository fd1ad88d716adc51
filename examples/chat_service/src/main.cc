// A service that brings its database up to date when it starts.
#include <instar/command_line.h>
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "chat_migrations.h"
#include "users.h"

namespace {

constexpr char kUsage[] =
    "usage: chat_service DATABASE [--add-user EMAIL]\n"
    "       chat_service DATABASE --upgrade-to REVISION | --downgrade-to REVISION\n"
    "       chat_service migrate VERB [ARGUMENT...]\n";

struct Arguments {
  std::string database;
  std::string add_user;
  std::string upgrade_to;
  std::string downgrade_to;

  // The program's own SQL is written for the schema at head.
  bool only_migrate() const { return !upgrade_to.empty() || !downgrade_to.empty(); }
};

bool Parse(int count, char** words, Arguments* arguments) {
  if (count != 2 && count != 4) return false;
  arguments->database = words[1];
  if (arguments->database.empty() || arguments->database[0] == '-') return false;
  if (count == 2) return true;
  if (words[3][0] == '\0') return false;
  if (std::strcmp(words[2], "--add-user") == 0) {
    arguments->add_user = words[3];
  } else if (std::strcmp(words[2], "--upgrade-to") == 0) {
    arguments->upgrade_to = words[3];
  } else if (std::strcmp(words[2], "--downgrade-to") == 0) {
    arguments->downgrade_to = words[3];
  } else {
    return false;
  }
  return true;
}

instar::Report Migrate(sqlite3* db, const Arguments& arguments) {
  instar::Options options;
  options.program = "chat_service 1.0";
  if (!arguments.downgrade_to.empty()) {
    options.target = arguments.downgrade_to;
    return instar::sqlite::Downgrade(db, chat::migrations(), options);
  }
  options.target = arguments.upgrade_to;
  return instar::sqlite::Upgrade(db, chat::migrations(), options);
}

void Print(const instar::Report& report) {
  for (const instar::AppliedRevision& done : report.applied) {
    const bool up = done.direction == instar::Direction::kUpgrade;
    std::printf("%s %s\n", up ? "applied" : "undone", done.revision.c_str());
  }
  if (!report.ok()) return;
  const std::string place = report.to.empty() ? "base" : report.to.front();
  if (report.applied.empty()) {
    std::printf("already at %s\n", place.c_str());
  } else {
    std::printf("now at %s\n", place.c_str());
  }
}

int Fail(const Arguments& arguments, const char* reason) {
  std::fprintf(stderr, "chat_service: %s: %s\n", arguments.database.c_str(), reason);
  return 1;
}

int Run(sqlite3* db, const Arguments& arguments) {
  const instar::Report report = Migrate(db, arguments);
  Print(report);
  if (!report.ok()) return Fail(arguments, report.status.message().c_str());
  if (arguments.only_migrate()) return 0;
  if (!arguments.add_user.empty() && !chat::AddUser(db, arguments.add_user)) {
    return Fail(arguments, sqlite3_errmsg(db));
  }
  if (!chat::PrintUsers(db)) return Fail(arguments, sqlite3_errmsg(db));
  return 0;
}

int RunMigrate(int count, const char* const* words) {
  instar::CommandLineSettings settings;
  settings.name = "chat_service migrate";
  settings.database = "sqlite:chat.db";
  return instar::RunCommandLine(count, words, chat::migrations(), settings);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "migrate") == 0) return RunMigrate(argc - 2, argv + 2);
  Arguments arguments;
  if (!Parse(argc, argv, &arguments)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  sqlite3* connection = nullptr;
  const int code = sqlite3_open(arguments.database.c_str(), &connection);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(connection, sqlite3_close);
  if (code != SQLITE_OK) return Fail(arguments, sqlite3_errmsg(connection));
  // SQLite enforces foreign keys only on connections that ask for it.
  sqlite3_exec(connection, "pragma foreign_keys = on", nullptr, nullptr, nullptr);
  sqlite3_busy_timeout(connection, 5000);
  return Run(connection, arguments);
}
