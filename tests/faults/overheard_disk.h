// What would be left of a folder if the power failed: the process's own calls of the system are overheard.
#ifndef INSTAR_TESTS_FAULTS_OVERHEARD_DISK_H_
#define INSTAR_TESTS_FAULTS_OVERHEARD_DISK_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace instar {

// The exit code of a process whose power failed.
inline constexpr int kPowerFailed = 77;

// From now on, in this process: before the call `at` of fsync, fdatasync, rename and unlink, `after` becomes
// what a disk may hold of the files in `folder`, and the process ends. A name is safe once the folder was
// synced, what a file holds once the file was; the rest is there, lost or torn, as `seed` wants. Both folders
// exist; `folder` holds only what is safe.
void FailPower(const std::string& folder, const std::string& after, std::size_t at, std::uint64_t seed);

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_OVERHEARD_DISK_H_
