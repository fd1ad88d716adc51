// Rebuilds of a table, beside C that does the usual procedure: a new table, the rows, the old one dropped,
// the new one renamed, the indexes. The same secure_delete on both sides.
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "instar/sqlite.h"
#include "tests/bench/bench.h"
#include "tests/bench/plain_sqlite.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"
#include "tests/runtime/hand_history.h"

namespace instar::bench {
namespace {

constexpr char kColumnsOf[] =
    "(id INTEGER PRIMARY KEY, name TEXT, email TEXT, amount INTEGER%s, note TEXT, created TEXT, flag "
    "INTEGER%s, "
    "score %s)";
constexpr const char* kColumns[] = {"id", "name", "email", "amount", "note", "created", "flag", "score"};
constexpr const char* kIndexes[] = {"CREATE INDEX t_email ON t (email)",
                                    "CREATE INDEX t_created ON t (created, amount)"};

std::string Definition(const char* amount, const char* flag, const char* score) {
  return absl::StrFormat(kColumnsOf, amount, flag, score);
}

// One change of the table, as Instar's step and as what C must do.
struct TableChange {
  std::string name;
  // What alembic_batch.py calls it; empty where Alembic's batch mode has no such change.
  std::string alembic;
  std::string definition;
  std::vector<std::string_view> expressions;
  std::uint32_t flags = 0;
  std::vector<RebuildCheck> checks = {};
  std::string probe_definition = {};
  std::string_view probe = {};
  double aim = 0;
};

std::string Filling(int rows) {
  return absl::StrFormat(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO t SELECT i, "
      "'name ' || i, printf('%%08x', (i * 2654435761) %% 4294967296) || '@example.org', i %% 1000, 'a note "
      "of some "
      "length for row ' || i, datetime(1700000000 + (i * 7919) %% 10000000, 'unixepoch'), i %% 2, i / 7.0 "
      "FROM n",
      rows);
}

Rebuild StepOf(const TableChange& change) {
  Rebuild step = CopyOf("t", change.definition, {std::begin(kColumns), std::end(kColumns)}, change.flags);
  step.expressions = change.expressions;
  step.objects = {{"index", "t_email", kIndexes[0]}, {"index", "t_created", kIndexes[1]}};
  step.checks = change.checks;
  step.probe_definition = change.probe_definition;
  step.probe = change.probe;
  return step;
}

std::string UsualProcedure(const Rebuild& step) {
  std::string columns;
  std::string expressions;
  for (std::size_t i = 0; i < step.columns.size(); ++i) {
    const char* comma = i == 0 ? "" : ", ";
    absl::StrAppendFormat(&columns, "%s%s", comma, std::string(step.columns[i]));
    absl::StrAppendFormat(&expressions, "%s%s", comma, std::string(step.expressions[i]));
  }
  return absl::StrFormat(
      "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; CREATE TABLE new_t %s; INSERT INTO new_t (%s) SELECT %s "
      "FROM t; "
      "DROP TABLE t; ALTER TABLE new_t RENAME TO t; %s; %s; COMMIT",
      std::string(step.definition), columns, expressions, kIndexes[0], kIndexes[1]);
}

// A database at the first revision; each side gets a copy of it.
class Arena {
 public:
  Arena(const std::string& folder, std::string setup, bool synchronous)
      : template_(folder + "/template.db"), copy_(folder + "/copy.db"), synchronous_(synchronous) {
    std::filesystem::remove(template_);
    PlainDatabase db(template_);
    db.Run("PRAGMA synchronous = OFF");
    const HandHistory first(std::vector<std::vector<HandStep>>(1));
    const Report report = sqlite::Upgrade(db.get(), first.table());
    if (!report.ok()) Fail(report.status.message());
    db.Run(setup);
  }
  ~Arena() {
    std::filesystem::remove(template_);
    std::filesystem::remove(copy_);
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // The schema is read before and after: what a change makes the next statement pay belongs to it.
  double Time(const std::function<void(sqlite3*, PlainDatabase&)>& work) const {
    std::filesystem::copy_file(template_, copy_, std::filesystem::copy_options::overwrite_existing);
    PlainDatabase db(copy_);
    // SQLite's own default, which Debian changes: it makes the dropping of the old table cost as much as the
    // copy.
    db.Run("PRAGMA secure_delete = OFF");
    if (!synchronous_) db.Run("PRAGMA synchronous = OFF");
    db.Ask("SELECT count(*) FROM t WHERE id = 1");
    return TimeOf([&] {
      work(db.get(), db);
      db.Ask("SELECT count(*) FROM t WHERE id = 1");
    });
  }
  // Python's start is left out.
  double TimeAlembic(const std::string& change) const {
    std::filesystem::copy_file(template_, copy_, std::filesystem::copy_options::overwrite_existing);
    const std::string output = copy_ + ".time";
    RunProcess({"/usr/bin/python3", INSTAR_SOURCE_DIR "/tests/bench/alembic_batch.py", copy_, change},
               output);
    const double time = std::stod(ReadFile(output));
    std::filesystem::remove(output);
    return time;
  }
  std::string Contents() const {
    return PlainDatabase(copy_).Ask(
        "SELECT count(*), sum(id), sum(length(name)), sum(amount), min(email), max(created), sum(flag), "
        "round(sum(score)) FROM t; SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = "
        "'t' "
        "ORDER BY 1; PRAGMA quick_check");
  }
  std::string Counts() const {
    return PlainDatabase(copy_).Ask(
        "SELECT count(*), sum(id), sum(amount) FROM t; SELECT name FROM sqlite_schema WHERE type = 'index' "
        "AND "
        "tbl_name = 't' ORDER BY 1; PRAGMA quick_check");
  }

 private:
  std::string template_;
  std::string copy_;
  bool synchronous_;
};

// Debian's package.
bool HasAlembic() { return std::filesystem::exists("/usr/lib/python3/dist-packages/alembic"); }

void Compare(const Arena& arena, const TableChange& change, int rounds, Results* results) {
  const Rebuild step = StepOf(change);
  const HandHistory history({{}, {step}});
  const std::string procedure = UsualProcedure(step);
  const Work with_instar = [&] {
    return arena.Time([&](sqlite3* db, PlainDatabase&) {
      const Report report = sqlite::Upgrade(db, history.table());
      if (!report.ok() || report.applied.size() != 1) Fail(report.status.message());
    });
  };
  const Work with_c = [&] { return arena.Time([&](sqlite3*, PlainDatabase& db) { db.Run(procedure); }); };
  with_instar();
  const std::string made = arena.Contents();
  with_c();
  if (made != arena.Contents())
    Fail("Instar and C did not make the same table: what they cost cannot be compared");
  const std::string counts = arena.Counts();
  std::vector<Work> works = {with_instar, with_c};
  const bool beside_alembic = HasAlembic() && !change.alembic.empty();
  if (beside_alembic) works.push_back([&] { return arena.TimeAlembic(change.alembic); });
  const std::vector<Samples> times = Interleave(rounds, works);
  results->Add(RatioRow(change.name, times[0], times[1], change.aim));
  if (!beside_alembic) return;
  // As many rows and indexes, at least: its SQL is spelled in another way.
  if (arena.Counts() != counts) Fail("Alembic did not make the same table");
  results->Add({change.name + ", against Alembic's batch mode", TimeText(Median(times[0])),
                TimeText(Median(times[2])), absl::StrFormat("%.2f", MedianRatio(times[0], times[2]))});
}

std::vector<TableChange> Changes(const std::string& rows) {
  const std::vector<std::string_view> same(std::begin(kColumns), std::end(kColumns));
  std::vector<std::string_view> changed = same;
  changed[1] = "upper(name)";
  std::vector<TableChange> changes;
  changes.push_back({"rebuild " + rows + " rows, transformed",
                     "",
                     Definition("", "", "REAL"),
                     changed,
                     0,
                     {},
                     {},
                     {},
                     1.05});
  changes.push_back({"rebuild " + rows + " rows, same storage",
                     "storage",
                     Definition("", "", "DOUBLE"),
                     same,
                     kRebuildSameStorage,
                     {},
                     {},
                     {},
                     0.55});
  changes.push_back({"rebuild " + rows + " rows, a CHECK added",
                     "check",
                     Definition(" CHECK (amount >= 0)", "", "REAL"),
                     same,
                     kRebuildSchemaEdit,
                     {{"SELECT 1 FROM t WHERE NOT (amount >= 0)", "t.amount >= 0"}},
                     {},
                     {},
                     0.05});
  changes.push_back({"rebuild " + rows + " rows, a default changed",
                     "default",
                     Definition("", " DEFAULT 1", "REAL"),
                     same,
                     kRebuildSameStorage | kRebuildDefaultEdit,
                     {},
                     Definition("", " DEFAULT x'8f3b5c01d96e4a7792e0ab64c5d8137f'", "REAL"),
                     "SELECT 1 FROM t NOT INDEXED WHERE flag IS x'8f3b5c01d96e4a7792e0ab64c5d8137f'",
                     0.05});
  return changes;
}

std::string Table() {
  return "CREATE TABLE t " + Definition("", "", "REAL") + ";" + kIndexes[0] + ";" + kIndexes[1] + ";";
}

// What the revisions of the other benchmarks make.
std::string SchemaOfWorkload(int revisions) {
  std::string sql = "BEGIN;";
  for (const Revision& revision : MakeWorkload(revisions)) sql += Script(revision.up);
  return sql + "COMMIT;";
}

std::string SmallTables(int tables) {
  std::string sql = "BEGIN;";
  for (int i = 0; i < tables; ++i) {
    absl::StrAppendFormat(
        &sql,
        "CREATE TABLE table_%d (id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount INTEGER DEFAULT 0, "
        "created TEXT, note TEXT); CREATE INDEX table_%d_name ON table_%d (name);",
        i, i, i);
  }
  return sql + "COMMIT;";
}

void CompareSmall(const BenchOptions& options, const std::string& others, const std::string& schema,
                  Results* results) {
  const Arena arena(options.folder, schema + Table() + Filling(100), false);
  TableChange change = Changes("").front();
  change.alembic.clear();
  change.name = "rebuild 100 rows among " + others + ", synchronous=OFF";
  change.aim = 0.15;
  Compare(arena, change, options.quick ? 1 : 51, results);
}

}  // namespace

void BenchRebuild(const BenchOptions& options, Results* results) {
  const int rows = options.quick ? 2000 : 1'000'000;
  {
    const Arena arena(options.folder, Table() + Filling(rows), true);
    for (const TableChange& change : Changes(CountText(rows / 1000) + ",000")) {
      Compare(arena, change, options.quick ? 1 : 5, results);
    }
  }
  if (!HasAlembic()) results->Add({"Alembic's batch mode: not measured, apt-get install alembic"});
  const int tables = options.quick ? 25 : 250;
  CompareSmall(options, absl::StrFormat("%d tables of 5 columns", tables), SmallTables(tables), results);
  const int revisions = options.quick ? 100 : 1000;
  CompareSmall(options, "the tables of " + CountText(revisions) + " revisions", SchemaOfWorkload(revisions),
               results);
}

}  // namespace instar::bench
