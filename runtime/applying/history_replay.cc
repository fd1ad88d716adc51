#include "runtime/applying/history_replay.h"

#include <algorithm>
#include <cstddef>

#include "runtime/applying/version_text.h"
#include "runtime/message.h"

namespace instar {
namespace {

bool Refuse(std::string* why, const char* text, std::string_view argument) {
  *why = Message(text, {argument});
  return false;
}

}  // namespace

bool HistoryReplay::Play(const HistoryRow& row, std::string* why) {
  if (row.action == "purge") {
    applied_.clear();
    return true;
  }
  if (!IsId(row.revision)) return Refuse(why, "names no revision: '%'", row.revision);
  if (!IsHash(row.meaning_hash)) return Refuse(why, "has a hash that is none", {});
  if (row.action == "downgrade" || row.action == "unstamp") {
    return applied_.erase(row.revision) != 0 ||
           Refuse(why, "undoes '%', which was not applied", row.revision);
  }
  if (row.action != "upgrade" && row.action != "stamp") {
    return Refuse(why, "has an unknown action: '%'", row.action);
  }
  std::string_view parents = row.parents;
  for (std::string_view parent; TakeParent(&parents, &parent);) {
    if (applied_.count(parent) == 0) return Refuse(why, "builds on '%', which was not applied", parent);
  }
  return applied_.emplace(row.revision, &row).second || Refuse(why, "applies '%' once more", row.revision);
}

bool HistoryReplay::FindHeads(std::vector<std::string_view>* heads) const {
  heads->clear();
  std::vector<std::string_view> ids;
  ids.reserve(applied_.size());
  for (const auto& [id, row] : applied_) ids.push_back(id);
  std::vector<bool> is_head(ids.size(), true);
  bool whole = true;
  for (const auto& [id, row] : applied_) {
    std::string_view parents = row->parents;
    for (std::string_view parent; TakeParent(&parents, &parent);) {
      const auto found = std::lower_bound(ids.begin(), ids.end(), parent);
      const bool applied = found != ids.end() && *found == parent;
      if (applied) is_head[static_cast<std::size_t>(found - ids.begin())] = false;
      whole = whole && applied;
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (is_head[i]) heads->push_back(ids[i]);
  }
  return whole;
}

}  // namespace instar
