#include "runtime/sqlite/backup_names.h"

#include <algorithm>
#include <cstdint>

#include "runtime/sqlite/statement.h"

namespace instar::sqlite {
namespace {

constexpr std::string_view kStampForm = "00000000T000000.000Z";

bool IsStamp(std::string_view text) {
  if (text.size() != kStampForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kStampForm[i] == '0' ? !digit : text[i] != kStampForm[i]) return false;
  }
  return true;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// FNV-1a: short, and the same for ever.
std::string HashOf(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) digits.push_back("0123456789abcdef"[hash >> shift & 0xF]);
  return digits;
}

}  // namespace

BackupNames::BackupNames(std::string_view database) {
  const std::size_t slash = database.find_last_of("/\\");
  prefix_ = database.substr(slash == std::string_view::npos ? 0 : slash + 1);
  prefix_.push_back('.');
  suffix_ = "." + HashOf(database) + ".backup";
}

std::string_view BackupNames::StampOf(std::string_view name) const {
  if (name.size() != prefix_.size() + kStampForm.size() + suffix_.size() || !StartsWith(name, prefix_) ||
      !EndsWith(name, suffix_)) {
    return {};
  }
  const std::string_view stamp = name.substr(prefix_.size(), kStampForm.size());
  return IsStamp(stamp) ? stamp : std::string_view();
}

void BackupNames::Read(const std::vector<std::string>& folder) {
  for (const std::string& name : folder) {
    if (!StampOf(name).empty()) complete_.push_back(name);
    if (EndsWith(name, kPartSuffix) &&
        !StampOf(std::string_view(name).substr(0, name.size() - kPartSuffix.size())).empty()) {
      parts_.push_back(name);
    }
  }
  std::sort(complete_.begin(), complete_.end());
}

int BackupNames::Next(sqlite3* db, std::string* name) const {
  Statement next;
  // ?1 is taken apart into a time as SQLite reads it, and one millisecond added.
  int rc = next.Prepare(db,
                        "SELECT max(strftime('%Y%m%dT%H%M%fZ', 'now'), coalesce(strftime('%Y%m%dT%H%M%fZ', "
                        "substr(?1, 1, 4) || '-' || substr(?1, 5, 2) || '-' || substr(?1, 7, 2) || ' ' || "
                        "substr(?1, 10, 2) || ':' || substr(?1, 12, 2) || ':' || substr(?1, 14, 6), "
                        "'+0.001 seconds'), ''))");
  if (rc != SQLITE_OK) return rc;
  const std::string_view newest = complete_.empty() ? std::string_view() : StampOf(complete_.back());
  rc = next.Bind(1, newest).Step();
  if (rc != SQLITE_ROW) return rc;
  *name = prefix_;
  name->append(next.Column(0)).append(suffix_);
  return SQLITE_OK;
}

}  // namespace instar::sqlite
