#include "tests/bench/workload.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>

#include "absl/strings/str_format.h"

namespace instar::bench {
namespace {

struct Type {
  std::string_view name;
  bool is_text;
};

constexpr Type kTypes[] = {{"text", true},     {"varchar(80)", true},     {"integer", false},
                           {"bigint", false},  {"decimal(12, 2)", false}, {"double precision", false},
                           {"smallint", false}};

constexpr std::string_view kThings[] = {"customer", "parcel", "invoice", "shift", "sensor",  "route",
                                        "lesson",   "ticket", "recipe",  "crew",  "payment", "photo"};
constexpr std::string_view kTraits[] = {"title", "status", "amount", "origin", "remark", "priority",
                                        "code",  "owner",  "weight", "region", "source", "quantity"};

struct Column {
  std::string name;
  Type type;
  bool not_null = false;
  bool has_default = false;
};

struct Check {
  std::string name;
  std::size_t column;
};

struct Index {
  std::string name;
  std::vector<std::size_t> columns;
};

// `id` stands before the columns; the last of those made with the table is unique.
struct Table {
  std::string name;
  std::vector<Column> columns;
  std::size_t unique = 0;
  std::vector<Check> checks;
  std::vector<Index> indexes;
  int rows = 0;
  int names_used = 0;
};

std::string ColumnText(const Column& column) {
  std::string text = absl::StrFormat("%s %s", column.name, column.type.name);
  if (column.has_default) text += column.type.is_text ? " default 'none'" : " default 0";
  if (column.not_null) text += " not null";
  return text;
}

std::string CreateText(const Table& table, const std::string& name) {
  std::string text = absl::StrFormat("create table %s (id integer primary key", name);
  for (const Column& column : table.columns) text += ", " + ColumnText(column);
  const std::string& unique = table.columns[table.unique].name;
  text += absl::StrFormat(", constraint uq_%s unique (%s)", table.name, unique);
  for (const Check& check : table.checks) {
    const Column& column = table.columns[check.column];
    const std::string rule = column.type.is_text ? "length(" + column.name + ") > 0" : column.name + " >= 0";
    text += absl::StrFormat(", constraint %s check (%s)", check.name, rule);
  }
  return text + ")";
}

std::string IndexText(const Table& table, const Index& index) {
  std::string columns;
  for (const std::size_t column : index.columns) {
    if (!columns.empty()) columns += ", ";
    columns += table.columns[column].name;
  }
  return absl::StrFormat("create index %s on %s (%s)", index.name, table.name, columns);
}

std::string ColumnList(const Table& table) {
  std::string text = "id";
  for (const Column& column : table.columns) text += ", " + column.name;
  return text;
}

// The documented way to change what ALTER TABLE cannot: a new table, the rows, the old name, the indexes.
std::vector<std::string> RebuildTo(const Table& table) {
  const std::string copy = table.name + "_new";
  const std::string columns = ColumnList(table);
  std::vector<std::string> statements = {
      CreateText(table, copy),
      absl::StrFormat("insert into %s (%s) select %s from %s", copy, columns, columns, table.name),
      "drop table " + table.name,
      absl::StrFormat("alter table %s rename to %s", copy, table.name),
  };
  for (const Index& index : table.indexes) statements.push_back(IndexText(table, index));
  return statements;
}

std::string IdOf(int number) {
  // Like the ids that tools make up: 12 digits that say nothing of the order.
  std::mt19937_64 scatter(static_cast<std::uint64_t>(number) + 1);
  return absl::StrFormat("%012x", scatter() >> 16);
}

class Generator {
 public:
  std::vector<Revision> Make(int count) {
    std::vector<Revision> revisions;
    for (int i = 0; i < count; ++i) {
      // The first two make tables, for the others to change.
      Revision revision = Step(i < 2 ? Change::kCreateTable : PickChange());
      revision.id = IdOf(i);
      if (i > 0) revision.parent = revisions.back().id;
      revisions.push_back(std::move(revision));
    }
    return revisions;
  }

 private:
  // The standard's distributions differ between libraries, its engines do not.
  std::size_t Below(std::size_t end) { return random_() % end; }
  bool Chance(std::size_t percent) { return Below(100) < percent; }

