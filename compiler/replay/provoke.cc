#include "compiler/replay/provoke.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/schema/keys.h"

namespace instar::compiler {
namespace {

std::vector<std::string> KeyColumns(const Table& table) {
  std::vector<std::string> columns;
  if (table.without_rowid) {
    for (const KeyColumn& part : table.primary_key->columns) {
      columns.push_back(sqlite::Quoted(table.Find(part.column)->name.text));
    }
    return columns;
  }
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (table.FindColumn(name) == nullptr) return {name};
  }
  return columns;
}

// Those that can be written; of one that is computed, what it is computed from.
std::vector<std::string> Writable(const Table& table, const std::vector<ObjectId>& columns) {
  std::vector<std::string> writable;
  for (const ObjectId id : columns) {
    const Column* const column = table.Find(id);
    if (column == nullptr) continue;
    const std::vector<ObjectId> sources =
        column->generated ? ColumnsOf(column->generated->expression) : std::vector<ObjectId>{id};
    for (const ObjectId source : sources) {
      const Column* const found = table.Find(source);
      if (found == nullptr || found->generated) continue;
      const std::string name = sqlite::Quoted(found->name.text);
      if (std::ranges::find(writable, name) == writable.end()) writable.push_back(name);
    }
  }
  return writable;
}

// What two rows get to be alike, in the order in which they are made; $0 is the value of the first. Keys that
// differ may still agree in another collation, or as numbers.
struct Likeness {
  const char* first;
  const char* second;
  bool bare = false;  // with NULL in other columns
};
constexpr Likeness kLikenesses[] = {
    {"$0", "$0"},
    {"$0", "$0", true},
    {"CASE WHEN typeof($0) = 'text' AND upper($0) = lower($0) THEN 'a' || $0 ELSE $0 END",
     "CASE WHEN typeof($0) <> 'text' THEN $0 WHEN upper($0) <> $0 THEN upper($0) ELSE lower($0) END"},
    {"$0", "CASE typeof($0) WHEN 'text' THEN $0 || ' ' ELSE $0 END"},
    {"CASE typeof($0) WHEN 'text' THEN '77' ELSE $0 END",
     "CASE typeof($0) WHEN 'text' THEN '077' ELSE $0 END"},
};

}  // namespace

Provoker::Provoker(ScratchDatabase& database, const Table& table) : database_(database), table_(table) {
  key_columns_ = KeyColumns(table);
  kept_ = Keys("1");
}

bool Provoker::Provoke(const RowRisk& risk, std::size_t first_way) {
  const std::vector<std::string> columns = Writable(table_, risk.columns);
  if (columns.empty() || key_columns_.empty()) return false;
  // Children follow, or keep their parents from being changed.
  database_.Run("PRAGMA foreign_keys = ON");
  const bool changed =
      risk.kind == DiagnosticKind::kSetNotNull ? MakeNull(columns) : MakeAlike(columns, first_way);
  database_.Run("PRAGMA foreign_keys = OFF");
  return changed;
}

bool Provoker::MakeNull(const std::vector<std::string>& columns) {
  const std::vector<std::string> keys = SeededKeys("1");
  const std::string nulls = absl::StrCat(absl::StrJoin(columns, " = NULL, "), " = NULL");
  bool changed = false;
  if (!keys.empty()) MakeBare(keys.front());
  for (std::size_t i = 0; i < keys.size(); i += 2) changed = Set(nulls, keys[i]) || changed;
  return changed;
}

bool Provoker::MakeAlike(const std::vector<std::string>& columns, std::size_t first_way) {
  // NULLs never agree.
  const std::vector<std::string> keys =
      SeededKeys(absl::StrCat(absl::StrJoin(columns, " IS NOT NULL AND "), " IS NOT NULL"));
  bool changed = false;
  for (std::size_t i = 0; i + 1 < keys.size(); i += 2) {
    const Likeness& likeness = kLikenesses[(first_way + i / 2) % std::size(kLikenesses)];
    if (likeness.bare) {
      MakeBare(keys[i], columns);
      MakeBare(keys[i + 1], columns);
    }
    const bool made = Set(Assignments(columns, likeness.first, keys[i]), keys[i]) &&
                      Set(Assignments(columns, likeness.second, keys[i]), keys[i + 1]);
    changed = changed || made;
  }
  return changed;
}

void Provoker::MakeBare(const std::string& key, const std::vector<std::string>& kept) {
  for (const Column& column : table_.columns) {
    const std::string name = sqlite::Quoted(column.name.text);
    const bool is_kept = std::ranges::find(kept, name) != kept.end();
    if (!is_kept && !column.not_null && !column.generated) Set(name + " = NULL", key);
  }
}

std::string Provoker::Assignments(const std::vector<std::string>& columns, const char* value,
                                  const std::string& like) const {
  std::vector<std::string> assignments;
  for (const std::string& column : columns) {
    const std::string other = absl::StrCat("(SELECT ", column, " FROM ", sqlite::Quoted(table_.name.text),
                                           " WHERE ", IsRow(like), ")");
    assignments.push_back(absl::StrCat(column, " = ", absl::StrReplaceAll(value, {{"$0", other}})));
  }
  return absl::StrJoin(assignments, ", ");
}

std::vector<std::string> Provoker::Keys(const std::string& condition) {
  std::vector<std::string> values;
  for (const std::string& column : key_columns_) values.push_back(absl::StrCat("quote(", column, ")"));
  if (values.empty()) return {};
  return database_.Column(absl::StrCat("SELECT ", absl::StrJoin(values, " || ', ' || "), " FROM ",
                                       sqlite::Quoted(table_.name.text), " WHERE ", condition, " ORDER BY ",
                                       absl::StrJoin(key_columns_, ", ")));
}

std::vector<std::string> Provoker::SeededKeys(const std::string& condition) {
  std::vector<std::string> keys = Keys(condition);
  std::erase_if(keys, [&](const std::string& key) { return std::ranges::find(kept_, key) != kept_.end(); });
  return keys;
}

std::string Provoker::IsRow(const std::string& key) const {
  return absl::StrCat("(", absl::StrJoin(key_columns_, ", "), ") = (", key, ")");
}

bool Provoker::Set(const std::string& assignments, const std::string& key) {
  return database_.Run(absl::StrCat("UPDATE OR IGNORE ", sqlite::Quoted(table_.name.text), " SET ",
                                    assignments, " WHERE ", IsRow(key))) &&
         database_.Column("SELECT changes()") == std::vector<std::string>{"1"};
}

}  // namespace instar::compiler
