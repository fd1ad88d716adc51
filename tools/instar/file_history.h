// The history of the engine's verbs, compiled from files.
#ifndef INSTAR_TOOLS_INSTAR_FILE_HISTORY_H_
#define INSTAR_TOOLS_INSTAR_FILE_HISTORY_H_

#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/compile.h"
#include "compiler/driver/history_table.h"
#include "runtime/command_line/call.h"
#include "tools/instar/settings.h"

namespace instar::tool {

class FileHistory final : public command_line::History {
 public:
  FileHistory(const Settings& settings, const compiler::FileSystem& files)
      : settings_(settings), files_(files) {}

  // Prints the compiler's diagnostics. With kHeaders and kGraph a broken history gives what of it holds.
  const Table* Get(command_line::Need need, command_line::Output& output) override;
  std::string FileOf(std::uint32_t revision) const override;
  bool HasSteps() const override { return false; }
  bool IsBroken() const override { return broken_; }

  // After Get.
  const compiler::Parsed& parsed() const { return *parsed_; }
  const compiler::Chain& chain() const { return history_->chain; }

 private:
  void Print(compiler::Diagnostics diagnostics, command_line::Output& output) const;

  const Settings& settings_;
  const compiler::FileSystem& files_;
  std::optional<compiler::Parsed> parsed_;
  std::optional<compiler::HistoryTable> history_;
  std::optional<command_line::Need> had_;
  bool broken_ = false;
  std::vector<StepFunction> functions_;
  Table table_ = {};
};

}  // namespace instar::tool

#endif  // INSTAR_TOOLS_INSTAR_FILE_HISTORY_H_
