// What this program believes its database to hold. Every build compares it with the migrations.
#ifndef AI_MESSAGING_MODELS_H_
#define AI_MESSAGING_MODELS_H_

#include <instar/model.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace messaging {

// The number of a row of T, and of no other table.
template <typename T>
struct Id {
  std::int64_t value = 0;
};

struct INSTAR_TABLE(users) User {
  Id<User> id INSTAR_COL(primary key);
  std::string username INSTAR_COL(length 64, unique);
  std::string email INSTAR_COL(length 320, unique);
  std::string hashed_password INSTAR_COL(length 255);
  bool is_active INSTAR_COL(default true) = true;
  std::chrono::sys_seconds created_at INSTAR_COL(default current_timestamp);
};

struct INSTAR_TABLE(messages) Message {
  Id<Message> id INSTAR_COL(primary key);
  Id<User> sender_id INSTAR_COL(references users.id, index);
  std::optional<Id<User>> receiver_id INSTAR_COL(references users.id, index);
  std::string content;
  bool is_read INSTAR_COL(default false) = false;
  std::chrono::sys_seconds sent_at INSTAR_COL(default current_timestamp);
};

}  // namespace messaging

#endif  // AI_MESSAGING_MODELS_H_
