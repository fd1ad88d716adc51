#include "compiler/replay/seeds.h"

#include <algorithm>
#include <string>

#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/orphans.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/parents_first.h"

namespace instar::compiler {
namespace {

constexpr int kRows = 8;
// Rows are guessed; a table with checks may take some guesses.
constexpr int kTriesPerRow = 12;
// Of the rows of a table that refers to itself, the first that refers to another.
constexpr int kFirstChild = 1;
constexpr int kFirstKey = 1'000'000'007;

// The columns of each key, in whose values no two rows may agree.
std::vector<std::vector<ObjectId>> KeysOf(const Table& table) {
  std::vector<std::vector<ObjectId>> keys;
  const auto add = [&](const std::vector<KeyColumn>& columns) {
    std::vector<ObjectId>& key = keys.emplace_back();
    for (const KeyColumn& column : columns) key.push_back(column.column);
  };
  if (table.primary_key.has_value()) add(table.primary_key->columns);
  for (const Unique& unique : table.uniques) add(unique.columns);
  for (const Index& index : table.indexes) {
    if (!index.unique) continue;
    std::vector<ObjectId>& key = keys.emplace_back();
    for (const IndexTerm& term : index.terms) {
      if (term.column != kNoObject) key.push_back(term.column);
      for (const ObjectId column : ColumnsOf(term.expression)) key.push_back(column);
    }
    // Of a constant.
    if (key.empty()) keys.pop_back();
  }
  return keys;
}

std::vector<std::string> EnumLiterals(const Column& column, const Catalog& catalog) {
  std::vector<std::string> literals;
  for (const std::string& value : sqlite::EnumValues(column, catalog)) {
    literals.push_back(sqlite::StringLiteral(value));
  }
  return literals;
}

// Literals of the checks that mention a column are the best guesses for it.
std::vector<std::string> LiteralsFor(const Column& column, const Table& table, const Catalog& catalog) {
  std::vector<std::string> literals = EnumLiterals(column, catalog);
  for (const Check& check : table.checks) {
    if (!check.expression.Mentions(column.id)) continue;
    for (const ExpressionToken& token : check.expression.tokens) {
      if (token.kind == TokenKind::kString) literals.push_back(token.text);
      if (token.kind != TokenKind::kNumber) continue;
      literals.push_back(token.text);
      literals.push_back("(" + token.text + " + 1)");
      literals.push_back("(" + token.text + " - 1)");
    }
  }
  return literals;
}

// Of a STRICT table: the column that takes every type as it is.
bool IsAny(const Column& column, const Table& table) {
  return table.strict && KeyOf(column.type.written) == "any";
}

std::string PlainValue(const Column& column, const Table& table, int number) {
  std::string text = std::to_string(number);
  switch (column.type.kind) {
    case TypeKind::kBoolean:
      return number % 2 == 0 ? "0" : "1";
    case TypeKind::kDate:
      return "'2024-02-" + std::to_string(10 + number % 18) + "'";
    case TypeKind::kTime:
      return "'23:59:" + std::to_string(10 + number % 50) + "'";
    case TypeKind::kTimestamp:
    case TypeKind::kTimestampWithTimeZone:
      return "'2024-02-29 23:59:" + std::to_string(10 + number % 50) + "'";
    case TypeKind::kUuid:
      return "'00000000-0000-4000-8000-0000000000" + std::to_string(10 + number % 90) + "'";
    case TypeKind::kJson:
      return "'{\"n\": " + text + "}'";
    default:
      break;
  }
  if (IsAny(column, table) && number % 2 == 0) return "'row " + text + "'";
  switch (sqlite::StoredAffinity(column, table)) {
    case Affinity::kInteger:
    case Affinity::kNumeric:
      return text;
    case Affinity::kReal:
      return text + ".5";
    case Affinity::kBlob:
      return "x'00ff" + std::to_string(10 + number % 90) + "'";
    case Affinity::kText:
      return "'row " + text + "'";
  }
  return text;
}

// Text that looks like a number, and the like; only where the column takes any text.
std::string AwkwardText(int row) {
  static constexpr const char* kTexts[] = {"'007'",   "'1e3'",  "''",
                                           "'it''s'", "' 12 '", "'9223372036854775808'"};
  return kTexts[row % std::size(kTexts)];
}

class TableSeeder {
 public:
  TableSeeder(ScratchDatabase& database, const Table& table, const Catalog& catalog, SeedKind kind,
              SeedRows rows)
      : database_(database),
        table_(table),
        catalog_(catalog),
        kind_(kind),
        rows_(rows),
        keys_(KeysOf(table)) {}

