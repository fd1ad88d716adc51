#include "tests/faults/simulated_disk.h"

#include <algorithm>
#include <utility>

namespace instar {
namespace {

constexpr std::size_t kSector = 512;

}  // namespace

void DiskFile::Apply(const Change& change, std::string* data) {
  if (change.resizes) {
    data->resize(change.offset);
    return;
  }
  data->resize(std::max(data->size(), change.offset + change.bytes.size()));
  data->replace(change.offset, change.bytes.size(), change.bytes);
}

void DiskFile::Write(std::size_t offset, std::string_view bytes) {
  changes_.push_back({false, offset, std::string(bytes)});
  Apply(changes_.back(), &now_);
}

void DiskFile::Resize(std::size_t size) {
  changes_.push_back({true, size, {}});
  Apply(changes_.back(), &now_);
}

void DiskFile::Sync() {
  for (const Change& change : changes_) Apply(change, &synced_);
  changes_.clear();
}

// Each sector of a write for itself: all of it, its beginning, or nothing.
void DiskFile::Tear(const Change& change, int chance, std::mt19937_64& random, std::string* data) {
  const std::size_t end = change.offset + change.bytes.size();
  for (std::size_t at = change.offset; at < end;) {
    const std::size_t next = std::min(end, (at / kSector + 1) * kSector);
    if (random() % 100 < static_cast<unsigned>(chance)) {
      const bool torn = random() % 8 == 0;
      const std::size_t size = torn ? random() % (next - at) : next - at;
      Apply({false, at, change.bytes.substr(at - change.offset, size)}, data);
    }
    at = next;
  }
}

void DiskFile::LosePower(std::mt19937_64& random) {
  // Worst is where one file has reached the platter and the other has not: each has its own luck.
  static constexpr int kChances[] = {0, 0, 10, 50, 90, 100, 100};
  const int chance = kChances[random() % std::size(kChances)];
  for (const Change& change : changes_) {
    if (!change.resizes) {
      Tear(change, chance, random, &synced_);
    } else if (random() % 100 < static_cast<unsigned>(chance)) {
      Apply(change, &synced_);
    }
  }
  changes_.clear();
  now_ = synced_;
}

SimulatedDisk::SimulatedDisk(const SimulatedDisk& other) {
  for (const auto& [name, files] : other.names_) {
    for (const DiskFilePointer& file : files) {
      names_[name].push_back(file == nullptr ? nullptr : std::make_shared<DiskFile>(*file));
    }
  }
}

DiskFilePointer SimulatedDisk::Find(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : found->second.back();
}

DiskFilePointer SimulatedDisk::Create(const std::string& name) {
  std::vector<DiskFilePointer>& states = names_[name];
  if (states.empty()) states.push_back(nullptr);
  return states.emplace_back(std::make_shared<DiskFile>());
}

bool SimulatedDisk::Remove(const std::string& name) {
  if (Find(name) == nullptr) return false;
  names_[name].push_back(nullptr);
  return true;
}

void SimulatedDisk::SyncFolder() {
  for (auto entry = names_.begin(); entry != names_.end();) {
    DiskFilePointer last = std::move(entry->second.back());
    if (last == nullptr) {
      entry = names_.erase(entry);
    } else {
      entry->second = {std::move(last)};
      ++entry;
    }
  }
}

void SimulatedDisk::SyncAll() {
  SyncFolder();
  for (const auto& [name, files] : names_) files.back()->Sync();
}

void SimulatedDisk::LosePower(std::mt19937_64& random) {
  for (auto& [name, files] : names_) {
    files = {files[random() % files.size()]};
    if (files.back() != nullptr) files.back()->LosePower(random);
  }
  SyncFolder();
}

}  // namespace instar
