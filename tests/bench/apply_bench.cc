// From an empty file to head, beside C that runs the same statements and writes the same rows of history.
#include <filesystem>

#include "absl/strings/str_format.h"
#include "instar/sqlite.h"
#include "tests/bench/bench.h"
#include "tests/bench/plain_sqlite.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"
#include "tests/runtime/history.h"

namespace instar::bench {
namespace {

constexpr double kAim = 1.15;

constexpr char kAllOfIt[] =
    "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name;"
    "SELECT * FROM instar_version;"
    "SELECT * FROM instar_history ORDER BY id;"
    "PRAGMA user_version";

void Open(PlainDatabase& db, const char* synchronous) {
  db.Run(std::string("PRAGMA synchronous = ") + synchronous);
}

// The timed part begins and ends with no connection, on no file.
double ApplyWithInstar(const std::string& path, const Table& table, const char* synchronous) {
  std::filesystem::remove(path);
  return TimeOf([&] {
    PlainDatabase db(path);
    Open(db, synchronous);
    const Report report = sqlite::Upgrade(db.get(), table);
    if (!report.ok()) Fail(report.status.message());
  });
}

double ApplyWithC(const std::string& path, const std::vector<std::string>& scripts, const char* synchronous) {
  std::filesystem::remove(path);
  return TimeOf([&] {
    PlainDatabase db(path);
    Open(db, synchronous);
    db.Run("PRAGMA foreign_keys = ON");
    for (const std::string& script : scripts) {
      db.Run("BEGIN IMMEDIATE");
      db.Run(script);
      db.Run("COMMIT");
    }
  });
}

// One INSERT for each row of Instar's history, as it stands in a database.
std::vector<std::string> HistoryRows(PlainDatabase& db) {
  std::string columns = db.Ask(
      "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('instar_history')");
  columns.pop_back();
  const std::string lines = db.Ask("SELECT 'INSERT INTO instar_history VALUES (' || " + columns +
                                   " || ')' FROM instar_history ORDER BY id");
  std::vector<std::string> rows;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    rows.push_back(lines.substr(begin, end - begin));
    begin = end + 1;
  }
  return rows;
}

std::string VersionRow(const Table& table, std::uint32_t revision) {
  std::string hash;
  for (const char byte : table.chain_hash(revision)) {
    absl::StrAppendFormat(&hash, "%02x", static_cast<unsigned char>(byte));
  }
  // Of one line's rows the digest is the first 4 bytes of their only hash.
  const auto digest = static_cast<std::int32_t>(std::stoul(hash.substr(0, 8), nullptr, 16));
  return absl::StrFormat(
      "DELETE FROM instar_version;\n"
      "INSERT INTO instar_version VALUES (1, '%s', '%s', '%s');\nPRAGMA user_version = %d",
      table.stream, std::string(table.id(revision)), hash, digest);
}

// What C runs in the transaction of each revision. The rows are copied from a database that Instar made, so
// both do the same work to the last digit.
std::vector<std::string> ScriptsForC(const std::string& path, const std::vector<Revision>& workload,
                                     const Table& table) {
  PlainDatabase db(path);
  const std::vector<std::string> history = HistoryRows(db);
  if (history.size() != workload.size()) Fail("instar_history does not hold one row per revision");
  std::vector<std::string> scripts;
  for (std::size_t i = 0; i < workload.size(); ++i) {
    const auto revision = static_cast<std::uint32_t>(i);
    scripts.push_back(Script(workload[i].up) + Script({VersionRow(table, revision), history[i]}));
  }
  scripts[0] =
      Script({db.Ask("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'table' AND name "
                     "LIKE 'instar%'")}) +
      scripts[0];
  return scripts;
}

void ExpectSameDatabases(const std::string& instar, const std::string& plain) {
  if (PlainDatabase(instar).Ask(kAllOfIt) != PlainDatabase(plain).Ask(kAllOfIt)) {
    Fail("Instar and C did not make the same database: what they cost cannot be compared");
  }
}

}  // namespace

void BenchApply(const BenchOptions& options, Results* results) {
  const int revisions = options.quick ? 20 : 1000;
  const std::vector<Revision> workload = MakeWorkload(revisions);
  const History history(MigrationTexts(workload));
  const std::string with_instar = options.folder + "/instar.db";
  const std::string with_c = options.folder + "/c.db";
  ApplyWithInstar(with_instar, history.table(), "OFF");
  const std::vector<std::string> scripts = ScriptsForC(with_instar, workload, history.table());
  ApplyWithC(with_c, scripts, "OFF");
  ExpectSameDatabases(with_instar, with_c);

  for (const char* synchronous : {"FULL", "OFF"}) {
    const std::vector<Samples> times = Interleave(
        options.quick ? 1 : 7, {[&] { return ApplyWithInstar(with_instar, history.table(), synchronous); },
                                [&] { return ApplyWithC(with_c, scripts, synchronous); }});
    results->Add(
        RatioRow(absl::StrFormat("apply %s revisions, synchronous=%s", CountText(revisions), synchronous),
                 times[0], times[1], kAim));
  }
}

}  // namespace instar::bench
