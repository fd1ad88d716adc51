#include "compiler/replay/database_schema.h"

#include <sqlite3.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "compiler/models/plan_from_nothing.h"
#include "compiler/replay/stored_catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/table_printer.h"
#include "compiler/syntax/raw_token.h"

namespace instar::compiler {
namespace {

struct StoredObject {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;
};

absl::StatusOr<std::vector<StoredObject>> ReadObjects(const std::string& path) {
  sqlite3* db = nullptr;
  std::vector<StoredObject> objects;
  int rc = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
  if (rc == SQLITE_OK) {
    const auto add = [](void* out, int, char** row, char**) {
      const auto text = [&](int i) { return std::string(row[i] == nullptr ? "" : row[i]); };
      static_cast<std::vector<StoredObject>*>(out)->push_back({text(0), text(1), text(2), text(3)});
      return 0;
    };
    rc = sqlite3_exec(
        db, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", add,
        &objects, nullptr);
  }
  const std::string problem = rc == SQLITE_OK ? "" : sqlite3_errmsg(db);
  sqlite3_close(db);
  if (rc != SQLITE_OK) return absl::FailedPreconditionError("cannot read '" + path + "': " + problem);
  return objects;
}

bool IsOwn(const StoredObject& object) {
  const std::string table = KeyOf(object.table);
  return table.starts_with("instar_") || KeyOf(object.name).starts_with("sqlite_");
}

// Names in brackets or backticks are put in double quotes.
std::string Portable(std::string_view sql) {
  std::string text;
  for (std::uint32_t at = 0;;) {
    const RawToken token = NextSqliteToken(sql, at);
    if (token.kind == RawTokenKind::kEnd || token.kind == RawTokenKind::kUnterminated) {
      text += sql.substr(at);
      return text;
    }
    text += sql.substr(at, token.begin - at);
    std::string_view word = sql.substr(token.begin, token.end - token.begin);
    const bool foreign = token.kind == RawTokenKind::kQuoted && (word[0] == '[' || word[0] == '`');
    text += foreign ? PrintInQuotes(word.substr(1, word.size() - 2), '"') : std::string(word);
    at = token.end;
  }
}

bool IsVirtual(const StoredObject& object) {
  return KeyOf(object.sql.substr(0, 15)).starts_with("create virtual");
}

// A module may keep what it needs in tables whose names begin with the virtual table's.
bool IsShadow(const StoredObject& object, const std::vector<StoredObject>& objects) {
  return std::ranges::any_of(objects, [&](const StoredObject& other) {
    return IsVirtual(other) && KeyOf(object.table).starts_with(KeyOf(other.name) + "_");
  });
}

void AppendRaw(const StoredObject& object, std::string* up, std::string* down) {
  absl::StrAppend(up, "on sqlite {\n", object.sql, ";\n}\n");
  *down = absl::StrCat("on sqlite { drop ", object.type == "trigger" ? "trigger " : "table ",
                       PrintInQuotes(object.name, '"'), "; }\n", *down);
}

}  // namespace

absl::StatusOr<FirstMigration> ReadFirstMigration(const std::string& path) {
  absl::StatusOr<std::vector<StoredObject>> objects = ReadObjects(path);
  if (!objects.ok()) return objects.status();
  std::erase_if(*objects, IsOwn);
  const std::vector<StoredObject> all = *objects;
  std::erase_if(*objects, [&](const StoredObject& object) { return IsShadow(object, all); });
  std::vector<std::string> statements;
  std::string raw;
  std::string undo;
  // Views last, since they may mention any table.
  for (const bool views : {false, true}) {
    for (const StoredObject& object : *objects) {
      const bool is_raw = object.type == "trigger" || IsVirtual(object);
      if (is_raw || (object.type == "view") != views) continue;
      statements.push_back(Portable(object.sql));
    }
  }
  for (const StoredObject& object : *objects) {
    if (object.type == "trigger" || IsVirtual(object)) AppendRaw(object, &raw, &undo);
  }
  if (statements.empty() && raw.empty()) return absl::FailedPreconditionError("'" + path + "' has no tables");
  const ReadCatalog read = CatalogOf(statements);
  if (!read.error.empty()) {
    return absl::FailedPreconditionError("'" + path + "' cannot be said in the language: " + read.error);
  }
  FirstMigration migration;
  for (const std::string& statement : PlanFromNothing(read.catalog))
    absl::StrAppend(&migration.upgrade, statement, ";\n");
  migration.upgrade += raw;
  if (!undo.empty()) migration.downgrade = absl::StrCat("downgrade {\n", undo, "auto;\n}\n");
  return migration;
}

}  // namespace instar::compiler
