#include <algorithm>
#include <string>

#include "tests/property/rows.h"
#include "tests/property/spec.h"

namespace instar::compiler::property {
namespace {

constexpr std::size_t kMostRows = 3;

bool Run(sqlite3* db, const std::string& sql) {
  return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

class RowMaker {
 public:
  RowMaker(Random* random, const Model& model, const Table& table)
      : random_(*random), model_(model), table_(table) {}

  std::string Insert() {
    parent_row_ = random_.Below(4);
    std::string columns;
    std::string values;
    for (const Column& column : table_.columns) {
      if (column.generated) continue;
      const bool has_default = column.default_value.has_value() || !column.not_null;
      if (has_default && random_.Chance(10)) continue;
      columns += (columns.empty() ? "" : ", ") + Written(column.name.text);
      values += (values.empty() ? "" : ", ") + Value(column);
    }
    if (columns.empty()) return "INSERT INTO " + Written(table_.name.text) + " DEFAULT VALUES";
    return "INSERT INTO " + Written(table_.name.text) + " (" + columns + ") VALUES (" + values + ")";
  }

 private:
  std::string Value(const Column& column) {
    if (!column.not_null && random_.Chance(20)) return "NULL";
    for (const ForeignKey& key : table_.foreign_keys) {
      const auto at = std::ranges::find(key.columns, column.id);
      const Table* const parent = model_.FindById(key.parent_table);
      if (at == key.columns.end() || parent == nullptr) continue;
      const Column* const other =
          parent->Find(key.parent_columns[static_cast<std::size_t>(at - key.columns.begin())]);
      // The same row for all columns of a key.
      return "(SELECT " + Written(other->name.text) + " FROM " + Written(parent->name.text) +
             " LIMIT 1 OFFSET " + std::to_string(parent_row_) + ")";
    }
    // Of another type, where any is taken; but for keys, which SQLite numbers after the largest.
    const bool is_key = table_.primary_key && IsInKey(table_.primary_key->columns, column.id);
    if (!table_.strict && !is_key && model_.EnumOf(column) == nullptr && random_.Chance(15)) {
      return random_.Of<std::string>({"'abc'", "'12abc'", "x'6162'", "-5.5", "4611686018427387904", "'é'"});
    }
    return Literal(column);
  }

  std::string Literal(const Column& column) {
    const std::string number = std::to_string(random_.Below(6));
    if (const Enum* const type = model_.EnumOf(column)) {
      std::string text = "'";
      for (const char c : random_.Of(type->values)) text += c == '\'' ? "''" : std::string(1, c);
      return text + "'";
    }
    switch (AffinityOf(column.type)) {
      case Affinity::kInteger:
        return number;
      case Affinity::kReal:
        return number + ".5";
      case Affinity::kNumeric:
        return random_.Of<std::string>({number, number + ".25"});
      case Affinity::kText:
        return random_.Of<std::string>({"'a" + number + "'", "'00" + number + "'", "'" + number + "e3'", "''",
                                        "'It''s'", "' " + number + " '"});
      case Affinity::kBlob:
        return random_.Of<std::string>({"x'0" + number + "'", "x''"});
    }
    return number;
  }

  Random& random_;
  const Model& model_;
  const Table& table_;
  std::size_t parent_row_ = 0;
};

}  // namespace

void AddRows(Random* random, sqlite3* db, const Model& model) {
  Run(db, "PRAGMA foreign_keys = ON; BEGIN");
  // Twice: parents may come after their children.
  for (int round = 0; round < 2; ++round) {
    for (const auto& [key, table] : model.tables) {
      RowMaker maker(random, model, table);
      for (std::size_t i = 0; i < kMostRows; ++i) {
        // What cannot be, is not: rules of the table decide.
        Run(db, maker.Insert());
      }
    }
  }
  // A deferred key may lack its parent until here.
  if (!Run(db, "COMMIT")) Run(db, "ROLLBACK");
  Run(db, "PRAGMA foreign_keys = OFF");
}

void DeleteRows(sqlite3* db) {
  Run(db,
      "CREATE TEMP TABLE names AS SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
      "'instar%' AND name NOT LIKE 'sqlite%'");
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(db, "SELECT 'DELETE FROM main.\"' || replace(name, '\"', '\"\"') || '\"' FROM names", -1,
                     &statement, nullptr);
  std::vector<std::string> deletes;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    deletes.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
  }
  sqlite3_finalize(statement);
  for (const std::string& sql : deletes) Run(db, sql);
  Run(db, "DROP TABLE temp.names");
}

}  // namespace instar::compiler::property
