#include "compiler/schema/persistent_map.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace instar::compiler {
namespace {

template <typename Map>
std::map<int, int> ContentOf(const Map& map) {
  std::map<int, int> content;
  int last = -1;
  map.ForEach([&](int key, int value) {
    EXPECT_LT(last, key);
    last = key;
    content[key] = value;
  });
  return content;
}

TEST(PersistentMapTest, EveryVersionKeepsItsContent) {
  std::mt19937 random(7);
  std::vector<PersistentMap<int, int>> versions(1);
  std::vector<std::map<int, int>> models(1);
  for (int step = 0; step < 2000; ++step) {
    const int key = static_cast<int>(random() % 100);
    const std::size_t from = random() % versions.size();
    std::map<int, int> model = models[from];
    if (random() % 3 == 0) {
      model.erase(key);
      versions.push_back(versions[from].Without(key));
    } else {
      model[key] = step;
      versions.push_back(versions[from].With(key, step));
    }
    models.push_back(std::move(model));
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    ASSERT_EQ(ContentOf(versions[i]), models[i]);
    ASSERT_EQ(versions[i].empty(), models[i].empty());
    for (int key = 0; key < 100; ++key) {
      const int* const found = versions[i].Find(key);
      const auto expected = models[i].find(key);
      ASSERT_EQ(found != nullptr, expected != models[i].end());
      if (found != nullptr) {
        ASSERT_EQ(*found, expected->second);
      }
    }
  }
}

TEST(PersistentMapTest, VisitsARange) {
  PersistentMap<int, int> map;
  for (int key = 0; key < 100; key += 2) map = map.With(key, key);
  std::vector<int> visited;
  map.ForEachIn(9, 16, [&](int key, int) { visited.push_back(key); });
  EXPECT_EQ(visited, (std::vector<int>{10, 12, 14}));
  visited.clear();
  map.ForEachIn(10, 10, [&](int key, int) { visited.push_back(key); });
  EXPECT_TRUE(visited.empty());
}

// A tree that has grown into a list would be too deep for the recursion.
TEST(PersistentMapTest, SortedKeysStayShallow) {
  PersistentMap<int, int> map;
  for (int key = 0; key < 200'000; ++key) map = map.With(key, key);
  int count = 0;
  map.ForEach([&](int, int) { ++count; });
  EXPECT_EQ(count, 200'000);
  for (int key = 0; key < 200'000; ++key) map = map.Without(key);
  EXPECT_TRUE(map.empty());
}

TEST(PersistentMapTest, HoldsStrings) {
  PersistentMap<std::string, std::uint32_t> map;
  map = map.With("b", 2).With("a", 1);
  EXPECT_EQ(*map.Find("a"), 1u);
  EXPECT_EQ(*map.Find("b"), 2u);
  EXPECT_EQ(map.Find("c"), nullptr);
  EXPECT_TRUE(map.SameAs(map));
}

}  // namespace
}  // namespace instar::compiler
