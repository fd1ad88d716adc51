// How planning says no.
#ifndef INSTAR_RUNTIME_PLANNING_FAILURE_H_
#define INSTAR_RUNTIME_PLANNING_FAILURE_H_

#include <initializer_list>
#include <string_view>

#include "instar/status.h"

namespace instar {

// Sets the status and gives false, for `return Fail(...)`: inside planning, functions give false when they
// fail and say why in `status`, which makes far less code than handing statuses up.
//
// The message is `text` with each '%' replaced by the next argument. An argument longer than any id is cut.
bool Fail(Status* status, StatusCode code, const char* text,
          std::initializer_list<std::string_view> arguments);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_FAILURE_H_
