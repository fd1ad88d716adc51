// The users of the service, as the schema at head has them.
#ifndef CHAT_SERVICE_USERS_H_
#define CHAT_SERVICE_USERS_H_

#include <string>

struct sqlite3;

namespace chat {

// False when the database says no; sqlite3_errmsg(db) tells why.
bool AddUser(sqlite3* db, const std::string& email);
bool PrintUsers(sqlite3* db);

}  // namespace chat

#endif  // CHAT_SERVICE_USERS_H_
