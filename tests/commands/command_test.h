// A folder of its own with migrations in it, and `instar` run there as a process.
#ifndef INSTAR_TESTS_COMMANDS_COMMAND_TEST_H_
#define INSTAR_TESTS_COMMANDS_COMMAND_TEST_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace instar {

class CommandTest : public testing::Test {
 protected:
  CommandTest();
  ~CommandTest() override;

  void Write(const std::string& name, const std::string& text) const;
  std::string Read(const std::string& name) const;
  bool Exists(const std::string& name) const;

  // migrations/ID.migration, which makes the table t_ID; `header` is what else stands there.
  void AddRevision(const std::string& id, const std::string& revises, const std::string& header = "") const;
  // a, b(a), c(a), d(b, c): "d" merges what forked at "a". The program `shop` is made of the same files.
  void AddDiamond() const;

  // Runs `instar ARGUMENTS` by the shell, with `environment` ("NAME=value ...") set; the exit code, or minus
  // the signal. DATABASE_URL and all that chooses colours and widths is unset before.
  int Run(const std::string& arguments, const std::string& environment = "LC_ALL=C.UTF-8");
  // The same with `shop`, the other front end.
  int RunShop(const std::string& arguments, const std::string& environment = "LC_ALL=C.UTF-8");
  // Runs `instar` without a shell, and sends it the signal as soon as `ready` says so; then as above.
  int RunAndSignal(std::vector<const char*> arguments, int signal, const std::function<bool()>& ready);
  // What it wrote.
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }
  bool Says(const std::string& part) const { return out_.find(part) != std::string::npos; }
  bool Complains(const std::string& part) const { return err_.find(part) != std::string::npos; }

  std::size_t CountMigrations() const;

  // Each of these is a line of the shell, begun at the same moment; their exit codes.
  std::vector<int> RunAtOnce(const std::vector<std::string>& arguments) const;

  // The first column of every row, joined by spaces.
  enum class Open { kExisting, kCreate };
  std::string Query(const std::string& database, const std::string& sql, Open open = Open::kExisting) const;

  std::filesystem::path folder_;

  int RunProgram(const std::string& program, const std::string& arguments, const std::string& environment);

 private:
  std::string out_;
  std::string err_;
};

}  // namespace instar

#endif  // INSTAR_TESTS_COMMANDS_COMMAND_TEST_H_
