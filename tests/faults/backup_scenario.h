// A database that is migrated with a backup, to be disturbed at that.
#ifndef INSTAR_TESTS_FAULTS_BACKUP_SCENARIO_H_
#define INSTAR_TESTS_FAULTS_BACKUP_SCENARIO_H_

#include <string>

#include "instar/report.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {

// Revision a was applied and its table filled; b changes the rows, c makes another table.
class BackupScenario {
 public:
  // Of the backups so many are kept; 0: all.
  BackupScenario(const std::string& journal_mode, int keep);

  // Where the database and its backups are, and nothing else. Others may put one there in its place.
  const std::string& folder() const { return folder_; }
  // Beside it.
  std::string Beside(const std::string& name) const { return around_.File(name); }
  void Restore() const;
  Report Upgrade() const;

  // Before any run has got to the end: the database and every backup are whole, and no revision was begun
  // without one.
  void ExpectWhole() const;
  // An undisturbed run gets to the end, and nothing is left that is half copied.
  void ExpectFinishes() const;
  // Half copied ones.
  int CountParts() const;

 private:
  void ExpectWhole(const std::string& path) const;

  const History history_;
  const TemporaryFolder around_;
  const int keep_;
  const std::string start_ = Beside("start.db");
  const std::string folder_ = Beside("shop");
  const std::string path_ = folder_ + "/shop.db";
};

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_BACKUP_SCENARIO_H_
