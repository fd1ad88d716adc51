#include "runtime/planning/failure.h"

#include <cstddef>
#include <string>
#include <utility>

namespace instar {
namespace {

constexpr std::size_t kLongestArgument = 300;

}  // namespace

bool Fail(Status* status, StatusCode code, const char* text,
          std::initializer_list<std::string_view> arguments) {
  std::string message;
  const std::string_view* argument = arguments.begin();
  for (; *text != '\0'; ++text) {
    if (*text != '%') {
      message.push_back(*text);
      continue;
    }
    message.append(argument->substr(0, kLongestArgument));
    if (argument->size() > kLongestArgument) message.append("...");
    ++argument;
  }
  *status = Status(code, std::move(message));
  return false;
}

}  // namespace instar
