#include "runtime/applying/advice.h"

#include <cstddef>
#include <cstdint>

#include "runtime/message.h"

namespace instar {
namespace {

struct Remedy {
  const char* text;  // before the command, when there is one
  bool then_again;   // with it out of the way, the same command will do
};

Remedy RemedyFor(StatusCode code) {
  switch (code) {
    case StatusCode::kBusy:
      return {"another connection keeps the database locked: wait until it is done", true};
    case StatusCode::kCannotOpen:
      return {"check that the folder exists and that the program may read and write there", true};
    case StatusCode::kReadOnly:
      return {"the file or its folder is read-only: make both writable, or be a user who may write", true};
    case StatusCode::kDiskFull:
      return {"free some space", true};
    case StatusCode::kIoError:
      return {"check the disk", true};
    case StatusCode::kOutOfMemory:
      return {"free some memory", true};
    case StatusCode::kNotADatabase:
      return {
          "it is something else than a database, or encrypted: name the right one, or open it with its key "
          "and hand the connection over",
          false};
    case StatusCode::kCorrupt:
      return {"restore a backup, or see what `PRAGMA integrity_check` says", false};
    default:
      return {nullptr, false};
  }
}

// "'a', 'b', 'c' and more"
std::string PlaceOf(const std::vector<std::string>& revisions) {
  constexpr std::size_t kShown = 3;
  std::string list;
  for (std::size_t i = 0; i < revisions.size() && i < kShown; ++i) {
    list += Message(i == 0 ? "'%'" : ", '%'", {revisions[i]});
  }
  if (revisions.size() > kShown) list += " and more";
  return revisions.empty() ? "base" : list;
}

}  // namespace

std::vector<std::string> HeadsOf(const Table& table) {
  std::vector<std::string> heads;
  for (std::uint32_t i = 0; i < table.head_count; ++i) heads.emplace_back(table.id(table.heads[i]));
  return heads;
}

std::string CommandOf(Direction direction, const Options& options) {
  const char* verb = direction == Direction::kUpgrade ? "upgrade" : "downgrade";
  return Message(options.target.empty() ? "%" : "% %", {verb, options.target});
}

Status Advised(Status status, std::string_view command, const Table& table,
               const std::vector<std::string>* current) {
  if (status.ok()) return status;
  std::string message = status.message();
  const Remedy remedy = RemedyFor(status.code());
  if (remedy.text != nullptr) message += Message("; %", {remedy.text});
  if (remedy.then_again) message += Message(", then run `instar %`", {command});
  message += Message(" (this program's head: %", {PlaceOf(HeadsOf(table))});
  if (current != nullptr) message += Message("; the database's: %", {PlaceOf(*current)});
  message += ')';
  return Status(status.code(), std::move(message));
}

}  // namespace instar
