#include "tests/faults/scenario.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "instar/sqlite.h"
#include "tests/weather/weather.h"

namespace instar {
namespace {

constexpr std::pair<const char*, sqlite::RebuildForm> kForms[] = {
    {"temporary_copy", sqlite::RebuildForm::kTemporaryCopy},
    {"schema_edit", sqlite::RebuildForm::kSchemaEdit},
    {"raw_transfer", sqlite::RebuildForm::kRawTransfer},
    {"row_by_row", sqlite::RebuildForm::kRowByRow}};

constexpr char kFile[] = "weather.db";
constexpr int kReadings = 60;

void Run(sqlite3* db, const std::string& sql) {
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
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
  plain.together = false;
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

bool TryAll() {
  const char* wanted = std::getenv("INSTAR_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all";
}

std::vector<Scenario> JournalScenarios() {
  std::vector<Scenario> all;
  for (const char* mode : {"delete", "truncate", "persist", "wal"}) {
    for (const bool up : {true, false}) all.push_back(BetweenOldAndHead(mode, up));
  }
  return all;
}

std::vector<Scenario> TogetherScenarios() {
  // No further: beside a rebuild, a C++ step cannot be run together with the others.
  constexpr char kLast[] = "require_scope";
  std::vector<Scenario> all;
  all.push_back({"together_up", Direction::kUpgrade, weather::kPopulated, kLast});
  all.push_back({"together_down_wal", Direction::kDowngrade, kLast, weather::kPopulated, "wal"});
  all.push_back({"together_from_nothing", Direction::kUpgrade, "base", kLast});
  all[2].opens_file = true;
  for (Scenario& scenario : all) scenario.together = true;
  return all;
}

std::vector<Scenario> OwnTablesScenarios() {
  std::vector<Scenario> both;
  both.push_back({"tables_come", Direction::kUpgrade, "base", weather::kPopulated});
  both.push_back({"tables_go", Direction::kDowngrade, weather::kPopulated, "base"});
  for (Scenario& scenario : both) scenario.opens_file = true;
  return both;
}

std::vector<Scenario> OneRebuildScenarios() {
  std::vector<Scenario> all;
  for (const auto& [name, form] : kForms) {
    all.push_back({name, Direction::kUpgrade, "rate_readings", "check_readings", "delete", form});
  }
  return all;
}

std::vector<Scenario> FormScenarios() {
  std::vector<Scenario> all;
  for (const char* mode : {"delete", "wal"}) {
    for (const bool up : {true, false}) {
      if (!TryAll() && up != (mode == std::string_view("delete"))) continue;
      for (const auto& [name, form] : kForms) {
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

weather::Journey Scenario::journey() const {
  weather::Journey journey;
  journey.direction = direction;
  journey.options.target = to;
  journey.options.program = "faults";
  // A lock that is refused for ever: nobody else is there, so nothing is gained by waiting.
  journey.options.lock_timeout_ms = 5;
  if (together) journey.options.transactions = Transactions::kAllTogether;
  journey.form = form;
  return journey;
}

Connection::Connection(const Scenario& scenario) : scenario_(scenario) {
  EXPECT_EQ(sqlite3_open(kFile, &db_), SQLITE_OK) << sqlite3_errmsg(db_);
  Run(db_, "pragma journal_mode = " + scenario.journal_mode);
  Run(db_, "pragma cache_size = " + std::to_string(scenario.cache_pages));
  Run(db_, "pragma foreign_keys = on");
}

Connection::~Connection() { EXPECT_EQ(sqlite3_close(db_), SQLITE_OK); }

Report Connection::Migrate() { return weather::Migrate(db_, scenario_.journey()); }

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
  SimulatedDisk disk(start_);
  const DiskVfs vfs(&disk);
  way_ = weather::Way(Connection(scenario_).get(), scenario_.journey());
}

Report Undisturbed::Migrate() const {
  if (!scenario_.opens_file) return Connection(scenario_).Migrate();
  const weather::Journey journey = scenario_.journey();
  return journey.direction == Direction::kUpgrade
             ? sqlite::Upgrade(kFile, weather::migrations(), journey.options)
             : sqlite::Downgrade(kFile, weather::migrations(), journey.options);
}

std::size_t Undisturbed::ExpectOnWay() const {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(kFile, &db), SQLITE_OK);
  const std::size_t place = way_.ExpectOn(db);
  EXPECT_EQ(sqlite3_close(db), SQLITE_OK);
  return place;
}

void Undisturbed::ExpectFinishes() const {
  const Report report = Migrate();
  EXPECT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(ExpectOnWay(), way_.last());
}

}  // namespace instar
