// What was measured, as a table in Markdown.
#ifndef INSTAR_TESTS_BENCH_RESULTS_H_
#define INSTAR_TESTS_BENCH_RESULTS_H_

#include <string>
#include <vector>

#include "tests/bench/measure.h"

namespace instar::bench {

// Cells that say nothing are empty.
struct Row {
  std::string name;
  std::string instar = {};
  std::string baseline = {};
  std::string ratio = {};
  std::string aim = {};
  std::string met = {};
};

class Results {
 public:
  void Add(Row row) { rows_.push_back(std::move(row)); }
  std::string Print() const;

 private:
  std::vector<Row> rows_;
};

// "27.3 us", "412 ms", "2.31 s".
std::string TimeText(double microseconds);
std::string MemoryText(long kibibytes);
std::string CountText(int count);
std::string MetText(bool met);

// A ratio that may not exceed `aim`.
Row RatioRow(std::string name, const Samples& instar, const Samples& baseline, double aim);

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_RESULTS_H_
