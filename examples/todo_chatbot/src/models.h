// What this program believes its database to hold. Every build compares it with the migrations.
#ifndef TODO_CHATBOT_MODELS_H_
#define TODO_CHATBOT_MODELS_H_

#include <instar/model.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace todo {

struct INSTAR_TABLE(users) User {
  std::int64_t id INSTAR_COL(primary key);
  std::string email INSTAR_COL(length 320, unique);
  std::string timezone INSTAR_COL(length 64, default 'UTC') = "UTC";
};

struct INSTAR_TABLE(tasks) Task {
  std::int64_t id INSTAR_COL(primary key);
  std::int64_t user_id INSTAR_COL(references users.id on delete cascade, index);
  std::string title INSTAR_COL(length 200);
  bool is_done INSTAR_COL(default false) = false;
  std::optional<std::chrono::sys_days> due_on;
};

struct INSTAR_TABLE(conversations) Conversation {
  std::int64_t id INSTAR_COL(primary key);
  std::int64_t user_id INSTAR_COL(references users.id on delete cascade, index);
  std::chrono::sys_seconds started_at INSTAR_COL(default current_timestamp);
};

struct INSTAR_TABLE(turns) Turn {
  std::int64_t id INSTAR_COL(primary key);
  std::int64_t conversation_id INSTAR_COL(references conversations.id on delete cascade, index);
  std::string speaker INSTAR_COL(length 16, check(speaker in('user', 'assistant')));
  std::string content;
};

}  // namespace todo

#endif  // TODO_CHATBOT_MODELS_H_
