// A disk in memory whose power can fail: what was synced stays, of the rest each sector is there, torn or
// lost.
//
// It knows as little as a disk and a file system promise: between two syncs writes reach the platter in any
// order or not at all, sector by sector; a new or a removed name is safe once its folder was synced. There is
// one folder.
#ifndef INSTAR_TESTS_FAULTS_SIMULATED_DISK_H_
#define INSTAR_TESTS_FAULTS_SIMULATED_DISK_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace instar {

class DiskFile {
 public:
  const std::string& data() const { return now_; }
  void Write(std::size_t offset, std::string_view bytes);
  void Resize(std::size_t size);
  void Sync();
  // What the platter holds is all that is left.
  void LosePower(std::mt19937_64& random);

 private:
  // Bytes at a place, or a new size.
  struct Change {
    bool resizes;
    std::size_t offset;
    std::string bytes;
  };
  static void Apply(const Change& change, std::string* data);
  static void Tear(const Change& change, int chance, std::mt19937_64& random, std::string* data);

  std::string now_;
  std::string synced_;
  std::vector<Change> changes_;  // since the last sync
};

using DiskFilePointer = std::shared_ptr<DiskFile>;

class SimulatedDisk {
 public:
  SimulatedDisk() = default;
  // A copy shares no file with the original.
  SimulatedDisk(const SimulatedDisk& other);
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  // Null when there is no such name.
  DiskFilePointer Find(const std::string& name) const;
  DiskFilePointer Create(const std::string& name);
  bool Remove(const std::string& name);
  void SyncFolder();
  // Everything is on the platter.
  void SyncAll();
  void LosePower(std::mt19937_64& random);

 private:
  // What the name stood for since the last sync of the folder; null: nothing. The last one is true now.
  std::map<std::string, std::vector<DiskFilePointer>> names_;
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_SIMULATED_DISK_H_
