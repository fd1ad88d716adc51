// Where the service keeps the key that seals its users' API keys.
#ifndef CHAT_SERVICE_SECRET_KEY_H_
#define CHAT_SERVICE_SECRET_KEY_H_

#include <optional>
#include <string>

#include "sealed_text.h"

namespace chat {

// The key of the database at `database_path`: the file `<database_path>.key`, made on first use, readable by
// its owner alone, and on disk for good before this returns. An empty path (a database in memory) has a key
// that lives as long as the process. Nothing when the file cannot be made or read, or is not a key.
//
// Whoever holds both files can read the API keys, and whoever loses the key file has lost them: back it up
// apart from the database. A larger service would ask its key management service here.
std::optional<SecretKey> KeyOf(const std::string& database_path);

}  // namespace chat

#endif  // CHAT_SERVICE_SECRET_KEY_H_
