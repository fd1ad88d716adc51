#include "tests/runtime/hand_history.h"

#include "absl/strings/str_format.h"

namespace instar {
namespace {

std::vector<std::string> EmptyLine(std::size_t length) {
  std::vector<std::string> migrations;
  for (std::size_t i = 0; i < length; ++i) {
    const std::string parent = i == 0 ? "base" : absl::StrFormat("r%d", i - 1);
    migrations.push_back(
        absl::StrFormat("revision r%d;\nrevises %s;\nupgrade { }\ndowngrade { }\n", i, parent));
  }
  return migrations;
}

}  // namespace

HandHistory::HandHistory(const std::vector<std::vector<HandStep>>& revisions)
    : revisions_(revisions), history_(EmptyLine(revisions.size())), table_(history_.table()) {
  // So short a history has one chunk; every text of a step gets one more.
  blob_.push_back(table_.blob[0]);
  rows_.assign(table_.revisions, table_.revisions + table_.revision_count);
  for (std::size_t r = 0; r < revisions_.size(); ++r) {
    first_.push_back(static_cast<std::uint32_t>(steps_.size()));
    for (const HandStep& step : revisions_[r]) {
      if ((step.flags & kStepAutocommit) != 0) rows_[r].flags |= kRevisionUntransacted;
      steps_.push_back({static_cast<std::uint32_t>(blob_.size() << 16),
                        static_cast<std::uint32_t>(step.text.size()), step.kind, 0, step.flags});
      blob_.push_back(step.text.data());
    }
    first_.push_back(static_cast<std::uint32_t>(steps_.size()));
  }
  first_.push_back(static_cast<std::uint32_t>(steps_.size()));
  dialect_ = {Dialect::kSqlite, 3037000, first_.data(), steps_.data(), nullptr};
  table_.blob = blob_.data();
  table_.revisions = rows_.data();
  table_.dialects = &dialect_;
  table_.dialect_count = 1;
}

Rebuild CopyOf(std::string_view table, std::string_view definition, std::vector<std::string_view> columns,
               std::uint32_t flags) {
  Rebuild rebuild;
  rebuild.table = rebuild.plain_name = table;
  rebuild.definition = definition;
  rebuild.old_columns = rebuild.columns = rebuild.expressions = std::move(columns);
  rebuild.flags = flags;
  return rebuild;
}

}  // namespace instar
