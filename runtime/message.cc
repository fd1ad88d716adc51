#include "runtime/message.h"

#include <cstddef>
#include <utility>

namespace instar {
namespace {

constexpr std::size_t kLongestArgument = 1000;

}  // namespace

std::string Message(const char* text, std::initializer_list<std::string_view> arguments) {
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
  return message;
}

Status StatusOf(StatusCode code, const char* text, std::initializer_list<std::string_view> arguments) {
  return Status(code, Message(text, arguments));
}

bool Fail(Status* status, StatusCode code, const char* text,
          std::initializer_list<std::string_view> arguments) {
  *status = StatusOf(code, text, arguments);
  return false;
}

Decimal::Decimal(std::int64_t number) : begin_(end()) {
  const bool negative = number < 0;
  char* at = digits_ + sizeof(digits_);
  do {
    const auto digit = static_cast<int>(number % 10);
    *--at = static_cast<char>('0' + (negative ? -digit : digit));
    number /= 10;
  } while (number != 0);
  if (negative) *--at = '-';
  begin_ = at;
}

}  // namespace instar
