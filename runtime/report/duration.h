// Durations as people read them.
#ifndef INSTAR_RUNTIME_REPORT_DURATION_H_
#define INSTAR_RUNTIME_REPORT_DURATION_H_

#include <cstdint>
#include <string>

namespace instar {

// "0.4 ms", "12.3 ms", "1.2 s", "3 min 7 s", "2 h 5 min".
std::string DurationText(std::int64_t microseconds);

}  // namespace instar

#endif  // INSTAR_RUNTIME_REPORT_DURATION_H_
