#include "tests/faults/overheard_disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>

namespace instar {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSector = 512;

std::string BytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<ino_t> NumberOf(const fs::path& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return std::nullopt;
  return found.st_ino;
}

// Where what a file holds is known to be safe.
using Content = std::shared_ptr<std::string>;

class OverheardDisk {
 public:
  OverheardDisk(const std::string& folder, const std::string& after, std::size_t at, std::uint64_t seed)
      : folder_(folder), after_(after), at_(at), random_(seed) {
    for (const auto& entry : fs::directory_iterator(folder_)) Sync(entry.path());
    SyncNames();
  }

  void BeforeCall() {
    if (calls_++ != at_) return;
    for (const auto& [name, content] : SurvivingNames()) {
      std::ofstream(after_ / name, std::ios::binary) << content;
    }
    _exit(kPowerFailed);
  }
  void AfterSync(int descriptor) {
    const fs::path path = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor));
    if (path == folder_) return SyncNames();
    if (path.parent_path() == folder_) Sync(path);
  }
  // The number of a file that is gone may be another's soon.
  void BeforeGone(const fs::path& path) {
    if (const auto number = NumberOf(path); number.has_value() && path.parent_path() == folder_) {
      synced_.erase(*number);
    }
  }

 private:
  void Sync(const fs::path& path) { *SyncedOf(path) = BytesOf(path); }
  Content SyncedOf(const fs::path& path) {
    Content& content = synced_[NumberOf(path).value_or(0)];
    if (content == nullptr) content = std::make_shared<std::string>();
    return content;
  }
  void SyncNames() {
    safe_.clear();
    for (const auto& entry : fs::directory_iterator(folder_)) {
      safe_[entry.path().filename()] = SyncedOf(entry.path());
    }
  }

  std::map<std::string, std::string> SurvivingNames() {
    std::map<std::string, std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename();
      const Content synced = SyncedOf(entry.path());
      const auto safe = safe_.find(name);
      const bool is_safe = safe != safe_.end() && safe->second == synced;
      if (is_safe || random_() % 2 == 0) names[name] = Torn(*synced, BytesOf(entry.path()));
    }
    // What was there under the name before.
    for (const auto& [name, content] : safe_) {
      const bool there = fs::exists(folder_ / name);
      if (names.count(name) == 0 && (there || random_() % 2 == 0)) names[name] = *content;
    }
    return names;
  }

  std::string Torn(const std::string& synced, const std::string& now) {
    if (synced == now) return now;
    const auto chance = random_() % 3;
    if (chance == 0) return synced;
    if (chance == 1) return now;
    std::string torn = random_() % 2 == 0 ? synced : now;
    for (std::size_t at = 0; at < torn.size(); at += kSector) {
      const std::string& from = random_() % 2 == 0 ? synced : now;
      const std::size_t size = std::min(kSector, torn.size() - at);
      for (std::size_t i = at; i < at + size; ++i) torn[i] = i < from.size() ? from[i] : '\0';
    }
    return torn;
  }

  const fs::path folder_;
  const fs::path after_;
  const std::size_t at_;
  std::size_t calls_ = 0;
  std::mt19937_64 random_;
  std::map<ino_t, Content> synced_;
  // The names that are safe. A file that has several shares what it holds.
  std::map<std::string, Content> safe_;
};

OverheardDisk* disk = nullptr;

// While it lives, what this thread asks of the system is not overheard.
class Aside {
 public:
  Aside() : disk_(disk) { disk = nullptr; }
  ~Aside() { disk = disk_; }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  OverheardDisk* operator->() const { return disk_; }
  explicit operator bool() const { return disk_ != nullptr; }

 private:
  OverheardDisk* disk_;
};

int SyncOverheard(long call, int descriptor) {
  const Aside overheard;
  if (overheard) overheard->BeforeCall();
  const int result = static_cast<int>(syscall(call, descriptor));
  if (overheard) overheard->AfterSync(descriptor);
  return result;
}

}  // namespace

void FailPower(const std::string& folder, const std::string& after, std::size_t at, std::uint64_t seed) {
  disk = std::make_unique<OverheardDisk>(fs::canonical(folder), fs::canonical(after), at, seed).release();
}

}  // namespace instar

// In front of the C library's, for this program and the libraries that it uses.
extern "C" {

int fsync(int descriptor) { return instar::SyncOverheard(SYS_fsync, descriptor); }

int fdatasync(int descriptor) { return instar::SyncOverheard(SYS_fdatasync, descriptor); }

int rename(const char* from, const char* to) noexcept {
  const instar::Aside overheard;
  if (overheard) {
    overheard->BeforeCall();
    overheard->BeforeGone(to);
  }
  return static_cast<int>(syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}

int unlink(const char* path) noexcept {
  const instar::Aside overheard;
  if (overheard) {
    overheard->BeforeCall();
    overheard->BeforeGone(path);
  }
  return static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

}  // extern "C"
