#include "runtime/sqlite/dependents.h"

#include <utility>

#include "runtime/message.h"
#include "runtime/sqlite/found_table.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"

namespace instar::sqlite {

int Dependents::Find(std::string_view table) {
  Statement read;
  // A name with a quote in it may be written in ways that do not hold it.
  int rc = read.Prepare(db_,
                        "SELECT type, 'main', name, tbl_name FROM main.sqlite_schema WHERE type IN ('view', "
                        "'trigger') AND (instr(lower(sql), lower(?1)) OR ?1 GLOB '*[\"''`]*') "
                        "UNION ALL SELECT type, 'temp', name, tbl_name FROM temp.sqlite_schema WHERE type IN "
                        "('view', 'trigger') AND (instr(lower(sql), lower(?1)) OR ?1 GLOB '*[\"''`]*')");
  if (rc != SQLITE_OK) return rc;
  read.Bind(1, table);
  while ((rc = read.Step()) == SQLITE_ROW) {
    AddUses(read.Column(0), read.Column(1), read.Column(2), read.Column(3));
  }
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

void Dependents::AddUses(std::string_view type, std::string_view schema, std::string_view name,
                         std::string_view table) {
  const std::string object = Message("% '%'", {type, name});
  std::vector<Use> uses;
  if (type == "view") {
    uses.push_back({object, Concat({"SELECT * FROM ", schema, ".", QuotedName(name)}), ""});
  } else {
    const std::string quoted = QuotedName(table);
    uses.push_back({object, Concat({"INSERT INTO main.", quoted, " DEFAULT VALUES"}), ""});
    uses.push_back({object, Concat({"DELETE FROM main.", quoted}), ""});
    uses.push_back({object, "", std::string(table)});
  }
  std::string ignored;
  for (Use& use : uses) {
    if (Works(use, &ignored)) uses_.push_back(std::move(use));
  }
}

std::string Dependents::FindBroken(std::string* why) const {
  for (const Use& use : uses_) {
    if (!Works(use, why)) return use.object;
  }
  return "";
}

// Compiling is enough: a trigger is compiled with what sets it off.
bool Dependents::Works(const Use& use, std::string* why) const {
  Statement statement;
  const std::string sql = use.statement.empty() ? UpdateOf(use.table) : use.statement;
  if (sql.empty() || statement.Prepare(db_, sql) == SQLITE_OK) return true;
  *why = sqlite3_errmsg(db_);
  return false;
}

// Of the columns that it has at the moment, so that UPDATE OF is set off as well.
std::string Dependents::UpdateOf(std::string_view table) const {
  FoundTable found;
  if (ReadColumns(db_, table, &found) != SQLITE_OK) return "";
  std::string columns;
  for (const FoundColumn& column : found.columns) {
    if (column.generated) continue;
    columns.append(columns.empty() ? "" : ", ").append(QuotedName(column.name)).append(" = NULL");
  }
  return columns.empty() ? "" : Concat({"UPDATE main.", QuotedName(table), " SET ", columns});
}

}  // namespace instar::sqlite
