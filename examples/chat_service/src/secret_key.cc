#include "secret_key.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

namespace chat {
namespace {

std::optional<SecretKey> RandomKey() {
  SecretKey key;
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1) return std::nullopt;
  return key;
}

std::optional<SecretKey> ReadKey(int file) {
  SecretKey key;
  const ssize_t size = read(file, key.data(), key.size());
  close(file);
  if (size != static_cast<ssize_t>(key.size())) return std::nullopt;
  return key;
}

// An encrypted row must never reach the disk before its key does.
bool Sync(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags);
  if (file < 0) return false;
  const bool synced = fsync(file) == 0;
  close(file);
  return synced;
}

// The rename comes last, so that a half-written key never bears the name. Two processes cannot meet here: a
// step runs under the database's write lock.
std::optional<SecretKey> MakeKey(const std::string& path) {
  const std::optional<SecretKey> key = RandomKey();
  if (!key) return std::nullopt;
  const std::string unfinished = path + ".new";
  const int file = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return std::nullopt;
  const bool written = write(file, key->data(), key->size()) == static_cast<ssize_t>(key->size());
  close(file);
  if (!written || !Sync(unfinished, O_RDONLY)) return std::nullopt;
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return std::nullopt;
  const std::string::size_type slash = path.rfind('/');
  if (!Sync(slash == std::string::npos ? "." : path.substr(0, slash + 1), O_RDONLY | O_DIRECTORY)) {
    return std::nullopt;
  }
  return key;
}

}  // namespace

std::optional<SecretKey> KeyOf(const std::string& database_path) {
  if (database_path.empty()) {
    static const std::optional<SecretKey> key_of_memory = RandomKey();
    return key_of_memory;
  }
  const std::string path = database_path + ".key";
  const int file = open(path.c_str(), O_RDONLY);
  if (file >= 0) return ReadKey(file);
  // Any other failure must not replace a key that rows depend on.
  if (errno != ENOENT) return std::nullopt;
  return MakeKey(path);
}

}  // namespace chat
