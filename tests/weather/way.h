// What a database holds at each revision between two, when nothing disturbs the migration.
#ifndef INSTAR_TESTS_WEATHER_WAY_H_
#define INSTAR_TESTS_WEATHER_WAY_H_

#include <sqlite3.h>

#include <map>
#include <string>
#include <vector>

#include "instar/options.h"
#include "instar/report.h"
#include "instar/table.h"
#include "runtime/sqlite/rebuild.h"

namespace weather {

struct Journey {
  instar::Direction direction = instar::Direction::kUpgrade;
  instar::Options options;  // with the target
  instar::sqlite::RebuildForm form = instar::sqlite::RebuildForm::kFastest;
};

// On a connection that is open already.
instar::Report Migrate(sqlite3* db, const Journey& journey);

class Way {
 public:
  Way() = default;
  // Goes it, one revision after the other, and looks at each.
  Way(sqlite3* db, const Journey& journey);

  // The database is whole, and holds what it must at its revision: the number of that on the way, from 0.
  std::size_t ExpectOn(sqlite3* db) const;
  std::size_t last() const { return versions_.size() - 1; }
  // What a report says of the place with this number.
  const std::string& version(std::size_t place) const { return versions_[place]; }

 private:
  void Look(sqlite3* db);

  std::vector<std::string> versions_;
  std::vector<std::string> dumps_;
};

// The rows of the version table, as one text.
std::string VersionText(std::vector<std::string> rows);

}  // namespace weather

#endif  // INSTAR_TESTS_WEATHER_WAY_H_
