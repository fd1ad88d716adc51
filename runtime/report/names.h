// Words that reports share.
#ifndef INSTAR_RUNTIME_REPORT_NAMES_H_
#define INSTAR_RUNTIME_REPORT_NAMES_H_

#include <string_view>

#include "instar/table.h"

namespace instar {

// As in instar_history.action.
inline std::string_view DirectionName(Direction direction) {
  return direction == Direction::kUpgrade ? "upgrade" : "downgrade";
}

}  // namespace instar

#endif  // INSTAR_RUNTIME_REPORT_NAMES_H_
