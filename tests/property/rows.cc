#include "tests/property/rows.h"

#include <algorithm>
#include <optional>

#include "tests/property/spec.h"

namespace instar::compiler::property {
namespace {

std::vector<std::vector<std::string>> Ask(sqlite3* db, const std::string& sql) {
  std::vector<std::vector<std::string>> rows;
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
  while (statement != nullptr && sqlite3_step(statement) == SQLITE_ROW) {
    std::vector<std::string>& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      row.emplace_back(text == nullptr ? "?" : text);
    }
  }
  sqlite3_finalize(statement);
  return rows;
}

std::string RowidName(const Table& table) {
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (table.FindColumn(name) == nullptr) return name;
  }
  return "NULL";
}

// What a column's values should be afterwards.
enum class Fate { kSame, kNullness, kAny };

class Comparer {
 public:
  Comparer(const Model& before, const Model& after, const Model& between, const Effects& effects,
           bool is_undone)
      : before_(before), after_(after), between_(between), effects_(effects), is_undone_(is_undone) {}

  std::string Compare(const Table& table, const TableRows& rows_before, const Rows& rows_after) {
    const Table* const now = after_.FindById(table.id);
    const Table* const then = between_.FindById(table.id);
    // Dropped on the way.
    if (now == nullptr || then == nullptr) return "";
    const TableRows& found = rows_after.at(table.id);
    const bool same_key = HaveSameKey(table, *now) && HaveSameKey(table, *then);
    if (same_key && rows_before.mark != found.mark && !rows_before.mark.empty() && !IsWritten(table.id)) {
      return "the mark of " + table.name.text + " was " + rows_before.mark + " and is " + found.mark + "\n";
    }
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    for (const TableRows::Row& row : rows_before.rows) {
      expected.push_back(Expected(row, table, *now, *then, same_key));
    }
    for (const TableRows::Row& row : found.rows) actual.push_back(Actual(row, table, *now, *then, same_key));
    std::ranges::sort(expected);
    std::ranges::sort(actual);
    const bool inserted = effects_.inserted.contains(table.id);
    const bool deleted = effects_.deleted.contains(table.id) || HasDeletedParent(table);
    if (inserted && deleted) return "";
    if (inserted  ? std::ranges::includes(actual, expected)
        : deleted ? std::ranges::includes(expected, actual)
                  : actual == expected) {
      return "";
    }
    std::string text = "rows of " + table.name.text + "\n";
    for (const std::string& row : expected) text += "- " + row + "\n";
    for (const std::string& row : actual) text += "+ " + row + "\n";
    return text;
  }

 private:
  static bool HaveSameKey(const Table& a, const Table& b) {
    return a.primary_key == b.primary_key && RowidColumn(a) == RowidColumn(b);
  }

  static ObjectId RowidColumn(const Table& table) {
    for (const Column& column : table.columns) {
      if (IsRowid(table, column)) return column.id;
    }
    return kNoObject;
  }

  bool IsWritten(ObjectId table) const { return effects_.inserted.contains(table); }

  // ON DELETE CASCADE, and what SET NULL changes.
  bool HasDeletedParent(const Table& table) const {
    return !effects_.deleted.empty() && !table.foreign_keys.empty();
  }

