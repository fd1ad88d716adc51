#include "tests/faults/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "instar/sqlite.h"
#include "runtime/planning/find.h"
#include "runtime/sqlite/migrator.h"
#include "tests/runtime/dump.h"
#include "tests/weather/weather.h"

namespace instar {
namespace {

constexpr char kFile[] = "weather.db";
constexpr int kReadings = 60;

Options OptionsFor(const std::string& target) {
  Options options;
  options.target = target;
  options.program = "faults";
  // A lock that is refused for ever: nobody else is there, so nothing is gained by waiting.
  options.lock_timeout_ms = 5;
  return options;
}

void Run(sqlite3* db, const std::string& sql) {
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
}

std::string VersionOf(sqlite3* db) {
  std::vector<std::string> rows;
  const auto add = [](void* out, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(out)->emplace_back(values[0]);
    return 0;
  };
  sqlite3_exec(db, "select revision from instar_version", add, &rows, nullptr);
  return VersionText(rows);
}

Scenario BetweenOldAndHead(const std::string& journal_mode, bool up) {
  Scenario scenario;
  scenario.name = journal_mode + (up ? "_up" : "_down");
  scenario.direction = up ? Direction::kUpgrade : Direction::kDowngrade;
  scenario.from = up ? weather::kPopulated : "heads";
  scenario.to = up ? "heads" : weather::kPopulated;
  scenario.journal_mode = journal_mode;
  return scenario;
}

// The database as it was before, made without disturbance.
void MakeStart(const Scenario& scenario) {
  Scenario plain = scenario;
  plain.direction = Direction::kUpgrade;
  plain.to = weather::kPopulated;
  plain.form = sqlite::RebuildForm::kFastest;
  Connection connection(plain);
  if (scenario.from == "base") return;
  ASSERT_TRUE(connection.Migrate().ok());
  weather::Populate(connection.get(), kReadings);
  plain.to = scenario.from;
  if (scenario.from != weather::kPopulated) {
    Connection other(plain);
    ASSERT_TRUE(other.Migrate().ok());
  }
}

}  // namespace

std::vector<Scenario> JournalScenarios() {
  std::vector<Scenario> all;
  for (const char* mode : {"delete", "truncate", "persist", "wal"}) {
    for (const bool up : {true, false}) all.push_back(BetweenOldAndHead(mode, up));
  }
  all.push_back({"tables_come", Direction::kUpgrade, "base", weather::kPopulated});
  all.back().opens_file = true;
  all.push_back({"tables_go", Direction::kDowngrade, weather::kPopulated, "base"});
  all.back().opens_file = true;
  return all;
}

std::vector<Scenario> FormScenarios() {
  std::vector<Scenario> all;
  for (const char* mode : {"delete", "wal"}) {
    for (const bool up : {true, false}) {
      for (const auto& [name, form] : {std::pair("temporary_copy", sqlite::RebuildForm::kTemporaryCopy),
                                       std::pair("schema_edit", sqlite::RebuildForm::kSchemaEdit),
                                       std::pair("raw_transfer", sqlite::RebuildForm::kRawTransfer),
                                       std::pair("row_by_row", sqlite::RebuildForm::kRowByRow)}) {
        Scenario& scenario = all.emplace_back(BetweenOldAndHead(mode, up));
        scenario.name = std::string(name) + "_" + scenario.name;
        scenario.form = form;
      }
      Scenario& scenario = all.emplace_back(BetweenOldAndHead(mode, up));
      scenario.name = "small_cache_" + scenario.name;
      scenario.form = sqlite::RebuildForm::kRowByRow;
      scenario.cache_pages = 6;
    }
  }
  return all;
}

std::ostream& operator<<(std::ostream& out, const Scenario& scenario) { return out << scenario.name; }

std::string VersionText(const std::vector<std::string>& rows) {
  std::vector<std::string> sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  std::string text;
  for (const std::string& row : sorted) text += (text.empty() ? "" : ",") + row;
  return text;
}

Connection::Connection(const Scenario& scenario) : scenario_(scenario) {
  EXPECT_EQ(sqlite3_open(kFile, &db_), SQLITE_OK) << sqlite3_errmsg(db_);
  Run(db_, "pragma journal_mode = " + scenario.journal_mode);
  Run(db_, "pragma cache_size = " + std::to_string(scenario.cache_pages));
  Run(db_, "pragma foreign_keys = on");
}

Connection::~Connection() { EXPECT_EQ(sqlite3_close(db_), SQLITE_OK); }

Report Connection::Migrate() {
  const Options options = OptionsFor(scenario_.to);
  return sqlite::Migrator(db_, weather::migrations(), options, scenario_.direction, scenario_.form).Run();
}

void Connection::ExpectAsBefore() {
  EXPECT_NE(sqlite3_get_autocommit(db_), 0);
  EXPECT_EQ(sqlite3_next_stmt(db_, nullptr), nullptr);
  for (const auto& [setting, expected] :
       {std::pair(SQLITE_DBCONFIG_ENABLE_FKEY, 1), std::pair(SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
        std::pair(SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0)}) {
    int value = -1;
    sqlite3_db_config(db_, setting, -1, &value);
    EXPECT_EQ(value, expected) << setting;
  }
}

Undisturbed::Undisturbed(const Scenario& scenario) : scenario_(scenario) {
  {
    const DiskVfs vfs(&start_);
    MakeStart(scenario_);
  }
  start_.SyncAll();
  std::vector<std::string> ids;
  {
    SimulatedDisk disk(start_);
    const DiskVfs vfs(&disk);
    const Report report = Migrate();
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_FALSE(report.applied.empty());
    for (const AppliedRevision& applied : report.applied) ids.push_back(applied.revision);
  }
  // The same once more, one revision after the other.
  SimulatedDisk disk(start_);
  const DiskVfs vfs(&disk);
  Connection connection(scenario_);
  const auto look = [&] {
    way_.push_back(VersionOf(connection.get()));
    dumps_[way_.back()] = Dump(connection.get());
  };
  look();
  for (const std::string& id : ids) {
    const Options options = OptionsFor(scenario_.to);
    const Table& table = weather::migrations();
    const Revisions one = {static_cast<std::uint32_t>(FindId(table, id))};
    const Report report =
        sqlite::Migrator(connection.get(), table, options, scenario_.direction, scenario_.form).Run(one);
    EXPECT_TRUE(report.ok()) << report.status.message();
    look();
  }
  EXPECT_EQ(dumps_.size(), ids.size() + 1);
  last_ = way_.back();
}

Report Undisturbed::Migrate() const {
  if (!scenario_.opens_file) return Connection(scenario_).Migrate();
  const Options options = OptionsFor(scenario_.to);
  return scenario_.direction == Direction::kUpgrade
             ? sqlite::Upgrade(kFile, weather::migrations(), options)
             : sqlite::Downgrade(kFile, weather::migrations(), options);
}

std::string Undisturbed::ExpectAtRevision() const {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(kFile, &db), SQLITE_OK);
  const std::string version = VersionOf(db);
  const auto expected = dumps_.find(version);
  if (expected == dumps_.end()) {
    ADD_FAILURE() << "not on the way: " << version;
  } else {
    EXPECT_EQ(Dump(db), expected->second);
  }
  EXPECT_EQ(Damage(db), "");
  EXPECT_EQ(sqlite3_close(db), SQLITE_OK);
  return version;
}

void Undisturbed::ExpectFinishes() const {
  const Report report = Migrate();
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(ExpectAtRevision(), last_);
}

}  // namespace instar
