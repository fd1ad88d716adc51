// The command beside Alembic's, as whole processes that tell the same of the same history and of databases
// that are at the same revision.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "tests/bench/bench.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"

namespace instar::bench {
namespace {

namespace fs = std::filesystem;

constexpr double kAim = 20;
constexpr char kAlembic[] = "/usr/bin/alembic";

// Everything that Alembic's own template has is left out, but for what it needs.
constexpr char kEnvironment[] =
    "from alembic import context\n"
    "from sqlalchemy import create_engine\n"
    "with create_engine(context.config.get_main_option('sqlalchemy.url')).connect() as connection:\n"
    "    context.configure(connection=connection)\n"
    "    with context.begin_transaction():\n"
    "        context.run_migrations()\n";

std::string PythonLines(const std::vector<std::string>& statements) {
  std::string lines;
  for (const std::string& sql : statements) {
    const std::string escaped = absl::StrReplaceAll(sql, {{"\\", "\\\\"}, {"\"", "\\\""}, {":", "\\\\:"}});
    lines += "    op.execute(\"" + escaped + "\")\n";
  }
  return lines.empty() ? "    pass\n" : lines;
}

std::string PythonText(const Revision& revision) {
  const std::string parent = revision.parent.empty() ? "None" : "'" + revision.parent + "'";
  return absl::StrFormat(
      "\"\"\"revision %s\n\nRevision ID: %s\nRevises: %s\nCreate Date: 2026-01-02 03:04:05\n\n\"\"\"\n"
      "from alembic import op\n\nrevision = '%s'\ndown_revision = %s\nbranch_labels = None\ndepends_on = "
      "None\n\n\n"
      "def upgrade():\n%s\n\ndef downgrade():\n%s",
      revision.id, revision.id, revision.parent, revision.id, parent, PythonLines(revision.up),
      PythonLines(revision.down));
}

// One history for both, each with a database that its own upgrade took to the revision before the last.
class Workplace {
 public:
  Workplace(const std::string& folder, const std::vector<Revision>& workload)
      : folder_(folder), place_(workload[workload.size() - 2].id) {
    fs::create_directories(folder_ + "/migrations");
    fs::create_directories(folder_ + "/alembic/versions");
    WriteFile(folder_ + "/instar.toml", "migrations = \"migrations\"\ndatabase = \"shop.db\"\n");
    WriteFile(Alembic("env.py"), kEnvironment);
    WriteFile(Alembic("alembic.ini"), "[alembic]\nscript_location = " + folder_ +
                                          "/alembic\nsqlalchemy.url = sqlite:///" + Alembic("shop.db") +
                                          "\n");
    for (const Revision& revision : workload) {
      std::string text = MigrationText(revision);
      // The same text in both: neither has it for nothing.
      text.insert(text.find(';'), " \"revision " + revision.id + "\"");
      WriteFile(folder_ + "/migrations/" + revision.id + ".migration", text);
      WriteFile(Alembic("versions/" + revision.id + ".py"), PythonText(revision));
    }
    RunInstar({"upgrade", place_, "--quiet"});
    RunAlembic({"upgrade", place_});
  }

  const std::string& place() const { return place_; }

  ProcessResult RunInstar(std::vector<std::string> words) const {
    words.insert(words.begin(), {INSTAR_COMMAND, "-c", folder_ + "/instar.toml"});
    return RunProcess(words, Output());
  }
  ProcessResult RunAlembic(std::vector<std::string> words) const {
    words.insert(words.begin(), {kAlembic, "-c", Alembic("alembic.ini")});
    return RunProcess(words, Output());
  }

  // A tool that says less than the other is no comparison.
  void CheckSaid(const std::vector<std::string>& ids, const std::string& command) const {
    const std::string text = ReadFile(Output());
    for (const std::string& id : ids) {
      if (text.find(id) == std::string::npos)
        Fail(command + " does not name " + id + ": " + text.substr(0, 200));
    }
  }

 private:
  std::string Alembic(const std::string& name) const { return folder_ + "/alembic/" + name; }
  std::string Output() const { return folder_ + "/output.txt"; }

  std::string folder_;
  std::string place_;
};

struct Pair {
  std::vector<std::string> instar;
  std::vector<std::string> alembic;
  // What both must name.
  std::vector<std::string> ids;

  std::string Name() const { return absl::StrJoin(instar, " "); }
};

struct Sides {
  Samples instar_cpu;
  Samples alembic_cpu;
};

void AddRows(const Pair& pair, const std::string& size, const std::vector<Samples>& wall, const Sides& cpu,
             Results* results) {
  const auto add = [&](const char* kind, const Samples& instar, const Samples& alembic) {
    const double ratio = MedianRatio(alembic, instar);
    results->Add({absl::StrFormat("%s, %s revisions, %s", pair.Name(), size, kind), TimeText(Median(instar)),
                  TimeText(Median(alembic)), absl::StrFormat("%.1f times", ratio),
                  absl::StrFormat("at least %.0f times", kAim), MetText(ratio >= kAim)});
  };
  add("time", wall[0], wall[1]);
  add("CPU", cpu.instar_cpu, cpu.alembic_cpu);
}

}  // namespace

void BenchCommands(const BenchOptions& options, Results* results) {
  if (!fs::exists(kAlembic)) {
    results->Add({"commands: not measured, apt-get install alembic"});
    return;
  }
  const std::vector<Revision> workload = MakeWorkload(options.quick ? 20 : 1000);
  const Workplace workplace(options.folder, workload);
  std::vector<std::string> all;
  for (const Revision& revision : workload) all.push_back(revision.id);
  const std::string& head = workload.back().id;
  const std::string& place = workplace.place();
  const Pair pairs[] = {{{"history"}, {"history"}, all},
                        {{"history", "-i"}, {"history", "-i"}, all},
                        {{"heads"}, {"heads"}, {head}},
                        {{"current"}, {"current"}, {place}},
                        // Alembic has no such verb; this is the least that tells a part of it.
                        {{"status"}, {"current"}, {place}}};
  for (const Pair& pair : pairs) {
    Sides cpu;
    const auto instar = [&] {
      const ProcessResult result = workplace.RunInstar(pair.instar);
      cpu.instar_cpu.push_back(result.cpu_microseconds);
      return result.microseconds;
    };
    const auto alembic = [&] {
      const ProcessResult result = workplace.RunAlembic(pair.alembic);
      cpu.alembic_cpu.push_back(result.cpu_microseconds);
      return result.microseconds;
    };
    // Once, so that both find their files in memory and Python what it compiled.
    (void)instar();
    workplace.CheckSaid(pair.ids, "instar " + pair.Name());
    (void)alembic();
    workplace.CheckSaid(pair.ids, "alembic " + pair.alembic[0]);
    cpu = {};
    const std::vector<Samples> wall = Interleave(options.quick ? 1 : 21, {instar, alembic});
    AddRows(pair, CountText(static_cast<int>(workload.size())), wall, cpu, results);
  }
}

}  // namespace instar::bench
