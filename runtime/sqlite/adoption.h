// A database in which no revision is applied: is it new, or was it made without Instar?
#ifndef INSTAR_RUNTIME_SQLITE_ADOPTION_H_
#define INSTAR_RUNTIME_SQLITE_ADOPTION_H_

#include <sqlite3.h>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/planning/plan.h"

namespace instar::sqlite {

// The plan starts at the base. Nothing that it would make may be there already, or it would fail half way:
// then somebody must say with a stamp which revision the database is at. What it would not make belongs to
// others and is no hindrance. Linear in the plan and in the schema; a database without tables costs nothing.
Status CheckNothingInTheWay(sqlite3* db, const Table& table, const Revisions& plan);

// A temporary table or view of the connection's own hides the one of the same name that migrations speak of.
Status CheckNothingHidden(sqlite3* db);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_ADOPTION_H_
