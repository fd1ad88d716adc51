// Building the texts that users read, in little code: a chain of string additions is inlined at every place.
#ifndef INSTAR_RUNTIME_MESSAGE_H_
#define INSTAR_RUNTIME_MESSAGE_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "instar/status.h"

namespace instar {

// `text` with each '%' replaced by the next argument. An argument much longer than any id is cut: what a
// damaged database holds must not flood the message.
std::string Message(const char* text, std::initializer_list<std::string_view> arguments);

Status StatusOf(StatusCode code, const char* text, std::initializer_list<std::string_view> arguments);

// Sets the status and gives false, for `return Fail(...)`: functions that give false when they fail and say
// why in `status` make far less code than those that hand statuses up.
bool Fail(Status* status, StatusCode code, const char* text,
          std::initializer_list<std::string_view> arguments);

// A number as an argument of the above. The view is good while the object lives: to the end of the statement.
class Decimal {
 public:
  explicit Decimal(std::int64_t number);
  operator std::string_view() const { return {begin_, static_cast<std::size_t>(end() - begin_)}; }  // NOLINT

 private:
  const char* end() const { return digits_ + sizeof(digits_); }

  char digits_[20];
  const char* begin_;
};

}  // namespace instar

#endif  // INSTAR_RUNTIME_MESSAGE_H_