  Change PickChange() {
    static constexpr std::pair<Change, std::size_t> kShares[] = {
        {Change::kCreateTable, 24}, {Change::kAddColumn, 26},   {Change::kCreateIndex, 17},
        {Change::kBackfill, 12},    {Change::kRenameColumn, 8}, {Change::kAddCheck, 8},
        {Change::kDropIndex, 5}};
    std::size_t place = Below(100);
    for (const auto& [change, share] : kShares) {
      if (place < share) return change;
      place -= share;
    }
    return Change::kCreateTable;
  }

  // A table that suits, if eight tries find one.
  template <typename Suits>
  Table& PickTable(Suits suits) {
    for (int tries = 0; tries < 8; ++tries) {
      Table& table = tables_[Below(tables_.size())];
      if (suits(table)) return table;
    }
    return tables_.back();
  }

  std::string NewName(Table& table) {
    return absl::StrFormat("%s_%d", kTraits[Below(std::size(kTraits))], ++table.names_used);
  }

  Column NewColumn(Table& table) {
    Column column;
    column.name = NewName(table);
    column.type = kTypes[Below(std::size(kTypes))];
    column.not_null = Chance(40);
    column.has_default = Chance(25);
    return column;
  }

  Revision Step(Change change) {
    switch (change) {
      case Change::kCreateTable:
        return CreateTable();
      case Change::kAddColumn:
        return AddColumn();
      case Change::kCreateIndex:
        return CreateIndex();
      case Change::kBackfill:
        return Backfill();
      case Change::kRenameColumn:
        return RenameColumn();
      case Change::kAddCheck:
        return AddCheck();
      case Change::kDropIndex:
        return DropIndex();
    }
    return {};
  }

  static Revision Made(Change change, std::vector<std::string> up, std::vector<std::string> down) {
    return {"", "", change, std::move(up), std::move(down)};
  }

  Revision CreateTable() {
    Table table;
    table.name = absl::StrFormat("%s_%d", kThings[Below(std::size(kThings))], ++number_);
    const std::size_t columns = 6 + Below(5);
    while (table.columns.size() < columns) table.columns.push_back(NewColumn(table));
    table.columns.back().has_default = false;
    table.unique = columns - 1;
    tables_.push_back(table);
    return Made(Change::kCreateTable, {CreateText(table, table.name)}, {"drop table " + table.name});
  }

  Revision AddColumn() {
    Table& table = PickTable([](const Table& t) { return t.columns.size() < 16; });
    Column column = NewColumn(table);
    column.has_default = column.has_default || column.not_null;
    table.columns.push_back(column);
    const std::string alter = absl::StrFormat("alter table %s ", table.name);
    return Made(Change::kAddColumn, {alter + "add column " + ColumnText(column)},
                {alter + "drop column " + column.name});
  }

  Revision CreateIndex() {
    Table& table = PickTable([](const Table& t) { return t.indexes.size() < 5; });
    Index index = {absl::StrFormat("ix_%s_%d", table.name, ++number_), {Below(table.columns.size())}};
    const std::size_t second = Below(table.columns.size());
    if (Chance(33) && second != index.columns[0]) index.columns.push_back(second);
    table.indexes.push_back(index);
    return Made(Change::kCreateIndex, {IndexText(table, index)}, {"drop index " + index.name});
  }

  Revision DropIndex() {
    Table& table = PickTable([](const Table& t) { return !t.indexes.empty(); });
    if (table.indexes.empty()) return CreateIndex();
    const std::size_t place = Below(table.indexes.size());
    const Index index = table.indexes[place];
    table.indexes.erase(table.indexes.begin() + static_cast<std::ptrdiff_t>(place));
    return Made(Change::kDropIndex, {"drop index " + index.name}, {IndexText(table, index)});
  }

  Revision RenameColumn() {
    Table& table = PickTable([](const Table&) { return true; });
    Column& column = table.columns[Below(table.columns.size())];
    const std::string old_name = std::exchange(column.name, NewName(table));
    const std::string rename = absl::StrFormat("alter table %s rename column ", table.name);
    return Made(Change::kRenameColumn, {rename + old_name + " to " + column.name},
                {rename + column.name + " to " + old_name});
  }

