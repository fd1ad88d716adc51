#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace instar::bench {

std::vector<Samples> Interleave(int rounds, const std::vector<Work>& works) {
  std::vector<Samples> samples(works.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < works.size(); ++i) samples[i].push_back(works[i]());
  }
  return samples;
}

double TimeOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

double Median(Samples samples) {
  const std::size_t upper = samples.size() / 2;
  std::sort(samples.begin(), samples.end());
  return samples.size() % 2 != 0 ? samples[upper] : (samples[upper - 1] + samples[upper]) / 2;
}

double MedianRatio(const Samples& samples, const Samples& baseline) {
  Samples ratios;
  for (std::size_t i = 0; i < samples.size(); ++i) ratios.push_back(samples[i] / baseline[i]);
  return Median(std::move(ratios));
}

double MedianDifference(const Samples& samples, const Samples& baseline) {
  Samples differences;
  for (std::size_t i = 0; i < samples.size(); ++i) differences.push_back(samples[i] - baseline[i]);
  return Median(std::move(differences));
}

}  // namespace instar::bench
