// What databases need of files and the standard library does not have, or not without exceptions. Paths are
// UTF-8. Functions that can fail return false, with the system's words in `why`.
#ifndef INSTAR_RUNTIME_SYSTEM_FILE_SYSTEM_H_
#define INSTAR_RUNTIME_SYSTEM_FILE_SYSTEM_H_

#include <cstdint>
#include <string>
#include <vector>

namespace instar {

bool IsRegularFile(const std::string& path);
// The names of what is in it, in no order.
bool ListFolder(const std::string& folder, std::vector<std::string>* names, std::string* why);
// What this user may still write there.
bool FindFreeBytes(const std::string& folder, std::uint64_t* bytes, std::string* why);
// Makes an empty file that only this call can have made, with the permissions of `like`, as far as the file
// system has them. `taken`: there is such a file already.
bool CreateNewFile(const std::string& path, const std::string& like, bool* taken, std::string* why);
// Replaces what is there.
bool RenameFile(const std::string& from, const std::string& to, std::string* why);
// Does nothing where there is none.
void RemoveFile(const std::string& path);
// Returns when the disk has it. Of a folder: the names in it.
bool SyncFile(const std::string& path, std::string* why);
bool SyncFolder(const std::string& folder, std::string* why);

}  // namespace instar

#endif  // INSTAR_RUNTIME_SYSTEM_FILE_SYSTEM_H_
