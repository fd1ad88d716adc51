// Random choices that are the same on every machine for the same seed.
#ifndef INSTAR_TESTS_PROPERTY_RANDOM_H_
#define INSTAR_TESTS_PROPERTY_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace instar::compiler::property {

// The standard's distributions differ between libraries; its engine does not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // From 0 up to limit - 1; the limit is not 0.
  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool Chance(int percent) { return Below(100) < static_cast<std::size_t>(percent); }
  std::uint64_t Next() { return engine_(); }

  // One of several; there is at least one.
  template <typename Item>
  const Item& Of(const std::vector<Item>& items) {
    return items[Below(items.size())];
  }

  template <typename Item>
  void Shuffle(std::vector<Item>* items) {
    for (std::size_t i = items->size(); i > 1; --i) std::swap((*items)[i - 1], (*items)[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_RANDOM_H_
