#include "tests/commands/command_test.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace instar {

namespace fs = std::filesystem;

CommandTest::CommandTest() {
  std::string name = fs::temp_directory_path() / "instar_command_XXXXXX";
  folder_ = mkdtemp(name.data());
  fs::create_directories(folder_ / "migrations");
}

CommandTest::~CommandTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void CommandTest::Write(const std::string& name, const std::string& text) const {
  fs::create_directories((folder_ / name).parent_path());
  std::ofstream(folder_ / name, std::ios::binary) << text;
}

std::string CommandTest::Read(const std::string& name) const {
  std::ifstream file(folder_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool CommandTest::Exists(const std::string& name) const { return fs::exists(folder_ / name); }

void CommandTest::AddRevision(const std::string& id, const std::string& revises,
                              const std::string& header) const {
  Write("migrations/" + id + ".migration", "revision " + id + " \"make " + id + "\";\nrevises " + revises +
                                               ";\n" + header + "upgrade { create table t_" + id +
                                               " (x integer); }\n");
}

void CommandTest::AddDiamond() const { fs::copy(DIAMOND, folder_ / "migrations"); }

int CommandTest::Run(const std::string& arguments, const std::string& environment) {
  return RunProgram(INSTAR, arguments, environment);
}

std::size_t CommandTest::CountMigrations() const {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder_ / "migrations")) {
    count += entry.path().extension() == ".migration" ? 1 : 0;
  }
  return count;
}

int CommandTest::RunShop(const std::string& arguments, const std::string& environment) {
  return RunProgram(SHOP, arguments, environment);
}

int CommandTest::RunProgram(const std::string& program, const std::string& arguments,
                            const std::string& environment) {
  const std::string command = "cd '" + folder_.string() +
                              "' && env -u DATABASE_URL -u INSTAR_MIGRATIONS -u INSTAR_BUILD -u NO_COLOR -u "
                              "CLICOLOR_FORCE -u COLUMNS "
                              "-u LC_ALL -u LC_CTYPE -u LANG -u EDITOR -u VISUAL -u SOURCE_DATE_EPOCH " +
                              environment + " timeout 50 '" + program + "' >'" + folder_.string() +
                              "/stdout.txt' 2>'" + folder_.string() + "/stderr.txt' </dev/null " + arguments;
  const int status = std::system(command.c_str());
  out_ = Read("stdout.txt");
  err_ = Read("stderr.txt");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int CommandTest::RunAndSignal(std::vector<const char*> arguments, int signal,
                              const std::function<bool()>& ready) {
  arguments.insert(arguments.begin(), INSTAR);
  arguments.push_back(nullptr);
  const std::string output = folder_ / "stdout.txt";
  const std::string error = folder_ / "stderr.txt";
  const pid_t child = fork();
  if (child == 0) {
    const bool can = chdir(folder_.c_str()) == 0 && std::freopen(output.c_str(), "w", stdout) != nullptr &&
                     std::freopen(error.c_str(), "w", stderr) != nullptr;
    // Should the test itself be killed, this ends as well.
    alarm(50);
    if (can) execv(INSTAR, const_cast<char* const*>(arguments.data()));
    _exit(127);
  }
  int status = 0;
  bool ended = false;
  for (int i = 0; i < 20'000 && !ended && !ready(); ++i) {
    usleep(1'000);
    ended = waitpid(child, &status, WNOHANG) == child;
  }
  if (!ended) {
    kill(child, signal);
    waitpid(child, &status, 0);
  }
  out_ = Read("stdout.txt");
  err_ = Read("stderr.txt");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::vector<int> CommandTest::RunAtOnce(const std::vector<std::string>& arguments) const {
  std::vector<pid_t> children;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string to = "/" + std::to_string(i) + ".txt";
    const std::string command = "cd '" + folder_.string() +
                                "' && exec env -u SOURCE_DATE_EPOCH timeout 50 '" INSTAR "' " + arguments[i] +
                                " >'" + folder_.string() + to + "' 2>&1 </dev/null";
    const pid_t child = fork();
    if (child == 0) {
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    children.push_back(child);
  }
  std::vector<int> codes;
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    codes.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
  }
  return codes;
}

std::string CommandTest::Query(const std::string& database, const std::string& sql, Open open) const {
  sqlite3* db = nullptr;
  EXPECT_EQ(
      sqlite3_open_v2((folder_ / database).c_str(), &db,
                      SQLITE_OPEN_READWRITE | (open == Open::kCreate ? SQLITE_OPEN_CREATE : 0), nullptr),
      SQLITE_OK);
  std::string rows;
  const auto add = [](void* text, int, char** values, char**) {
    std::string& all = *static_cast<std::string*>(text);
    if (!all.empty()) all += ' ';
    all += values[0] == nullptr ? "NULL" : values[0];
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), add, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  sqlite3_close(db);
  return rows;
}

}  // namespace instar
