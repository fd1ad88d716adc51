// Small tables for tests, without the compiler.
#ifndef INSTAR_RUNTIME_PLANNING_TEST_TABLE_H_
#define INSTAR_RUNTIME_PLANNING_TEST_TABLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "instar/table.h"

namespace instar {

// Revisions are added in the order of application, so parents and dependencies are indices already known.
class TestTable {
 public:
  std::uint32_t Add(std::string_view id, const std::vector<std::uint32_t>& parents,
                    const std::vector<std::uint32_t>& dependencies = {},
                    const std::vector<std::string>& labels = {}) {
    const auto revision = static_cast<std::uint32_t>(revisions_.size());
    RevisionRow row = {};
    row.text = AddText(std::string(2 * Table::kHashSize, '#').append(id));
    row.id_size = static_cast<std::uint32_t>(id.size());
    row.first_link = static_cast<std::uint32_t>(links_.size());
    row.parent_count = static_cast<std::uint32_t>(parents.size());
    row.dependency_count = static_cast<std::uint32_t>(dependencies.size());
    links_.insert(links_.end(), parents.begin(), parents.end());
    links_.insert(links_.end(), dependencies.begin(), dependencies.end());
    revisions_.push_back(row);
    for (const std::string& label : labels) {
      labels_.push_back({revision, AddText(label), static_cast<std::uint32_t>(label.size())});
    }
    return revision;
  }

  // Good until the next Add, and while this object lives.
  Table table() {
    pointers_.clear();
    for (const auto& chunk : chunks_) pointers_.push_back(chunk->data());
    Table table = {};
    table.version = kTableVersion;
    table.revision_count = static_cast<std::uint32_t>(revisions_.size());
    table.blob = pointers_.data();
    table.revisions = revisions_.data();
    table.links = links_.data();
    table.labels = labels_.data();
    table.label_count = static_cast<std::uint32_t>(labels_.size());
    table.stream = "main";
    return table;
  }

 private:
  std::uint32_t AddText(std::string_view text) {
    if (chunks_.empty() || chunks_.back()->size() + text.size() > 60000) {
      chunks_.push_back(std::make_unique<std::string>());
    }
    const auto chunk = static_cast<std::uint32_t>(chunks_.size() - 1);
    const auto offset = static_cast<std::uint32_t>(chunks_.back()->size());
    chunks_.back()->append(text);
    return chunk * 65536 + offset;
  }

  std::vector<std::unique_ptr<std::string>> chunks_;
  std::vector<const char*> pointers_;
  std::vector<RevisionRow> revisions_;
  std::vector<std::uint32_t> links_;
  std::vector<LabelRow> labels_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_TEST_TABLE_H_
