#include "runtime/applying/extended_table.h"

#include <algorithm>
#include <cstddef>

#include "runtime/applying/version_text.h"
#include "runtime/planning/plan.h"

namespace instar {
namespace {

constexpr std::size_t kChunkSize = 60000;

}  // namespace

ExtendedTable::ExtendedTable(const Table& table, const DialectSteps& steps)
    : program_(&table), table_(table), dialect_(steps) {
  revisions_.assign(table.revisions, table.revisions + table.revision_count);
  std::uint32_t chunks = 0;
  std::uint32_t links = 0;
  for (const RevisionRow& row : revisions_) {
    chunks = std::max(chunks, (row.text >> 16) + 1);
    links = std::max(links, row.first_link + row.parent_count + row.dependency_count);
  }
  for (std::uint32_t l = 0; l < table.label_count; ++l) {
    chunks = std::max(chunks, (table.labels[l].text >> 16) + 1);
  }
  const std::size_t bounds = 2 * revisions_.size() + 1;
  first_.assign(steps.first, steps.first + bounds);
  steps_.assign(steps.steps, steps.steps + first_.back());
  for (const StepRow& step : steps_) chunks = std::max(chunks, (step.text >> 16) + 1);
  links_.assign(table.links, table.links + links);
  blob_.assign(table.blob, table.blob + chunks);
  program_chunks_ = chunks;
  dialect_.schema_changes = nullptr;
}

bool ExtendedTable::Add(const HistoryRow& history, const StoredRevision& stored) {
  RevisionRow row{};
  row.first_link = static_cast<std::uint32_t>(links_.size());
  const std::string_view needed = history.parents;
  const std::size_t end = std::min(needed.find(';'), needed.size());
  const int parents = AddLinks(needed.substr(0, end));
  const int dependencies = AddLinks(needed.substr(end));
  if (parents < 0 || dependencies < 0) return false;
  row.parent_count = static_cast<std::uint32_t>(parents);
  row.dependency_count = static_cast<std::uint32_t>(dependencies);
  std::string text = BytesOfHash(history.meaning_hash);
  text.append(stored.chain_hash).append(history.revision).append(stored.irreversible_reason);
  row.text = AddText(text);
  row.id_size = static_cast<std::uint32_t>(history.revision.size());
  row.reason_size = static_cast<std::uint32_t>(stored.irreversible_reason.size());
  row.flags = stored.flags;
  added_.emplace(history.revision, static_cast<std::uint32_t>(revisions_.size()));
  revisions_.push_back(row);
  first_.push_back(first_.back());
  for (const StoredStep& step : stored.downgrade) {
    steps_.push_back(
        {AddText(step.text), static_cast<std::uint32_t>(step.text.size()), step.kind, 0, step.flags});
  }
  first_.push_back(static_cast<std::uint32_t>(steps_.size()));
  return true;
}

std::uint32_t ExtendedTable::AddText(std::string_view text) {
  if (chunks_.empty() || chunks_.back().size() + text.size() > kChunkSize) chunks_.emplace_back();
  const std::size_t position = ((program_chunks_ + chunks_.size() - 1) << 16) + chunks_.back().size();
  chunks_.back().append(text);
  return static_cast<std::uint32_t>(position);
}

int ExtendedTable::AddLinks(std::string_view ids) {
  int count = 0;
  for (std::string_view id; TakeParent(&ids, &id); ++count) {
    const std::int64_t known = FindId(*program_, id);
    const auto added = added_.find(std::string(id));
    if (known < 0 && added == added_.end()) return -1;
    links_.push_back(known >= 0 ? static_cast<std::uint32_t>(known) : added->second);
  }
  return count;
}

const Table& ExtendedTable::table() {
  blob_.resize(program_chunks_);
  for (const std::string& chunk : chunks_) blob_.push_back(chunk.data());
  dialect_.first = first_.data();
  dialect_.steps = steps_.data();
  table_.revision_count = static_cast<std::uint32_t>(revisions_.size());
  table_.blob = blob_.data();
  table_.revisions = revisions_.data();
  table_.links = links_.data();
  table_.dialects = &dialect_;
  table_.dialect_count = 1;
  return table_;
}

}  // namespace instar