  Revision AddCheck() {
    Table& table = PickTable([](const Table& t) { return t.checks.size() < 3; });
    std::vector<std::string> down = RebuildTo(table);
    table.checks.push_back({absl::StrFormat("ck_%s_%d", table.name, ++number_), Below(table.columns.size())});
    return Made(Change::kAddCheck, RebuildTo(table), std::move(down));
  }

  Revision Backfill() {
    Table& table = PickTable([](const Table&) { return true; });
    const int first = table.rows + 1;
    const int count = 3 + static_cast<int>(Below(6));
    std::string insert = absl::StrFormat("insert into %s (%s) values ", table.name, ColumnList(table));
    for (int id = first; id < first + count; ++id) {
      insert += absl::StrFormat("%s(%d", id == first ? "" : ", ", id);
      for (const Column& column : table.columns) {
        insert += column.type.is_text ? absl::StrFormat(", 'entry %d'", id) : absl::StrFormat(", %d", id);
      }
      insert += ")";
    }
    table.rows += count;
    return Made(Change::kBackfill, {insert, UpdateText(table, first)},
                {absl::StrFormat("delete from %s where id >= %d", table.name, first)});
  }

  std::string UpdateText(const Table& table, int first) {
    std::size_t place = Below(table.columns.size());
    if (place == table.unique) place = (place + 1) % table.columns.size();
    const Column& column = table.columns[place];
    const std::string value = column.type.is_text ? absl::StrFormat("upper(%s)", column.name)
                                                  : absl::StrFormat("coalesce(%s, 0) + 1", column.name);
    return absl::StrFormat("update %s set %s = %s where id >= %d", table.name, column.name, value, first);
  }

  std::mt19937 random_{20261120};
  std::vector<Table> tables_;
  int number_ = 0;
};

void AppendBlock(std::string_view name, const std::vector<std::string>& statements, std::string* text) {
  absl::StrAppendFormat(text, "\n%s {\n", name);
  for (const std::string& statement : statements) {
    // The rebuilds by hand have copied the rows. Nothing is linted on the way back.
    if (name == "upgrade" && statement.starts_with("drop table"))
      *text += "    allow drop-table \"copied\";\n";
    absl::StrAppendFormat(text, "    %s;\n", statement);
  }
  *text += "}\n";
}

}  // namespace

std::vector<Revision> MakeWorkload(int count) { return Generator().Make(count); }

std::vector<Revision> MakeLightWorkload(int count) {
  std::vector<Revision> revisions;
  for (int i = 0; i < count; ++i) {
    const int table = i / 100;
    Revision revision = {IdOf(i), i == 0 ? "" : IdOf(i - 1), Change::kCreateTable, {}, {}};
    if (i % 100 == 0) {
      revision.up = {absl::StrFormat("create table log_%d (id integer primary key, entry text)", table)};
      revision.down = {absl::StrFormat("drop table log_%d", table)};
    } else {
      revision.change = Change::kBackfill;
      revision.up = {absl::StrFormat("insert into log_%d (id, entry) values (%d, 'entry %d')", table, i, i)};
      revision.down = {absl::StrFormat("delete from log_%d where id = %d", table, i)};
    }
    revisions.push_back(std::move(revision));
  }
  return revisions;
}

std::string MigrationText(const Revision& revision) {
  std::string text = absl::StrFormat("revision %s;\nrevises %s;\n", revision.id,
                                     revision.parent.empty() ? "base" : revision.parent);
  AppendBlock("upgrade", revision.up, &text);
  AppendBlock("downgrade", revision.down, &text);
  return text;
}

std::vector<std::string> MigrationTexts(const std::vector<Revision>& revisions) {
  std::vector<std::string> texts;
  for (const Revision& revision : revisions) texts.push_back(MigrationText(revision));
  return texts;
}

std::string Script(const std::vector<std::string>& statements) {
  std::string script;
  for (const std::string& statement : statements) script += statement + ";\n";
  return script;
}

}  // namespace instar::bench
