#include "runtime/command_line/similar.h"

#include <algorithm>
#include <cstddef>

#include "runtime/message.h"

namespace instar::command_line {
namespace {

constexpr std::size_t kLongest = 40;

// How many characters were left out, put in, exchanged or swapped with their neighbour.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::size_t rows[3][kLongest + 1] = {};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t* row = rows[i % 3];
    const std::size_t* above = rows[(i + 2) % 3];
    const std::size_t* two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates,
                       std::string_view prefix) {
  if (word.empty() || word.size() > kLongest) return "";
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const bool begins = word.size() >= 3 && candidate.substr(0, word.size()) == word;
    const std::size_t distance = begins ? 1 : Distance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  if (best.empty()) return "";
  return Message("; did you mean '%%'?", {prefix, best});
}

}  // namespace instar::command_line
