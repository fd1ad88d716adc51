// A migration to be disturbed, and what it must look like at every revision on its way.
#ifndef INSTAR_TESTS_FAULTS_SCENARIO_H_
#define INSTAR_TESTS_FAULTS_SCENARIO_H_

#include <sqlite3.h>

#include <ostream>
#include <string>
#include <vector>

#include "instar/report.h"
#include "instar/table.h"
#include "runtime/sqlite/rebuild.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/simulated_disk.h"
#include "tests/weather/way.h"

namespace instar {

struct Scenario {
  std::string name;
  Direction direction = Direction::kUpgrade;
  std::string from;  // a revision; "base": the file is not there
  std::string to;
  std::string journal_mode = "delete";
  sqlite::RebuildForm form = sqlite::RebuildForm::kFastest;
  int cache_pages = 2000;   // few: pages are written in the middle of a transaction
  bool opens_file = false;  // by path; else on a connection that is open already
  bool together = false;    // all revisions in one transaction

  weather::Journey journey() const;
};

// Asked for by INSTAR_FAULTS=all: more scenarios, more calls, more power cuts, for an hour or more.
bool TryAll();

// Up and down in every journal mode.
std::vector<Scenario> JournalScenarios();
// All revisions in one transaction, rebuilds among them.
std::vector<Scenario> TogetherScenarios();
// Where Instar's own tables come and go.
std::vector<Scenario> OwnTablesScenarios();
// One revision that rebuilds a table, in each form.
std::vector<Scenario> OneRebuildScenarios();
// Every form of rebuilds, and a cache so small that pages are written in the middle of a transaction: up with
// a rollback journal and down with a WAL, or all four.
std::vector<Scenario> FormScenarios();

std::ostream& operator<<(std::ostream& out, const Scenario& scenario);

// A connection as a program has one: foreign keys on, its own journal mode.
class Connection {
 public:
  explicit Connection(const Scenario& scenario);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* get() const { return db_; }
  Report Migrate();
  // Nothing of a migration is left on it.
  void ExpectAsBefore();

 private:
  const Scenario& scenario_;
  sqlite3* db_ = nullptr;
};

class Undisturbed {
 public:
  explicit Undisturbed(const Scenario& scenario);

  const Scenario& scenario() const { return scenario_; }
  const SimulatedDisk& start() const { return start_; }
  const weather::Way& way() const { return way_; }
  // What opens_file says, or else on a connection of its own.
  Report Migrate() const;
  // The database is whole and somewhere on the way.
  std::size_t ExpectOnWay() const;
  // The next run gets to the end, and nothing shows that something happened.
  void ExpectFinishes() const;

 private:
  Scenario scenario_;
  SimulatedDisk start_;
  weather::Way way_;
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_SCENARIO_H_