  void Run() {
    // Most tables take the first guess for every row. Within one statement no row finds another.
    if (!RefersToItself() && database_.Run(FirstGuesses())) return;
    for (int row = rows_.begin; row < rows_.end; ++row) {
      for (int guess = 0; guess < kTriesPerRow && !database_.Run(Insert(row, guess)); ++guess) {
      }
    }
  }

 private:
  bool RefersToItself() const {
    return std::ranges::any_of(table_.foreign_keys,
                               [&](const ForeignKey& key) { return key.parent_table == table_.id; });
  }

  std::string Insert(int row, int guess) { return Into() + Values(row, guess); }

  std::string FirstGuesses() {
    std::string statement = Into();
    for (int row = rows_.begin; row < rows_.end; ++row) {
      statement += (row == rows_.begin ? "" : ", ") + Values(row, 0);
    }
    return statement;
  }

  std::string Into() const {
    std::string columns;
    for (const Column& column : table_.columns) {
      if (!column.generated.has_value()) {
        columns += (columns.empty() ? "" : ", ") + sqlite::Quoted(column.name.text);
      }
    }
    return "INSERT INTO " + sqlite::Quoted(table_.name.text) + " (" + columns + ") VALUES ";
  }

  std::string Values(int row, int guess) {
    std::string values;
    for (const Column& column : table_.columns) {
      if (!column.generated.has_value()) values += (values.empty() ? "" : ", ") + Value(column, row, guess);
    }
    return "(" + values + ")";
  }

  std::string Value(const Column& column, int row, int guess) {
    if (TakesNull(column, row, guess)) return "NULL";
    const bool unique = IsInKey(column.id);
    const int like = Like(column.id, row, guess);
    if (const std::string parent = ParentValue(column, like, guess); !parent.empty()) return parent;
    // What a check says need not be what it takes; an enum type takes nothing else.
    const std::vector<std::string> literals =
        guess % 3 == 2 ? EnumLiterals(column, catalog_) : LiteralsFor(column, table_, catalog_);
    if (!literals.empty()) {
      return literals[static_cast<std::size_t>(like + guess) % literals.size()];
    }
    if (kind_ == SeedKind::kAwkward && !unique && row >= 3 && guess == 0 && TakesAnyText(column)) {
      return AwkwardText(row);
    }
    const int number = like + guess * kRows;
    return PlainValue(column, table_, unique ? KeyNumber(column, number) : 1 + number);
  }

  // Out of the way of those that a migration may insert by itself; and those of one column are the next row's
  // of another, so that a statement which copies them meets them there.
  int KeyNumber(const Column& column, int number) const {
    return kFirstKey - static_cast<int>(table_.Find(column.id) - table_.columns.data()) + number;
  }

  // The row with whose value this one agrees. Rows 1 and 2 agree wherever they may: in all columns of a key
  // but the last. So do rows 3 and 4 in a key, but for the first column, and the two that are NULL elsewhere.
  int Like(ObjectId column, int row, int guess) const {
    if (kind_ != SeedKind::kAwkward || guess >= kTriesPerRow / 2) return row;
    if (row == 2 && !std::ranges::any_of(keys_, [&](const auto& key) { return key.back() == column; }))
      return 1;
    if (row == 5 &&
        !std::ranges::any_of(keys_, [&](const auto& key) { return key == std::vector{column}; })) {
      return 0;
    }
    if (row == 4 && IsInKey(column) &&
        !std::ranges::any_of(keys_, [&](const auto& key) { return key.front() == column; })) {
      return 3;
    }
    return row;
  }

  bool IsInKey(ObjectId column) const {
    return std::ranges::any_of(keys_,
                               [&](const auto& key) { return std::ranges::find(key, column) != key.end(); });
  }

  bool TakesAnyText(const Column& column) const {
    return column.type.kind == TypeKind::kText || column.type.kind == TypeKind::kNone ||
           IsAny(column, table_);
  }

