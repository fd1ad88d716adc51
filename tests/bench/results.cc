#include "tests/bench/results.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_format.h"

namespace instar::bench {
namespace {

constexpr std::string Row::* kColumns[] = {&Row::name,  &Row::instar, &Row::baseline,
                                           &Row::ratio, &Row::aim,    &Row::met};

}  // namespace

std::string Results::Print() const {
  std::vector<Row> lines = {{"case", "Instar", "baseline", "ratio", "aim", "met"}, {}};
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  for (const auto column : kColumns) {
    std::size_t width = 0;
    for (const Row& line : lines) width = std::max(width, (line.*column).size());
    for (Row& line : lines) (line.*column).resize(width, &line == &lines[1] ? '-' : ' ');
  }
  std::string text;
  for (const Row& line : lines) {
    for (const auto column : kColumns) text += "| " + line.*column + " ";
    text += "|\n";
  }
  return text;
}

std::string TimeText(double microseconds) {
  if (microseconds < 1e3) return absl::StrFormat("%.1f us", microseconds);
  if (microseconds < 1e4) return absl::StrFormat("%.1f ms", microseconds / 1e3);
  if (microseconds < 1e6) return absl::StrFormat("%.0f ms", microseconds / 1e3);
  return absl::StrFormat("%.2f s", microseconds / 1e6);
}

std::string MemoryText(long kibibytes) {
  return absl::StrFormat("%.1f MiB", static_cast<double>(kibibytes) / 1024);
}

std::string CountText(int count) {
  if (count < 1000) return absl::StrFormat("%d", count);
  return absl::StrFormat("%d,%03d", count / 1000, count % 1000);
}

std::string MetText(bool met) { return met ? "yes" : "no"; }

Row RatioRow(std::string name, const Samples& instar, const Samples& baseline, double aim) {
  const double ratio = MedianRatio(instar, baseline);
  return {std::move(name),
          TimeText(Median(instar)),
          TimeText(Median(baseline)),
          absl::StrFormat("%.2f", ratio),
          absl::StrFormat("at most %.2f", aim),
          MetText(ratio <= aim)};
}

}  // namespace instar::bench
