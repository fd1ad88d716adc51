#include "runtime/sqlite/found_table.h"

#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/table_exists.h"
#include "runtime/sqlite/temporary.h"

namespace instar::sqlite {
namespace {

// A statement that is done without an error is no result of interest.
int Ended(int rc) { return rc == SQLITE_DONE ? SQLITE_OK : rc; }

// A temporary trigger on a table of the same name in another database.
bool IsElsewhere(std::string_view sql) {
  ObjectText text;
  return TakeApart(sql, &text) && !text.schema.empty() && !Names(text.schema, "main");
}

// A table without a root page is a virtual one.
constexpr std::string_view kObjects =
    "SELECT type, name, sql, rootpage, 0, tbl_name = ?1 COLLATE NOCASE "
    "FROM main.sqlite_master WHERE tbl_name = ?1 COLLATE NOCASE OR name = ?2 COLLATE NOCASE";
// They go with the table too.
constexpr std::string_view kTemporaryTriggers =
    " UNION ALL SELECT type, name, sql, 0, 1, 1 FROM sqlite_temp_master "
    "WHERE tbl_name = ?1 COLLATE NOCASE AND type = 'trigger'";

int ReadObjects(sqlite3* db, std::string_view name, std::string_view new_name, FoundTable* table) {
  Statement read;
  int rc =
      read.Prepare(db, HasTemporary(db) ? Concat({kObjects, kTemporaryTriggers}) : std::string(kObjects));
  if (rc != SQLITE_OK) return rc;
  read.Bind(1, name).Bind(2, new_name);
  while ((rc = read.Step()) == SQLITE_ROW) {
    const std::string_view type = read.Column(0);
    const std::string_view found = read.Column(1);
    const bool its_own = read.ColumnInteger(5) != 0;
    if (!new_name.empty() && SameName(found, new_name)) {
      table->in_the_way = found;
    } else if (its_own && type == "table") {
      table->exists = read.ColumnInteger(3) != 0;
      table->name = found;
    } else if (its_own && type == "index" && read.ColumnType(2) == SQLITE_NULL) {
      ++table->automatic_indexes;
    } else if (its_own && read.ColumnInteger(4) != 0 && IsElsewhere(read.Column(2))) {
      continue;
    } else if (its_own && (type == "index" || type == "trigger")) {
      FoundObject& object = table->objects.emplace_back();
      object.type = type;
      object.name = found;
      object.sql = read.Column(2);
      object.temporary = read.ColumnInteger(4) != 0;
    }
  }
  return Ended(rc);
}

// SQLite's own, which hold rows about the table.
int ReadMarks(sqlite3* db, FoundTable* table) {
  int rc = FindTable(db, "sqlite_sequence", &table->has_marks);
  for (const char* statistics : {"sqlite_stat1", "sqlite_stat4"}) {
    bool exists = false;
    if (rc == SQLITE_OK) rc = FindTable(db, statistics, &exists);
    if (exists) table->statistics.emplace_back(statistics);
  }
  return rc;
}

int ReadColumns(sqlite3* db, std::string_view pragma, std::string_view quoted, FoundTable* table) {
  Statement read;
  int rc = read.Prepare(db, Concat({"PRAGMA main.", pragma, "(", quoted, ")"}));
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    // 2 and 3: generated, virtual and stored.
    const bool generated = read.ColumnInteger(6) >= 2;
    FoundColumn& column = table->columns.emplace_back();
    column.name = read.Column(1);
    column.default_text = read.Column(4);
    column.key_position = read.ColumnInteger(5);
    column.generated = generated;
    table->has_generated = table->has_generated || generated;
    rc = SQLITE_OK;
  }
  return Ended(rc);
}

}  // namespace

int ReadColumns(sqlite3* db, std::string_view name, FoundTable* table) {
  const std::string quoted = QuotedName(name);
  int rc = ReadColumns(db, "table_xinfo", quoted, table);
  // Libraries before 3.26 do not know that pragma, nor the generated columns that it is for.
  if (rc == SQLITE_OK && table->columns.empty()) rc = ReadColumns(db, "table_info", quoted, table);
  bool has_key = false;
  for (const FoundColumn& column : table->columns) has_key = has_key || column.key_position != 0;
  if (rc != SQLITE_OK || !has_key) return rc;
  // A key that is not the rowid has an index; also where its column is an INTEGER (PRIMARY KEY DESC).
  table->key_is_rowid = true;
  Statement indexes;
  rc = indexes.Prepare(db, Concat({"PRAGMA main.index_list(", quoted, ")"}));
  while (rc == SQLITE_OK && (rc = indexes.Step()) == SQLITE_ROW) {
    if (indexes.Column(3) == "pk") table->key_is_rowid = false;
    rc = SQLITE_OK;
  }
  return Ended(rc);
}

int ReadTable(sqlite3* db, std::string_view name, std::string_view new_name, FoundTable* table) {
  *table = {};
  int rc = ReadObjects(db, name, new_name, table);
  if (rc == SQLITE_OK) rc = ReadMarks(db, table);
  return rc == SQLITE_OK && table->exists ? ReadColumns(db, name, table) : rc;
}

std::string_view RowidName(const FoundTable& table, bool without_rowid) {
  if (without_rowid) return {};
  for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
    bool taken = false;
    for (const FoundColumn& column : table.columns) taken = taken || SameName(column.name, name);
    if (!taken) return name;
  }
  return {};
}

bool SameColumns(const FoundTable& a, const FoundTable& b) {
  if (a.columns.size() != b.columns.size() || a.key_is_rowid != b.key_is_rowid) return false;
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    const FoundColumn& one = a.columns[i];
    const FoundColumn& other = b.columns[i];
    if (!SameName(one.name, other.name) || one.key_position != other.key_position ||
        one.generated != other.generated) {
      return false;
    }
  }
  return true;
}

bool SameDefaults(const FoundTable& a, const FoundTable& b) {
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    if (a.columns[i].default_text != b.columns[i].default_text) return false;
  }
  return true;
}

}  // namespace instar::sqlite
