// instar_bench: Instar beside what anybody would write by hand, in one run.
#include <sqlite3.h>
#include <stdlib.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <thread>

#include "tests/bench/bench.h"
#include "tests/bench/scratch_folder.h"

namespace instar::bench {
namespace {

constexpr char kUsage[] =
    "Usage: instar_bench compile|startup|apply|rebuild|commands|models|size|all [--quick] [--folder FOLDER]\n"
    "  --quick    tiny sizes and one round: does it run at all?\n"
    "  --folder   where temporary files go, and so the disk that is measured\n";

struct Part {
  std::string_view name;
  void (*run)(const BenchOptions& options, Results* results);
};

constexpr Part kParts[] = {{"compile", BenchCompile}, {"startup", BenchStartup},   {"apply", BenchApply},
                           {"rebuild", BenchRebuild}, {"commands", BenchCommands},
#if defined(INSTAR_MODELS)
                           {"models", BenchModels},
#endif
                           {"size", BenchSize}};

struct Request {
  std::string_view part;
  std::string folder;
  bool quick = false;
  bool valid = false;
};

Request ParseArguments(int argc, char** argv) {
  Request request;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--quick") {
      request.quick = true;
    } else if (word == "--folder" && i + 1 < argc) {
      request.folder = argv[++i];
    } else if (request.part.empty() && word.substr(0, 1) != "-") {
      request.part = word;
    } else {
      return request;
    }
  }
  request.valid = request.part == "all";
  for (const Part& part : kParts) request.valid = request.valid || part.name == request.part;
  return request;
}

void PrintLoad(const char* when) {
  double load = 0;
  if (getloadavg(&load, 1) == 1) std::printf("Load %s: %.1f\n", when, load);
}

void PrintCircumstances() {
  std::printf("%u CPUs, SQLite %s, %s, build type %s\n", std::thread::hardware_concurrency(),
              sqlite3_libversion(), INSTAR_CXX_VERSION, INSTAR_BUILD_TYPE);
  PrintLoad("before");
}

int Main(int argc, char** argv) {
  const Request request = ParseArguments(argc, argv);
  if (!request.valid) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  // Static, so that it goes away also when a part gives up.
  static const ScratchFolder scratch(request.folder);
  PrintCircumstances();
  for (const Part& part : kParts) {
    if (request.part != "all" && request.part != part.name) continue;
    Results results;
    part.run({request.quick, scratch.Folder(std::string(part.name))}, &results);
    std::printf("\n### %s\n\n%s", part.name.data(), results.Print().c_str());
    std::fflush(stdout);
  }
  std::printf("\n");
  PrintLoad("after");
  return 0;
}

}  // namespace
}  // namespace instar::bench

int main(int argc, char** argv) { return instar::bench::Main(argc, argv); }
