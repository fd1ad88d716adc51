// What the runtime with its SQLite driver adds to a program, in bytes, beside an empty one. SQLite and the
// standard library are shared libraries of both.
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

// The libraries as users get them, by the project's own build files.
void BuildRuntime(const std::string& folder) {
  RunProcess({INSTAR_CMAKE, "-S", INSTAR_SOURCE_DIR, "-B", folder, "-DCMAKE_BUILD_TYPE=MinSizeRel",
              "-DCMAKE_CXX_COMPILER=" INSTAR_CXX, "-DCMAKE_CXX_FLAGS=-ffunction-sections -fdata-sections",
              "-DINSTAR_BUILD_COMPILER=OFF", "-DINSTAR_BUILD_TESTS=OFF", "-DINSTAR_BUILD_BENCHMARKS=OFF"},
             folder + ".configure");
  RunProcess({INSTAR_CMAKE, "--build", folder, "--parallel", "2"}, folder + ".build");
}

void CompileSmall(const std::string& source, const std::string& object) {
  RunProcess({INSTAR_CXX, "-std=c++17", "-Os", "-I", INSTAR_SOURCE_DIR "/runtime/include", "-c", source, "-o",
              object});
}

using Sections = std::map<std::string, long>;

constexpr char kUsedOnly[] = "-Wl,--gc-sections";

Sections LinkAndMeasure(const std::string& program, const std::vector<std::string>& inputs) {
  std::vector<std::string> link = {INSTAR_CXX, "-o", program};
  link.insert(link.end(), inputs.begin(), inputs.end());
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
  CompileSmall(folder + "/empty.cc", folder + "/empty.o");
  CompileSmall(folder + "/program.cc", folder + "/program.o");
  BuildRuntime(folder + "/build");
  const std::string driver = folder + "/build/runtime/sqlite/libinstar_sqlite.a";
  const std::string runtime = folder + "/build/runtime/libinstar_runtime.a";

  const Sections empty = LinkAndMeasure(folder + "/empty", {folder + "/empty.o", kUsedOnly});
  const Sections linked =
      LinkAndMeasure(folder + "/linked", {folder + "/program.o", driver, runtime, kUsedOnly});
  const Sections whole = LinkAndMeasure(folder + "/whole", {folder + "/program.o", "-Wl,--whole-archive",
                                                            driver, runtime, "-Wl,--no-whole-archive"});
  results->Add(SumRow("code a program links (--gc-sections)", linked, empty));
  AddSections(linked, empty, results);
  Row all = SumRow("whole runtime, used or not", whole, empty);
  all.aim = all.met = "";
  results->Add(all);
  const long initialisers = Added(whole, empty, ".init_array") / static_cast<long>(sizeof(void*));
  results->Add(
      {"static initialisers", absl::StrFormat("%d", initialisers), "", "", "0", MetText(initialisers == 0)});
}

}  // namespace instar::bench
