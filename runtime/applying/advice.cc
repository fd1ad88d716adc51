#include "runtime/applying/advice.h"

#include <cstddef>
#include <cstdint>

#include "runtime/message.h"

namespace instar {
namespace {

// The same again will do, once the reason is gone.
bool MayBeRepeated(StatusCode code) {
  switch (code) {
    case StatusCode::kBusy:
    case StatusCode::kCannotOpen:
    case StatusCode::kReadOnly:
    case StatusCode::kDiskFull:
    case StatusCode::kIoError:
    case StatusCode::kOutOfMemory:
      return true;
    default:
      return false;
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
  if (MayBeRepeated(status.code())) message += Message(", then run `instar %`", {command});
  message += Message(" (this program's head: %", {PlaceOf(HeadsOf(table))});
  if (current != nullptr) message += Message("; the database's: %", {PlaceOf(*current)});
  message += ')';
  return Status(status.code(), std::move(message));
}

}  // namespace instar
