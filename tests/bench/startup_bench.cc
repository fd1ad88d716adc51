// The check of a program that starts on a database at head, beside C that only reads `PRAGMA user_version`.
#include <array>
#include <cstdint>
#include <memory>

#include "absl/strings/str_format.h"
#include "instar/sqlite.h"
#include "tests/bench/bench.h"
#include "tests/bench/plain_sqlite.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"
#include "tests/runtime/history.h"

namespace instar::bench {
namespace {

constexpr double kDifferenceAim = 5;
constexpr double kFlatnessAim = 1.1;
constexpr const char* kJournals[] = {"rollback journal", "WAL"};

// A database at head, and how its program starts.
class Installation {
 public:
  Installation(const std::string& folder, const std::vector<Revision>& workload, bool wal)
      : revisions_(workload.size()),
        wal_(wal),
        path_(absl::StrFormat("%s/%d-%s.db", folder, workload.size(), wal ? "wal" : "delete")),
        history_(MigrationTexts(workload)) {
    PlainDatabase db(path_);
    db.Run("PRAGMA synchronous = OFF");
    const Report report = sqlite::Upgrade(db.get(), history_.table());
    if (!report.ok()) Fail(report.status.message());
    if (wal) db.Run("PRAGMA journal_mode = WAL");
  }

  std::string Name(const char* what) const {
    return absl::StrFormat("%s, %s revisions, %s", what, CountText(static_cast<int>(revisions_)),
                           kJournals[wal_ ? 1 : 0]);
  }

  double StartInstar() const {
    bool at_head = false;
    const double time = TimeOf([&] {
      const Report report = sqlite::Upgrade(path_, history_.table());
      at_head = report.ok() && report.applied.empty();
    });
    if (!at_head) Fail(path_ + " is not at head");
    return time;
  }

  double StartPlain() const {
    std::uint32_t version = 0;
    const double time = TimeOf([&] {
      sqlite3* db = nullptr;
      sqlite3_stmt* read = nullptr;
      sqlite3_open_v2(path_.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
      sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &read, nullptr);
      sqlite3_step(read);
      version = static_cast<std::uint32_t>(sqlite3_column_int(read, 0));
      sqlite3_finalize(read);
      sqlite3_close(db);
    });
    if (version != history_.table().head_digest) Fail(path_ + " is not at head");
    return time;
  }

 private:
  std::size_t revisions_;
  bool wal_;
  std::string path_;
  History history_;
};

struct Sides {
  Samples instar;
  Samples plain;
};

void AddRow(const Installation& installation, const Sides& times, Results* results) {
  const double difference = MedianDifference(times.instar, times.plain);
  results->Add({installation.Name("check at head"), TimeText(Median(times.instar)),
                TimeText(Median(times.plain)),
                absl::StrFormat("%.2f (%+.1f us)", MedianRatio(times.instar, times.plain), difference),
                absl::StrFormat("at most +%.0f us", kDifferenceAim), MetText(difference <= kDifferenceAim)});
}

}  // namespace

void BenchStartup(const BenchOptions& options, Results* results) {
  const int middle = options.quick ? 20 : 1000;
  const int longest = options.quick ? 40 : 10000;
  const std::array<std::vector<Revision>, 3> workloads = {MakeWorkload(14), MakeWorkload(middle),
                                                          MakeLightWorkload(longest)};
  std::vector<std::unique_ptr<Installation>> installations;
  std::vector<Work> works;
  for (const bool wal : {false, true}) {
    for (const std::vector<Revision>& workload : workloads) {
      const Installation& made =
          *installations.emplace_back(std::make_unique<Installation>(options.folder, workload, wal));
      works.push_back([&made] { return made.StartInstar(); });
      works.push_back([&made] { return made.StartPlain(); });
    }
  }
  const std::vector<Samples> times = Interleave(options.quick ? 10 : 10000, works);

  for (std::size_t i = 0; i < installations.size(); ++i) {
    AddRow(*installations[i], {times[2 * i], times[2 * i + 1]}, results);
  }
  for (const std::size_t journal : {0, 1}) {
    const std::size_t shortest = 2 * workloads.size() * journal;
    results->Add(
        RatioRow(absl::StrFormat("%s revisions against 14, %s", CountText(longest), kJournals[journal]),
                 times[shortest + 2 * (workloads.size() - 1)], times[shortest], kFlatnessAim));
  }
}

}  // namespace instar::bench
