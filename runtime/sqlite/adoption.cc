#include "runtime/sqlite/adoption.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/applying/sql_tokens.h"
#include "runtime/message.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/length_limit.h"
#include "runtime/sqlite/made_name.h"
#include "runtime/sqlite/own_tables.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/temporary.h"

namespace instar::sqlite {
namespace {

constexpr char kAlembicTable[] = "alembic_version";

// By name, or "trigger NAME": the kind of object.
using Objects = std::map<std::string, std::string>;

std::string KeyOf(bool trigger, std::string_view name) {
  return (trigger ? "trigger " : "name ") + LowerCase(name);
}

Status ReadObjects(sqlite3* db, Objects* objects) {
  Statement read;
  int rc = read.Prepare(db, "SELECT type, name FROM main.sqlite_master WHERE name NOT LIKE 'sqlite_%'");
  while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
    const std::string_view type = read.Column(0);
    const std::string_view name = read.Column(1);
    if (!IsOwnTable(name)) objects->emplace(KeyOf(type == "trigger", name), type);
    rc = SQLITE_OK;
  }
  return rc == SQLITE_DONE ? OkStatus() : ErrorOf(db, rc, "read the schema");
}

// Where Alembic left the database.
struct AlembicVersion {
  std::string ids;    // joined by ','; empty: nowhere
  bool ours = false;  // they are revisions of this program: its history was taken over
};

AlembicVersion ReadAlembicVersion(sqlite3* db, const Table& table) {
  AlembicVersion version;
  Statement read;
  if (read.Prepare(db, "SELECT version_num FROM main.alembic_version LIMIT 16") != SQLITE_OK) return version;
  const LengthLimit limit(db);
  bool ours = true;
  while (read.Step() == SQLITE_ROW) {
    const std::string_view id = read.Column(0);
    ours = ours && FindId(table, id) >= 0;
    version.ids.append(version.ids.empty() ? "" : ",").append(id);
  }
  version.ours = ours && !version.ids.empty();
  return version;
}

// The first of the plan's statements that would find its object there.
struct Hindrance {
  std::string kind;  // empty: there is none
  std::string name;
  std::string_view revision;
};

Hindrance FindHindrance(const Table& table, const Revisions& plan, Objects* objects) {
  const DialectSteps& steps = *table.Find(Dialect::kSqlite);
  for (const std::uint32_t r : plan) {
    for (const StepRow& step : table.Steps(steps, r, Direction::kUpgrade)) {
      if (step.kind != StepKind::kSql) continue;
      const MadeName made = MadeBy(table.text(step));
      if (made.effect == MadeName::Effect::kNone) continue;
      const auto found = objects->find(KeyOf(made.trigger, made.name));
      if (found == objects->end()) continue;
      if (made.effect == MadeName::Effect::kMakes) return {found->second, made.name, table.id(r)};
      objects->erase(found);
    }
  }
  return {};
}

}  // namespace

Status CheckNothingInTheWay(sqlite3* db, const Table& table, const Revisions& plan) {
  Objects objects;
  Status status = ReadObjects(db, &objects);
  if (!status.ok() || objects.empty()) return status;
  AlembicVersion alembic;
  if (objects.count(KeyOf(false, kAlembicTable)) != 0) alembic = ReadAlembicVersion(db, table);
  if (alembic.ours) {
    return StatusOf(
        StatusCode::kNotVersioned,
        "Alembic has migrated this database to '%', a revision of this program: take it over from "
        "there with `instar stamp %`",
        {alembic.ids, alembic.ids});
  }
  const Hindrance found = FindHindrance(table, plan, &objects);
  if (found.kind.empty()) return status;
  const std::string advice =
      alembic.ids.empty()
          ? std::string(
                "was made without Instar, or lost its version: find out which revision it fits, and run "
                "`instar stamp REVISION`")
          : Message(
                "was migrated by Alembic to '%': take its history over with `instar import`, then run "
                "`instar stamp REVISION`",
                {alembic.ids});
  return StatusOf(
      StatusCode::kNotVersioned,
      "no revision is applied here, but the % '%', which revision '%' would make, is there already; "
      "the database %",
      {found.kind, found.name, found.revision, advice});
}

Status CheckNothingHidden(sqlite3* db) {
  if (!HasTemporary(db)) return OkStatus();
  Statement read;
  int rc = read.Prepare(db,
                        "SELECT hiding.type, hiding.name FROM sqlite_temp_master AS hiding, "
                        "main.sqlite_master AS hidden ON hidden.name = hiding.name COLLATE NOCASE "
                        "WHERE hiding.type IN ('table', 'view') AND hidden.type IN ('table', 'view') "
                        "AND hiding.name NOT LIKE 'instar_%' AND hiding.name NOT LIKE 'sqlite_%'");
  if (rc == SQLITE_OK) rc = read.Step();
  if (rc == SQLITE_DONE) return OkStatus();
  if (rc != SQLITE_ROW) return ErrorOf(db, rc, "read the schema");
  return StatusOf(
      StatusCode::kInvalidArgument,
      "the connection has a temporary % '%', which hides the one of that name in the database: drop "
      "it, or migrate on another connection",
      {read.Column(0), read.Column(1)});
}

}  // namespace instar::sqlite
