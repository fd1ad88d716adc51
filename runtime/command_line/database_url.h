// Which database a command means.
//
//   chat.db  data/chat.db      a path: SQLite
//   sqlite:chat.db             the same
//   sqlite:///var/lib/chat.db  an absolute path
//   sqlite::memory:            gone when the command ends
//   postgresql://...           for a driver to come
#ifndef INSTAR_RUNTIME_COMMAND_LINE_DATABASE_URL_H_
#define INSTAR_RUNTIME_COMMAND_LINE_DATABASE_URL_H_

#include <string>
#include <string_view>

#include "instar/status.h"

namespace instar::command_line {

struct DatabaseUrl {
  std::string scheme;  // "sqlite", "postgresql"
  std::string path;    // sqlite: the file; others: what follows the scheme
  std::string text;    // for messages: as it was written, without a password
};

// Each kind of mistake has its own message.
Status ParseDatabaseUrl(std::string_view text, DatabaseUrl* url);

// The text with '***' for a password, if it holds one.
std::string WithoutPassword(std::string_view text);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_DATABASE_URL_H_
