// Times that can be compared on a machine that is never quite quiet: the candidates take turns (A B A B ...),
// and what is compared is the median, of the times and of the ratio within each round.
#ifndef INSTAR_TESTS_BENCH_MEASURE_H_
#define INSTAR_TESTS_BENCH_MEASURE_H_

#include <functional>
#include <vector>

namespace instar::bench {

// Microseconds, one of each round.
using Samples = std::vector<double>;

// Does its work once and answers how long it took, in microseconds. What the work needs may be made ready
// outside of that time.
using Work = std::function<double()>;

// Each work once per round, in their order. The samples of each.
std::vector<Samples> Interleave(int rounds, const std::vector<Work>& works);

double TimeOf(const std::function<void()>& work);

// Not of none.
double Median(Samples samples);
// Of the same rounds.
double MedianRatio(const Samples& samples, const Samples& baseline);
double MedianDifference(const Samples& samples, const Samples& baseline);

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_MEASURE_H_
