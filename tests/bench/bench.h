// The parts of the benchmark.
#ifndef INSTAR_TESTS_BENCH_BENCH_H_
#define INSTAR_TESTS_BENCH_BENCH_H_

#include <string>

#include "tests/bench/results.h"

namespace instar::bench {

struct BenchOptions {
  // Tiny sizes and one round: does it run at all?
  bool quick = false;
  // An empty folder for what a part writes. What is measured on disk is measured there.
  std::string folder;
};

// Each adds its rows.
void BenchCompile(const BenchOptions& options, Results* results);
void BenchStartup(const BenchOptions& options, Results* results);
void BenchApply(const BenchOptions& options, Results* results);
void BenchRebuild(const BenchOptions& options, Results* results);
void BenchCommands(const BenchOptions& options, Results* results);
#if defined(INSTAR_MODELS)
void BenchModels(const BenchOptions& options, Results* results);
#endif
void BenchSize(const BenchOptions& options, Results* results);

}  // namespace instar::bench

#endif  // INSTAR_TESTS_BENCH_BENCH_H_
