#include "runtime/applying/history_replay.h"

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

RowsById HistoryReplay::Heads() const {
  RowsById heads = applied_;
  for (const auto& [id, row] : applied_) {
    std::string_view parents = row->parents;
    for (std::string_view parent; TakeParent(&parents, &parent);) heads.erase(parent);
  }
  return heads;
}

bool HistoryReplay::Whole() const {
  for (const auto& [id, row] : applied_) {
    std::string_view parents = row->parents;
    for (std::string_view parent; TakeParent(&parents, &parent);) {
      if (applied_.count(parent) == 0) return false;
    }
  }
  return true;
}

}  // namespace instar