  // ON UPDATE CASCADE
  bool FollowsParent(const Table& table, ObjectId column) const {
    return !effects_.written.empty() && std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
      return std::ranges::find(key.columns, column) != key.columns.end();
    });
  }

  Fate FateOf(const Table& table, ObjectId id, const Table& now, const Table& then) const {
    const Column* const was = table.Find(id);
    const Column* const is = now.Find(id);
    const Column* const meanwhile = then.Find(id);
    if (was == nullptr || is == nullptr || meanwhile == nullptr) return Fate::kAny;
    if (was->generated || is->generated || effects_.written.contains(id)) return Fate::kAny;
    if (HasDeletedParent(table) || FollowsParent(table, id)) return Fate::kAny;
    // A primary key that numbers the rows may fill what is NULL.
    if (!HaveSameKey(table, now) || !HaveSameKey(table, then)) return Fate::kAny;
    for (const Column* other : {is, meanwhile}) {
      if (effects_.converted.contains(id)) return Fate::kNullness;
      // Values of the one type renamed, then another type: in which order is not known here.
      if (other->type.name != was->type.name && !effects_.renamed_values.empty()) return Fate::kAny;
    }
    return Fate::kSame;
  }

  std::string Renamed(std::string value, const Column& column) const {
    const Enum* const type = before_.EnumOf(column);
    if (type == nullptr || is_undone_) return value;
    for (const Effects::RenamedValue& renamed : effects_.renamed_values) {
      if (renamed.type == type->id && value == Quoted(renamed.from)) value = Quoted(renamed.to);
    }
    return value;
  }

  static std::string Quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) text += c == '\'' ? "''" : std::string(1, c);
    return text + "'";
  }

  std::string Expected(const TableRows::Row& row, const Table& table, const Table& now, const Table& then,
                       bool same_key) const {
    std::string text = same_key ? row.rowid : "";
    for (const auto& [id, value] : row.values) {
      text += Seen(Renamed(value, *table.Find(id)), FateOf(table, id, now, then));
    }
    return text;
  }

  std::string Actual(const TableRows::Row& row, const Table& table, const Table& now, const Table& then,
                     bool same_key) const {
    std::string text = same_key ? row.rowid : "";
    for (const Column& column : table.columns) {
      const auto found = row.values.find(column.id);
      if (column.generated) continue;
      const Fate fate = FateOf(table, column.id, now, then);
      text += Seen(found == row.values.end() ? "gone" : found->second, fate);
    }
    return text;
  }

  static std::string Seen(const std::string& value, Fate fate) {
    switch (fate) {
      case Fate::kSame:
        return " " + value;
      case Fate::kNullness:
        return value == "NULL" ? " NULL" : " *";
      case Fate::kAny:
        return "";
    }
    return "";
  }

  const Model& before_;
  const Model& after_;
  const Model& between_;
  const Effects& effects_;
  const bool is_undone_;
};

std::string Compare(const Model& before, const Rows& rows_before, const Rows& rows_after, Comparer comparer) {
  std::string text;
  for (const auto& [key, table] : before.tables) {
    text += comparer.Compare(table, rows_before.at(table.id), rows_after);
  }
  return text;
}

}  // namespace

Rows RowsOf(sqlite3* db, const Model& model) {
  Rows rows;
  for (const auto& [key, table] : model.tables) {
    TableRows& of = rows[table.id];
    std::vector<ObjectId> ids;
    std::string columns = table.without_rowid ? "''" : RowidName(table);
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      ids.push_back(column.id);
      columns += ", quote(" + Written(column.name.text) + ")";
    }
    for (std::vector<std::string>& found :
         Ask(db, "SELECT " + columns + " FROM " + Written(table.name.text))) {
      TableRows::Row& row = of.rows.emplace_back();
      row.rowid = found[0];
      for (std::size_t i = 0; i < ids.size(); ++i) row.values[ids[i]] = found[i + 1];
    }
    std::string name = table.name.text;
    const auto marks = Ask(db, "SELECT seq FROM sqlite_sequence WHERE name = '" + name + "' COLLATE NOCASE");
    // SQLite writes a 0 where it has looked and found no row.
    if (!marks.empty() && marks[0][0] != "0") of.mark = marks[0][0];
  }
  return rows;
}

std::string LostRows(const Model& before, const Rows& rows_before, const Model& after, const Rows& rows_after,
                     const Effects& effects) {
  return Compare(before, rows_before, rows_after, Comparer(before, after, after, effects, false));
}

std::string RowsNotRestored(const Model& before, const Rows& rows_before, const Model& between,
                            const Rows& rows_after, const Effects& effects) {
  return Compare(before, rows_before, rows_after, Comparer(before, before, between, effects, true));
}

}  // namespace instar::compiler::property
