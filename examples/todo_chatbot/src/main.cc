// A to-do list that one talks to. DATABASE_URL says where its database is.
#include <instar/command_line.h>
#include <instar/sqlite.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "models.h"
#include "todo_migrations.h"

namespace {

constexpr std::string_view kScheme = "sqlite:";

std::string DatabasePath() {
  const char* url = std::getenv("DATABASE_URL");
  std::string path = url == nullptr ? "todo.db" : url;
  if (path.rfind(kScheme, 0) == 0) path.erase(0, kScheme.size());
  return path;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "migrate") {
    instar::CommandLineSettings settings;
    settings.name = "todo_chatbot migrate";
    settings.database = "todo.db";
    return instar::RunCommandLine(argc - 2, argv + 2, todo::migrations(), settings);
  }
  // It does not migrate by itself: whoever deploys it does, and a server that finds an older database says
  // so.
  const instar::State state = instar::sqlite::Inspect(DatabasePath(), todo::migrations());
  if (!state.ok() || !state.pending.empty()) {
    std::fprintf(stderr, "todo_chatbot: the database is not up to date: todo_chatbot migrate upgrade\n");
    return 1;
  }
  std::puts("What is to be done?");
  return 0;
}
