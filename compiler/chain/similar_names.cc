#include "compiler/chain/similar_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace instar::compiler {
namespace {

constexpr int kMaxSearches = 100;
// As in the identifiers of the command.
constexpr std::size_t kMinPrefix = 4;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// Whether one character was inserted, left out or replaced; `digit`: whether it is one on either side.
bool IsOneApart(std::string_view a, std::string_view b, bool* digit) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  const auto at = static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
  if (at == a.size()) return false;
  const bool replaced = a.size() == b.size();
  if (a.substr(at + 1) != b.substr(replaced ? at + 1 : at)) return false;
  *digit = IsDigit(a[at]) || (replaced && IsDigit(b[at]));
  return true;
}

}  // namespace

SimilarNames::SimilarNames(std::vector<std::string> known)
    : known_(std::move(known)), suggester_(known_), searches_left_(kMaxSearches) {}

template <typename Predicate>
int SimilarNames::Count(std::string_view self, Predicate matches, std::string_view* name) const {
  int count = 0;
  for (const std::string& candidate : known_) {
    if (candidate == self || !matches(candidate)) continue;
    if (count++ == 0) *name = candidate;
  }
  return count;
}

std::optional<SimilarNames::Found> SimilarNames::Find(std::string_view wanted, std::string_view self) {
  if (--searches_left_ < 0) return std::nullopt;
  std::string_view name;
  const auto same = [&](std::string_view known) { return absl::EqualsIgnoreCase(View(known), View(wanted)); };
  if (Count(self, same, &name) == 1) return Found{name, true};

  bool digit = false;
  const auto near = [&](std::string_view known) { return IsOneApart(known, wanted, &digit); };
  const int count = Count(self, near, &name);
  if (count == 1) return Found{name, !digit};
  // Any of them would be a guess: numbers in a row are like that.
  if (count > 1) return std::nullopt;

  const auto begins = [&](std::string_view known) { return absl::StartsWith(View(known), View(wanted)); };
  if (wanted.size() >= kMinPrefix && Count(self, begins, &name) == 1) return Found{name, false};
  name = suggester_.Closest(wanted);
  if (name.empty() || name == self) return std::nullopt;
  return Found{name, false};
}

}  // namespace instar::compiler
