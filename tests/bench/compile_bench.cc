// instarc and the C++ compiler, as whole processes, and replay beside plain SQLite running the same
// statements.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_format.h"
#include "tests/bench/bench.h"
#include "tests/bench/plain_sqlite.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"

namespace instar::bench {
namespace {

constexpr double kScalingAim = 12;
constexpr double kTimeAim = 5e5;
constexpr double kReplayAim = 3;
constexpr double kWarmAim = 3e5;

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
    for (const char* ending : {".h", ".cc", "_schema.h", ".d", ".stamp", ".stamp.proofs"})
      std::filesystem::remove(Output(ending));
    return Run(replay);
  }

  // A build after an edit of the newest revision, everything else proven. Another edit each time.
  ProcessResult RunAfterEdit() {
    const std::string path = folder_ + "/migrations/" + workload_.back().id + ".migration";
    std::string text = MigrationText(workload_.back());
    const std::size_t block = text.find("upgrade {") + 9;
    text.insert(block, absl::StrFormat("\n    create table edited_%d (id integer primary key);", ++edits_));
    text.insert(text.rfind('}'), absl::StrFormat("    drop table edited_%d;\n", edits_));
    WriteFile(path, text);
    const ProcessResult result = Run(true);
    WriteFile(path, MigrationText(workload_.back()));
    return result;
  }

  ProcessResult RunCxx() const {
    return RunProcess({INSTAR_CXX, "-std=c++17", "-O2", "-I", INSTAR_SOURCE_DIR "/runtime/include", "-c",
                       Output(".cc"), "-o", Output(".o")});
  }

 private:
  std::string Output(const char* ending) const { return folder_ + "/history" + ending; }

  ProcessResult Run(bool replay) const {
    std::vector<std::string> command = {INSTAR_COMPILER, "--name", "history"};
    const std::pair<const char*, const char*> outputs[] = {{"--header", ".h"},
                                                           {"--source", ".cc"},
                                                           {"--schema-header", "_schema.h"},
                                                           {"--depfile", ".d"},
                                                           {"--stamp", ".stamp"}};
    for (const auto& [option, ending] : outputs) {
      command.emplace_back(option);
      command.push_back(Output(ending));
    }
    command.push_back(folder_ + "/migrations");
    // Looked for all the same; a thousand lines on a terminal are not what is measured.
    command.insert(command.end(), {"-Wno-decimal-affinity", "-Wno-redundant-index"});
    if (!replay) command.emplace_back("--no-replay");
    return RunProcess(command);
  }

  std::string folder_;
  std::vector<Revision> workload_;
  int edits_ = 0;
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

double PlainUp(const std::vector<std::string>& up) {
  return TimeOf([&] {
    PlainDatabase db(":memory:");
    db.Run("PRAGMA foreign_keys = ON");
    for (const std::string& script : up) RunInTransaction(db, script);
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
  std::vector<std::string> up;
  for (const Revision& revision : project.workload()) up.push_back(Script(revision.up));
  Cost cost;
  const std::vector<Samples> times = Interleave(
      rounds, {Process([&] { return project.RunInstarc(true); }, &cost), [&] { return PlainUp(up); }});
  Row row = RatioRow(project.Name("instarc with replay"), times[0], times[1], kReplayAim);
  // Of a short history most is what a revision costs by itself, which plain SQLite does not do at all.
  if (project.workload().size() < 1000) row.aim = row.met = "";
  row.instar += ", " + cost.Text();
  results->Add(row);
}

void BenchReplayScaling(const Project& small, const Project& large, int rounds, Results* results) {
  Cost cost;
  Cost of_small;
  const std::vector<Samples> times =
      Interleave(rounds, {Process([&] { return large.RunInstarc(true); }, &cost),
                          Process([&] { return small.RunInstarc(true); }, &of_small)});
  Row row = RatioRow(absl::StrFormat("instarc with replay, %s against %s",
                                     CountText(static_cast<int>(large.workload().size())),
                                     CountText(static_cast<int>(small.workload().size()))),
                     times[0], times[1], kScalingAim);
  row.instar += ", " + cost.Text();
  results->Add(row);
}

void BenchAfterEdit(Project& project, int rounds, Results* results) {
  project.RunInstarc(true);
  Cost cost;
  const std::vector<Samples> times =
      Interleave(rounds, {Process([&] { return project.RunAfterEdit(); }, &cost)});
  const double time = Median(times[0]);
  results->Add({project.Name("instarc after an edit of the newest"), TimeText(time) + ", " + cost.Text(), "",
                "", "under " + TimeText(kWarmAim), MetText(time < kWarmAim)});
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
  BenchReplayScaling(projects[1], projects[2], options.quick ? 1 : 2, results);
  BenchAfterEdit(projects[1], options.quick ? 1 : 11, results);
  BenchCxx(projects, options.quick ? 1 : 11, results);
}

}  // namespace instar::bench
