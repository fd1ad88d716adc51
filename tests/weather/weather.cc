#include "tests/weather/weather.h"

#include <gtest/gtest.h>

#include <string>

namespace weather {
namespace {

// Values of every kind: whole numbers, fractions, NULL, some that are not trusted later.
constexpr char kReadings[] =
    "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1) "
    "insert into readings (id, sensor_id, taken_at, value) "
    "select i * 3, i % 9 + 1, 1700000000 + i * 60, "
    "case i % 7 when 0 then null when 1 then 95.5 when 2 then i % 50 else i / 8.0 - 40 end from n";

void Run(sqlite3* db, const char* sql) {
  EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
}

}  // namespace

void Populate(sqlite3* db, int readings) {
  Run(db, "begin");
  Run(db,
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 9) "
      "insert into sensors (id, station_id, code, unit) "
      "select i, i % 3 + 1, 's' || (100 + i), case when i % 4 then 'C' end from n");
  // Ids that are gone and must not be given again.
  Run(db, "insert into stations (id, name) values (40, 'closed'); delete from stations where id = 40");
  Run(db,
      "insert into settings (name, scope, value) values ('colour', 'all', 'blue'), ('colour', 'mill', "
      "'red'), "
      "('', '', x'00ff')");
  std::string sql = kReadings;
  sql.replace(sql.find("?1"), 2, std::to_string(readings));
  Run(db, sql.c_str());
  Run(db, "commit");
}

}  // namespace weather
