// What the runtime with its SQLite driver adds to a program, in bytes, beside an empty one. SQLite and the
// standard library are shared libraries of both.
#include <algorithm>
#include <filesystem>
#include <future>
#include <map>
#include <sstream>

#include "absl/strings/str_format.h"
#include "tests/bench/bench.h"
#include "tests/bench/process.h"

namespace instar::bench {
namespace {

constexpr long kAim = 48 * 1024;

constexpr char kEmptyProgram[] = "int main() { return 0; }\n";
constexpr char kProgram[] =
    "#include <instar/sqlite.h>\n"
    "extern const instar::Table table;\n"
    "const instar::Table table = {};\n"
    "int main(int argc, char** argv) {\n"
    "  instar::Options options;\n"
    "  options.target = argv[argc - 1];\n"
    "  return instar::sqlite::Upgrade(argv[0], table).ok() &&\n"
    "         instar::sqlite::Downgrade(argv[0], table, options).ok();\n"
    "}\n";

std::vector<std::string> RuntimeSources() {
  std::vector<std::string> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(INSTAR_SOURCE_DIR "/runtime")) {
    const std::string path = entry.path().string();
    if (entry.path().extension() == ".cc" && path.find("_test.cc") == std::string::npos) {
      sources.push_back(path);
    }
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

void CompileSmall(const std::string& source, const std::string& object) {
  RunProcess({INSTAR_CXX, "-std=c++17", "-Os", "-ffunction-sections", "-fdata-sections", "-I",
              INSTAR_SOURCE_DIR, "-I", INSTAR_SOURCE_DIR "/runtime/include", "-c", source, "-o", object});
}

// Two at a time.
std::vector<std::string> CompileAll(const std::vector<std::string>& sources, const std::string& folder) {
  std::vector<std::string> objects;
  for (std::size_t i = 0; i < sources.size(); ++i) objects.push_back(absl::StrFormat("%s/%d.o", folder, i));
  const auto compile_every_other = [&](std::size_t i) {
    for (; i < sources.size(); i += 2) CompileSmall(sources[i], objects[i]);
  };
  auto others = std::async(std::launch::async, compile_every_other, 1);
  compile_every_other(0);
  others.get();
  return objects;
}

using Sections = std::map<std::string, long>;

Sections LinkAndMeasure(const std::string& program, const std::vector<std::string>& objects, bool gc) {
  std::vector<std::string> link = {INSTAR_CXX, "-o", program};
  link.insert(link.end(), objects.begin(), objects.end());
  if (gc) link.emplace_back("-Wl,--gc-sections");
  link.emplace_back("-lsqlite3");
  RunProcess(link);
  RunProcess({"strip", program});
  RunProcess({"size", "-A", "-d", program}, program + ".size");
  std::istringstream lines(ReadFile(program + ".size"));
  Sections sections;
  std::string line;
  while (std::getline(lines, line)) {
    std::string name;
    long size = 0;
    if (std::istringstream(line) >> name >> size && name[0] == '.') sections[name] = size;
  }
  return sections;
}

// What of a file is loaded: not the notes of the tools that made it.
long Loaded(const Sections& sections) {
  long sum = 0;
  for (const auto& [name, size] : sections) {
    if (name != ".comment" && name != ".bss") sum += size;
  }
  return sum;
}

long Added(const Sections& sections, const Sections& empty, const std::string& name) {
  const auto find = [&](const Sections& in) {
    const auto found = in.find(name);
    return found == in.end() ? 0 : found->second;
  };
  return find(sections) - find(empty);
}

std::string SizeText(long bytes) { return absl::StrFormat("%.1f KiB", static_cast<double>(bytes) / 1024); }

Row SumRow(const char* name, const Sections& sections, const Sections& empty) {
  const long bytes = Loaded(sections) - Loaded(empty);
  return {name, SizeText(bytes),           SizeText(Loaded(empty)),
          "",   "under " + SizeText(kAim), MetText(bytes < kAim)};
}

void AddSections(const Sections& sections, const Sections& empty, Results* results) {
  long rest = Loaded(sections) - Loaded(empty);
  for (const char* name : {".text", ".rodata", ".eh_frame", ".gcc_except_table"}) {
    const long bytes = Added(sections, empty, name);
    rest -= bytes;
    results->Add({name, SizeText(bytes)});
  }
  results->Add({"the rest (names and relocations for the loader)", SizeText(rest)});
}

}  // namespace

void BenchSize(const BenchOptions& options, Results* results) {
  const std::string folder = options.folder;
  WriteFile(folder + "/empty.cc", kEmptyProgram);
  WriteFile(folder + "/program.cc", kProgram);
  std::vector<std::string> sources = RuntimeSources();
  sources.push_back(folder + "/program.cc");
  CompileSmall(folder + "/empty.cc", folder + "/empty.o");
  const std::vector<std::string> objects = CompileAll(sources, folder);

  const Sections empty = LinkAndMeasure(folder + "/empty", {folder + "/empty.o"}, true);
  const Sections linked = LinkAndMeasure(folder + "/linked", objects, true);
  const Sections whole = LinkAndMeasure(folder + "/whole", objects, false);
  results->Add(SumRow("code a program links (--gc-sections)", linked, empty));
  AddSections(linked, empty, results);
  results->Add(SumRow("whole runtime, used or not", whole, empty));
  const long initialisers = Added(whole, empty, ".init_array") / static_cast<long>(sizeof(void*));
  results->Add(
      {"static initialisers", absl::StrFormat("%d", initialisers), "", "", "0", MetText(initialisers == 0)});
}

}  // namespace instar::bench
