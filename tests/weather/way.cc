#include "tests/weather/way.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "runtime/planning/find.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/migrator.h"
#include "tests/runtime/dump.h"
#include "weather_migrations.h"

namespace weather {
namespace {

std::vector<std::string> RowsOf(sqlite3* db) {
  std::vector<std::string> rows;
  const auto add = [](void* out, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(out)->emplace_back(values[0]);
    return 0;
  };
  // Without the table it is at base.
  sqlite3_exec(db, "select revision from instar_version", add, &rows, nullptr);
  return rows;
}

instar::Revisions PlanOf(sqlite3* db, const Journey& journey) {
  instar::Revisions rows;
  for (const std::string& id : RowsOf(db)) {
    rows.push_back(static_cast<std::uint32_t>(instar::FindId(migrations(), id)));
  }
  instar::Revisions plan;
  const auto make =
      journey.direction == instar::Direction::kUpgrade ? instar::PlanUpgrade : instar::PlanDowngrade;
  const instar::Status status = make(migrations(), rows, journey.options.target, &plan);
  EXPECT_TRUE(status.ok()) << status.message();
  EXPECT_FALSE(plan.empty());
  return plan;
}

}  // namespace

std::string VersionText(std::vector<std::string> rows) {
  std::sort(rows.begin(), rows.end());
  std::string text;
  for (const std::string& row : rows) text += (text.empty() ? "" : ",") + row;
  return text;
}

instar::Report Migrate(sqlite3* db, const Journey& journey) {
  return instar::sqlite::Migrator(db, migrations(), journey.options, journey.direction, journey.form).Run();
}

Way::Way(sqlite3* db, const Journey& journey) {
  const instar::Revisions plan = PlanOf(db, journey);
  Look(db);
  for (const std::uint32_t revision : plan) {
    instar::sqlite::Migrator migrator(db, migrations(), journey.options, journey.direction, journey.form);
    const instar::Report report = migrator.Run(instar::Revisions{revision});
    EXPECT_TRUE(report.ok()) << report.status.message();
    Look(db);
  }
}

void Way::Look(sqlite3* db) {
  versions_.push_back(VersionText(RowsOf(db)));
  dumps_.push_back(instar::Dump(db));
  EXPECT_EQ(instar::Damage(db), "");
}

std::size_t Way::ExpectOn(sqlite3* db) const {
  const std::string version = VersionText(RowsOf(db));
  const auto found = std::find(versions_.begin(), versions_.end(), version);
  const auto place = static_cast<std::size_t>(found - versions_.begin());
  if (found == versions_.end()) {
    ADD_FAILURE() << "not on the way: " << version;
  } else {
    EXPECT_EQ(instar::Dump(db), dumps_[place]);
  }
  EXPECT_EQ(instar::Damage(db), "");
  return place;
}

}  // namespace weather