  // Rows 0 and 5 are all that may be NULL, unique columns too, and row 6 is half of it.
  bool TakesNull(const Column& column, int row, int guess) const {
    const bool is_row_for_it =
        row == 0 || row == 5 || (row == 6 && (&column - table_.columns.data()) % 2 == 0);
    return kind_ == SeedKind::kAwkward && is_row_for_it && guess < kTriesPerRow - 4 && !column.not_null &&
           !IsRowKey(column);
  }

  // SQLite takes NULL in a primary key as well, but for those that it stores the rows by, and in STRICT
  // tables.
  bool IsRowKey(const Column& column) const {
    if (!table_.without_rowid && !table_.strict) return sqlite::IsRowidAlias(column, table_);
    if (!table_.primary_key.has_value()) return false;
    return std::ranges::any_of(table_.primary_key->columns,
                               [&](const KeyColumn& key) { return key.column == column.id; });
  }

  // A column of a foreign key takes what its parent has; empty when it is in none.
  std::string ParentValue(const Column& column, int row, int guess) {
    for (const ForeignKey& key : table_.foreign_keys) {
      const auto at = std::ranges::find(key.columns, column.id);
      const TablePointer parent = catalog_.FindTable(key.parent_table);
      if (at == key.columns.end() || parent == nullptr) continue;
      const auto place = static_cast<std::size_t>(at - key.columns.begin());
      // A key that was allowed to lead to nothing unique may lead to no columns at all.
      const Column* const other =
          place < key.parent_columns.size() ? parent->Find(key.parent_columns[place]) : nullptr;
      // A row may be its own parent by its very key.
      if (other == nullptr || (parent->id == table_.id && other->id == column.id)) continue;
      std::string found = "(SELECT " + sqlite::Quoted(other->name.text) + " FROM " +
                          sqlite::Quoted(parent->name.text) + " ORDER BY 1 " +
                          WhichParent(column, *parent, row) + ")";
      if (parent->id != table_.id) return found;
      // The first rows of a table that refers to itself have nobody to refer to but themselves.
      const std::string own = column.not_null || IsRowKey(column)
                                  ? PlainValue(*other, table_, KeyNumber(*other, row + guess * kRows))
                                  : "NULL";
      return row < kFirstChild ? own : "coalesce(" + found + ", " + own + ")";
    }
    return "";
  }

  // Of another table, one after the other: whichever is deleted may have a child. In the table itself the row
  // before, so that whichever is deleted has a child; or the last one, which may be older and stand further
  // on: what SQLite deletes first then matters both ways.
  std::string WhichParent(const Column& column, const Table& parent, int row) const {
    const bool in_key = IsInKey(column.id);
    if (parent.id != table_.id && in_key) return "DESC LIMIT 1 OFFSET " + std::to_string(row);
    if (parent.id != table_.id) {
      return "DESC LIMIT 1 OFFSET " + std::to_string(row) + " % (SELECT max(1, count(*)) FROM " +
             sqlite::Quoted(parent.name.text) + ")";
    }
    if (row % 2 == 0 && !in_key) return "DESC LIMIT 1";
    return "LIMIT 1 OFFSET " + std::to_string(row - 1);
  }

  ScratchDatabase& database_;
  const Table& table_;
  const Catalog& catalog_;
  SeedKind kind_;
  SeedRows rows_;
  std::vector<std::vector<ObjectId>> keys_;
};

}  // namespace

std::vector<TablePointer> Seed(ScratchDatabase& database, const std::vector<TablePointer>& tables,
                               const Catalog& catalog, SeedKind kind, SeedRows rows) {
  for (const TablePointer& table : ParentsFirst(tables)) {
    TableSeeder(database, *table, catalog, kind, rows).Run();
  }
  // Rows whose parent was not guessed: of tables that refer to each other in a circle, or by what is
  // computed.
  RemoveOrphans(database);
  std::vector<TablePointer> empty;
  for (const TablePointer& table : tables) {
    const std::string any = "SELECT 1 FROM " + sqlite::Quoted(table->name.text) + " LIMIT 1";
    if (database.Column(any).empty()) empty.push_back(table);
  }
  return empty;
}

}  // namespace instar::compiler
