#include "compiler/schema/shared_vector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace instar::compiler {
namespace {

// Counts how often it is copied.
struct Counted {
  explicit Counted(int number) : value(number) {}
  Counted(const Counted& other) : value(other.value) { ++copies; }
  Counted(Counted&& other) noexcept = default;
  Counted& operator=(const Counted& other) {
    value = other.value;
    ++copies;
    return *this;
  }
  Counted& operator=(Counted&&) noexcept = default;
  friend bool operator==(const Counted& a, const Counted& b) {
    ++comparisons;
    return a.value == b.value;
  }

  int value;
  static inline int copies = 0;
  static inline int comparisons = 0;
};

// As the schemas of a history: all are kept, and each adds to the one before.
TEST(SharedVector, VersionsThatAppendCostWhatTheyAppend) {
  constexpr int kVersions = 4000;
  Counted::copies = Counted::comparisons = 0;
  std::vector<SharedVector<Counted>> versions(1);
  for (int i = 0; i < kVersions; ++i) {
    SharedVector<Counted> next = versions.back();
    next.emplace_back(i).value += 1;
    versions.push_back(std::move(next));
  }
  EXPECT_LT(Counted::copies, 4 * kVersions);
  for (int i = 0; i <= kVersions; ++i) {
    const SharedVector<Counted>& version = versions[static_cast<std::size_t>(i)];
    ASSERT_EQ(version.size(), static_cast<std::size_t>(i));
    ASSERT_EQ(i == 0 ? 0 : version.back().value, i);
  }
  const SharedVector<Counted> copy = versions.back();
  Counted::comparisons = 0;
  EXPECT_TRUE(copy == versions.back());
  EXPECT_EQ(Counted::comparisons, 0);
}

TEST(SharedVector, AChangeIsSeenByNoCopy) {
  SharedVector<int> a = {1, 2, 3};
  const SharedVector<int> before = a;
  a[1] = 20;
  SharedVector<int> b = before;
  b.push_back(4);
  SharedVector<int> c = before;
  c.push_back(5);
  SharedVector<int> d = b;
  d.pop_back();
  d.push_back(6);
  EXPECT_EQ(before, (SharedVector<int>{1, 2, 3}));
  EXPECT_EQ(a, (SharedVector<int>{1, 20, 3}));
  EXPECT_EQ(b, (SharedVector<int>{1, 2, 3, 4}));
  EXPECT_EQ(c, (SharedVector<int>{1, 2, 3, 5}));
  EXPECT_EQ(d, (SharedVector<int>{1, 2, 3, 6}));
}

// Any of many versions is changed in any way; a std::vector says what it must be.
TEST(SharedVector, IsAVector) {
  std::mt19937 random(1);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
  std::vector<std::pair<SharedVector<int>, std::vector<int>>> versions(1);
  for (int step = 0; step < 20'000; ++step) {
    auto [shared, plain] = versions[below(versions.size())];
    const int value = static_cast<int>(below(100));
    const std::size_t at = plain.empty() ? 0 : below(plain.size());
    switch (plain.empty() ? 0 : below(8)) {
      case 0:
      case 1:
      case 2:
        shared.push_back(value);
        plain.push_back(value);
        break;
      case 3:
        shared.pop_back();
        plain.pop_back();
        break;
      case 4:
        shared.erase(shared.begin() + static_cast<std::ptrdiff_t>(at));
        plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 5:
        shared.EraseIf([&](int element) { return element % 7 == value % 7; });
        std::erase_if(plain, [&](int element) { return element % 7 == value % 7; });
        break;
      case 6:
        shared[at] = plain[at] = value;
        break;
      case 7:
        shared.back() = plain.back() = value;
        break;
    }
    if (versions.size() < 50) versions.emplace_back();
    versions[below(versions.size())] = {shared, plain};
    for (const auto& [a, b] : versions)
      ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end())) << step;
  }
}

}  // namespace
}  // namespace instar::compiler
