#include "instar/command_line.h"

#include <string_view>
#include <vector>

#include "runtime/command_line/engine.h"
#include "runtime/command_line/terminal.h"
#include "runtime/command_line/verbs.h"

namespace instar {
namespace {

constexpr char kSummary[] =
    "Takes databases to the revisions of the migrations that this program was built with, and tells where "
    "they are.";

class OwnHistory final : public command_line::History {
 public:
  explicit OwnHistory(const Table& table) : table_(table) {}
  const Table* Get(command_line::Need, command_line::Output&) override { return &table_; }

 private:
  const Table& table_;
};

}  // namespace

int RunCommandLine(int count, const char* const* words, const Table& table,
                   const CommandLineSettings& settings) {
  using namespace command_line;
  Program program;
  program.name = settings.name;
  program.summary = kSummary;
  program.verbs = SharedVerbs();
  program.options = CommonOptions();
  OwnHistory history(table);
  Output output = StandardOutput();
  Session session;
  session.history = &history;
  session.output = &output;
  session.databases = {{"DATABASE_URL", Environment("DATABASE_URL")},
                       {"the program's own database", settings.database}};
  session.options = settings.options;
  return static_cast<int>(RunWords(program, std::vector<std::string_view>(words, words + count), session));
}

}  // namespace instar
