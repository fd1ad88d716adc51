#include "compiler/diagnostics/suggest.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace instar::compiler {
namespace {

// Costs count half mistakes.
constexpr int kMistake = 2;
constexpr int kCaseMistake = 1;
// Cells of all distance tables together: about a tenth of a second.
constexpr std::int64_t kBudget = 50'000'000;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int Substitution(char a, char b) {
  if (a == b) return 0;
  return Lower(a) == Lower(b) ? kCaseMistake : kMistake;
}

// The cost of making `a` into `b` by inserting, deleting, replacing and swapping neighbours; anything above
// `limit` may come back as limit + 1. Looks only at cells that the limit can reach.
int Distance(std::string_view a, std::string_view b, int limit, std::int64_t* budget) {
  const int band = limit / kMistake;
  const int rows = static_cast<int>(a.size());
  const int columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > band) return limit + 1;
  const int too_much = limit + 1;
  std::vector<int> before(b.size() + 1, too_much);
  std::vector<int> above(b.size() + 1, too_much);
  std::vector<int> row(b.size() + 1, too_much);
  for (int j = 0; j <= std::min(band, columns); ++j) row[j] = j * kMistake;
  for (int i = 1; i <= rows; ++i) {
    std::swap(before, above);
    std::swap(above, row);
    const int first = std::max(1, i - band);
    const int last = std::min(columns, i + band);
    *budget -= last - first + 1;
    row[first - 1] = first == 1 && i <= band ? i * kMistake : too_much;
    int best = row[first - 1];
    for (int j = first; j <= last; ++j) {
      int cost = above[j - 1] + Substitution(a[i - 1], b[j - 1]);
      // The cell above the band's end was never filled.
      if (j < i + band) cost = std::min(cost, above[j] + kMistake);
      cost = std::min(cost, row[j - 1] + kMistake);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost = std::min(cost, before[j - 2] + kMistake);
      }
      row[j] = std::min(cost, too_much);
      best = std::min(best, row[j]);
    }
    if (best > limit) return too_much;
  }
  return row[columns];
}

}  // namespace

Suggester::Suggester(std::vector<std::string> candidates)
    : candidates_(std::move(candidates)), budget_(kBudget) {}

std::string_view Suggester::Closest(std::string_view word) {
  std::string_view closest;
  // A third of the letters may be wrong.
  int limit = kMistake * std::max(1, static_cast<int>(word.size()) / 3);
  for (const std::string& candidate : candidates_) {
    if (--budget_ < 0) break;
    int distance = Distance(word, candidate, limit, &budget_);
    if (distance > limit || distance == 0) continue;
    closest = candidate;
    limit = distance - 1;
  }
  return closest;
}

std::string DidYouMean(std::string_view suggestion) {
  if (suggestion.empty()) return "";
  return "; did you mean '" + std::string(suggestion) + "'?";
}

}  // namespace instar::compiler
