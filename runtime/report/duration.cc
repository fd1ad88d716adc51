#include "runtime/report/duration.h"

#include "runtime/message.h"

namespace instar {
namespace {

constexpr std::int64_t kMillisecond = 1'000;
constexpr std::int64_t kSecond = 1'000'000;

// In tenths of the unit, rounded.
std::string Tenths(std::int64_t microseconds, std::int64_t unit, const char* name) {
  const std::int64_t tenths = (microseconds * 10 + unit / 2) / unit;
  return Message("%.% %", {Decimal(tenths / 10), Decimal(tenths % 10), name});
}

}  // namespace

std::string DurationText(std::int64_t microseconds) {
  if (microseconds < 0) microseconds = 0;
  // Where the tenths would be rounded up to the next unit, that one is written.
  if (microseconds < kSecond - kMillisecond / 20) return Tenths(microseconds, kMillisecond, "ms");
  if (microseconds < 60 * kSecond - kSecond / 20) return Tenths(microseconds, kSecond, "s");
  const std::int64_t seconds = (microseconds + kSecond / 2) / kSecond;
  if (seconds < 3600) return Message("% min % s", {Decimal(seconds / 60), Decimal(seconds % 60)});
  return Message("% h % min", {Decimal(seconds / 3600), Decimal(seconds / 60 % 60)});
}

}  // namespace instar
