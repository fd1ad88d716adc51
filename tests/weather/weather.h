// A history to be interrupted: tables that refer to each other, rebuilds in each form, data statements, a
// step in C++, a branch and a merge. It is compiled by add_migrations(), as a user's is.
#ifndef INSTAR_TESTS_WEATHER_WEATHER_H_
#define INSTAR_TESTS_WEATHER_WEATHER_H_

#include <sqlite3.h>

#include "weather_migrations.h"

namespace weather {

// The revision of an old database, with rows in every table.
inline constexpr char kPopulated[] = "make_readings";
inline constexpr int kRevisions = 12;

// Fills a database at kPopulated: the rows of three stations, with so many readings. The same rows every
// time.
void Populate(sqlite3* db, int readings);

}  // namespace weather

#endif  // INSTAR_TESTS_WEATHER_WEATHER_H_
