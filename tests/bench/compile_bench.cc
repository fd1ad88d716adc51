// instarc and the C++ compiler, as whole processes, and replay beside plain SQLite running the same
// statements.
#include <algorithm>
#include <filesystem>

#include "absl/strings/str_format.h"
#include "tests/bench/bench.h"
#include "tests/bench/plain_sqlite.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"

namespace instar::bench {
namespace {

constexpr double kScalingAim = 12;
constexpr double kTimeAim = 5e5;
constexpr double kReplayAim = 1.3;

// A history in a folder, and the processes that turn it into C++ and that into an object file.
class Project {
 public:
  Project(const std::string& folder, int revisions)
      : folder_(folder + "/" + std::to_string(revisions)), workload_(MakeWorkload(revisions)) {
    std::filesystem::create_directory(folder_);
    std::filesystem::create_directory(folder_ + "/migrations");
    for (const Revision& revision : workload_) {
      WriteFile(folder_ + "/migrations/" + revision.id + ".migration", MigrationText(revision));
    }
  }

  const std::vector<Revision>& workload() const { return workload_; }
  std::string Name(const char* what) const {
    return absl::StrFormat("%s, %s revisions", what, CountText(static_cast<int>(workload_.size())));
  }

  ProcessResult RunInstarc(bool replay) const {
    // It leaves files alone that would not change; the first build is what is measured.
    for (const char* ending : {".h", ".cc", ".d", ".stamp", ".stamp.proofs"})
      std::filesystem::remove(Output(ending));
    std::vector<std::string> command = {
        INSTAR_COMPILER, "--name",    "history",    "--header", Output(".h"),     "--source",
        Output(".cc"),   "--depfile", Output(".d"), "--stamp",  Output(".stamp"), folder_ + "/migrations"};
    if (!replay) command.emplace_back("--no-replay");
    return RunProcess(command);
  }

  ProcessResult RunCxx() const {
    return RunProcess({INSTAR_CXX, "-std=c++17", "-O2", "-I", INSTAR_SOURCE_DIR "/runtime/include", "-c",
                       Output(".cc"), "-o", Output(".o")});
  }

 private:
  std::string Output(const char* ending) const { return folder_ + "/history" + ending; }

  std::string folder_;
  std::vector<Revision> workload_;
};

// What the runs of a process cost besides their time.
struct Cost {
  Samples cpu;
  long peak_kibibytes = 0;

  std::string Text() const {
    return absl::StrFormat("CPU %s, %s", TimeText(Median(cpu)), MemoryText(peak_kibibytes));
  }
};

Work Process(const std::function<ProcessResult()>& run, Cost* cost) {
  return [run, cost] {
    const ProcessResult result = run();
    cost->cpu.push_back(result.cpu_microseconds);
    cost->peak_kibibytes = std::max(cost->peak_kibibytes, result.peak_kibibytes);
    return result.microseconds;
  };
}

void RunInTransaction(PlainDatabase& db, const std::string& script) {
  db.Run("BEGIN IMMEDIATE");
  db.Run(script);
  db.Run("COMMIT");
}

double PlainUpAndDown(const std::vector<std::string>& up, const std::vector<std::string>& down) {
  return TimeOf([&] {
    PlainDatabase db(":memory:");
    db.Run("PRAGMA foreign_keys = ON");
    for (const std::string& script : up) RunInTransaction(db, script);
    for (auto script = down.rbegin(); script != down.rend(); ++script) RunInTransaction(db, *script);
  });
}

void BenchWithoutReplay(const std::vector<Project>& projects, int rounds, Results* results) {
  std::vector<Work> works;
  std::vector<Cost> costs(projects.size());
  for (std::size_t i = 0; i < projects.size(); ++i) {
    works.push_back(Process([&project = projects[i]] { return project.RunInstarc(false); }, &costs[i]));
  }
  const std::vector<Samples> times = Interleave(rounds, works);
  for (std::size_t i = 0; i < projects.size(); ++i) {
    const double time = Median(times[i]);
    Row row = {projects[i].Name("instarc --no-replay"), TimeText(time) + ", " + costs[i].Text()};
    if (projects[i].workload().size() >= 10000) {
      row.aim = "under " + TimeText(kTimeAim);
      row.met = MetText(time < kTimeAim);
    }
    results->Add(row);
  }
  for (std::size_t i = 1; i < projects.size(); ++i) {
    const auto size_of = [&](std::size_t p) {
      return CountText(static_cast<int>(projects[p].workload().size()));
    };
    results->Add(RatioRow(absl::StrFormat("instarc --no-replay, %s against %s", size_of(i), size_of(i - 1)),
                          times[i], times[i - 1], kScalingAim));
  }
}

void BenchReplay(const Project& project, int rounds, Results* results) {
  std::vector<std::string> up, down;
  for (const Revision& revision : project.workload()) {
    up.push_back(Script(revision.up));
    down.push_back(Script(revision.down));
  }
  Cost cost;
  const std::vector<Samples> times = Interleave(
      rounds,
      {Process([&] { return project.RunInstarc(true); }, &cost), [&] { return PlainUpAndDown(up, down); }});
  Row row = RatioRow(project.Name("instarc with replay"), times[0], times[1], kReplayAim);
  row.instar += ", " + cost.Text();
  results->Add(row);
}

void BenchCxx(const std::vector<Project>& projects, int rounds, Results* results) {
  std::vector<Work> works;
  std::vector<Cost> costs(projects.size());
  for (std::size_t i = 0; i < projects.size(); ++i) {
    // The last run of instarc may have been another one; what it writes is always the same.
    works.push_back(Process([&project = projects[i]] { return project.RunCxx(); }, &costs[i]));
  }
  const std::vector<Samples> times = Interleave(rounds, works);
  for (std::size_t i = 0; i < projects.size(); ++i) {
    results->Add({projects[i].Name("C++ compiler"), TimeText(Median(times[i])) + ", " + costs[i].Text()});
  }
}

}  // namespace

void BenchCompile(const BenchOptions& options, Results* results) {
  const int tenfold = options.quick ? 2 : 10;
  const int first = options.quick ? 10 : 100;
  std::vector<Project> projects;
  for (int i = 0, revisions = first; i < 3; ++i, revisions *= tenfold) {
    projects.emplace_back(options.folder, revisions);
  }
  BenchWithoutReplay(projects, options.quick ? 1 : 21, results);
  BenchReplay(projects[0], options.quick ? 1 : 21, results);
  BenchReplay(projects[1], options.quick ? 1 : 5, results);
  BenchCxx(projects, options.quick ? 1 : 11, results);
}

}  // namespace instar::bench
