// A migration to be disturbed, and what it must look like at every revision on its way.
#ifndef INSTAR_TESTS_FAULTS_SCENARIO_H_
#define INSTAR_TESTS_FAULTS_SCENARIO_H_

#include <sqlite3.h>

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "instar/report.h"
#include "instar/table.h"
#include "runtime/sqlite/rebuild.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/simulated_disk.h"

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
};

// Up and down in every journal mode, and where Instar's own tables come and go.
std::vector<Scenario> JournalScenarios();
// Every form of rebuilds, and a cache so small that pages are written in the middle of a transaction.
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
  // What opens_file does, or else a connection of its own.
  Report Migrate() const;
  // The database is whole and at a revision of the way; gives it. Empty: at base.
  std::string ExpectAtRevision() const;
  // The next run gets to the end, and nothing shows that something happened.
  void ExpectFinishes() const;
  const std::string& last() const { return last_; }
  // The revisions of the way, from the start on, in order.
  const std::vector<std::string>& way() const { return way_; }

 private:
  Scenario scenario_;
  SimulatedDisk start_;
  std::map<std::string, std::string> dumps_;  // by version
  std::vector<std::string> way_;
  std::string last_;
};

// The rows of the version table, as one text.
std::string VersionText(const std::vector<std::string>& rows);

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_SCENARIO_H_
