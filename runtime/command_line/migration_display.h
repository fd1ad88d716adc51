// What a migration shows while it runs: a bar on a terminal, and a line for each revision as it is committed.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_MIGRATION_DISPLAY_H_
#define INSTAR_RUNTIME_COMMAND_LINE_MIGRATION_DISPLAY_H_

#include <cstddef>
#include <cstdint>

#include "instar/options.h"
#include "instar/progress.h"
#include "instar/table.h"
#include "instar/terminal_progress.h"
#include "runtime/command_line/output.h"

namespace instar::command_line {

// While it lives, an interrupt (Ctrl-C) or a request to end cancels the migration: the revision that runs is
// rolled back, and the process goes on to say so. A second one ends the process at once.
class MigrationDisplay {
 public:
  // Fills what the options have for it. All must outlive the migration.
  MigrationDisplay(const Table& table, Output& output, Options* options);
  ~MigrationDisplay();
  MigrationDisplay(const MigrationDisplay&) = delete;
  MigrationDisplay& operator=(const MigrationDisplay&) = delete;

 private:
  ProgressResult Show(const Progress& now);

  const Table& table_;
  Output& output_;
  std::size_t id_width_ = 0;
  std::int64_t committed_at_us_ = 0;
  TerminalProgress bar_;
  void (*old_interrupt_)(int) = nullptr;
  void (*old_terminate_)(int) = nullptr;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_MIGRATION_DISPLAY_H_
