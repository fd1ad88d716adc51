#include "runtime/command_line/migration_display.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <string>

#include "runtime/command_line/text.h"
#include "runtime/planning/plan.h"
#include "runtime/report/duration.h"

namespace instar::command_line {
namespace {

constexpr std::size_t kWidestId = 32;

// Set by the signal handler, which can reach nothing else.
std::atomic<bool> interrupted{false};

void Interrupt(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

MigrationDisplay::MigrationDisplay(const Table& table, Output& output, Options* options)
    : table_(table), output_(output) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    id_width_ = std::max(id_width_, std::min(kWidestId, table.id(r).size()));
  }
  interrupted = false;
  old_interrupt_ = std::signal(SIGINT, Interrupt);
  old_terminate_ = std::signal(SIGTERM, Interrupt);
  options->cancel = &interrupted;
  options->progress = [this](const Progress& now) { return Show(now); };
}

MigrationDisplay::~MigrationDisplay() {
  std::signal(SIGINT, old_interrupt_);
  std::signal(SIGTERM, old_terminate_);
}

ProgressResult MigrationDisplay::Show(const Progress& now) {
  if (now.stage == ProgressStage::kCommitted) {
    bar_.Clear();
    const std::int64_t r = FindId(table_, now.revision);
    const std::string message = r < 0 ? "" : Printable(table_.message(static_cast<std::uint32_t>(r)));
    Columns line;
    line.Add({{now.direction == Direction::kUpgrade ? "applied" : "undone", Style::kGood},
              {Pad(now.revision, id_width_), Style::kName},
              {Pad(DurationText(now.elapsed_us - committed_at_us_), 8)},
              {message}});
    line.Print(output_, "");
    output_.Finish();
    committed_at_us_ = now.elapsed_us;
  }
  return output_.quiet() ? ProgressResult::kContinue : bar_(now);
}

}  // namespace instar::command_line
