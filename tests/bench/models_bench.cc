// instar-models, as a whole process: many structs beside one, with the same headers of the standard library.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/bench.h"
#include "tests/bench/process.h"

namespace instar::bench {
namespace {

// For all structs together, beyond what the headers cost.
constexpr double kStructsAim = 1e6;

// Eight members each, of the kinds that models have. Where every struct refers to another type of key, the
// library's optional is instantiated as often, which costs every compiler more than all the rest.
std::string Header(int structs, bool own_keys) {
  std::string text =
      "#include <instar/model.h>\n#include <chrono>\n#include <cstdint>\n#include <optional>\n"
      "#include <string>\n#include <vector>\n"
      "template <class Tag> struct Id { std::int64_t value; };\nenum class Role { kAdmin, kUser };\n"
      "struct Address { std::string street; std::string city INSTAR_COL(length 80); };\n";
  for (int i = 0; i < structs; ++i) {
    const std::string key = own_keys ? absl::StrCat("Id<T", i, ">") : "Id<Role>";
    absl::StrAppendFormat(&text,
                          "struct INSTAR_TABLE(t%1$d, unique (email, role), index (at)) T%1$d {\n"
                          "  %2$s id INSTAR_COL(primary key autoincrement);\n"
                          "  std::string email INSTAR_COL(unique, length 320);\n"
                          "  std::optional<%2$s> parent INSTAR_COL(references t%1$d.id);\n"
                          "  Role role = Role::kUser;\n"
                          "  Address home;\n"
                          "  std::vector<unsigned char> picture;\n"
                          "  std::chrono::system_clock::time_point at;\n"
                          "  double score INSTAR_COL(default 0) = 0;\n"
                          "};\n",
                          i, key);
  }
  return text;
}

Work Read(const std::string& header, const char* standard, Samples* cpu, long* peak) {
  return [=] {
    const ProcessResult result =
        RunProcess({INSTAR_MODELS, header, "--output", header + ".json", "--",
                    std::string("-std=") + standard, "-I", INSTAR_SOURCE_DIR "/runtime/include"});
    cpu->push_back(result.cpu_microseconds);
    *peak = std::max(*peak, result.peak_kibibytes);
    return result.microseconds;
  };
}

}  // namespace

void BenchModels(const BenchOptions& options, Results* results) {
  const int structs = options.quick ? 3 : 200;
  const std::string header = options.folder + "/models.h";
  const std::string one = options.folder + "/one.h";
  WriteFile(one, Header(1, false));
  for (const bool own_keys : {false, true}) {
    WriteFile(header, Header(structs, own_keys));
    for (const char* standard : {"c++17", "c++20"}) {
      Samples cpu[2];
      long peak = 0;
      const std::vector<Samples> times =
          Interleave(options.quick ? 1 : 11,
                     {Read(header, standard, &cpu[0], &peak), Read(one, standard, &cpu[1], &peak)});
      const double beyond = MedianDifference(times[0], times[1]);
      const auto text = [&](int which) {
        return absl::StrCat(TimeText(Median(times[which])), ", CPU ", TimeText(Median(cpu[which])));
      };
      results->Add(
          {absl::StrFormat("%d structs%s, %s", structs, own_keys ? " and types of keys" : "", standard),
           text(0) + ", " + MemoryText(peak), text(1), "+" + TimeText(beyond),
           "under +" + TimeText(kStructsAim), MetText(beyond < kStructsAim)});
    }
  }
}

}  // namespace instar::bench
