// Real rows: put in before an edit, looked at after it.
#ifndef INSTAR_TESTS_PROPERTY_ROWS_H_
#define INSTAR_TESTS_PROPERTY_ROWS_H_

#include <sqlite3.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/property/edit.h"
#include "tests/property/model.h"
#include "tests/property/random.h"

namespace instar::compiler::property {

// A few rows for each table, as awkward as it takes them: NULLs, duplicates, text that looks like numbers,
// values of another type than the column's, children. Foreign keys hold.
void AddRows(Random* random, sqlite3* db, const Model& model);
void DeleteRows(sqlite3* db);

// Of one table: each row's values as SQL literals, by column. What SQLite refuses to read is left out.
struct TableRows {
  struct Row {
    std::string rowid;
    std::map<ObjectId, std::string> values;
  };
  std::vector<Row> rows;
  std::string mark;  // of AUTOINCREMENT; empty: none
};

// By the tables' ids.
using Rows = std::map<ObjectId, TableRows>;
Rows RowsOf(sqlite3* db, const Model& model);

// What became of the rows, where no statement says that they become something else; empty: they are what
// they should be. Tables and columns are the same where their ids are.
std::string LostRows(const Model& before, const Rows& rows_before, const Model& after, const Rows& rows_after,
                     const Effects& effects);
// The same after the revision was undone. `between` is what it had made of the schema.
std::string RowsNotRestored(const Model& before, const Rows& rows_before, const Model& between,
                            const Rows& rows_after, const Effects& effects);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_ROWS_H_
