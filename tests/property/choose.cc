#include "tests/property/choose.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace instar::compiler::property {
namespace {

const std::vector<std::string> kTables = {"t",     "u",         "orders", "order", "Users",
                                          "items", "two words", "logs",   "größe", "a\"b"};
const std::vector<std::string> kColumns = {"a",     "b",          "c",    "d",     "e",    "id",
                                           "order", "with space", "rank", "table", "it's", "Mixed"};
const std::vector<std::string> kTypes = {"integer",
                                         "integer",
                                         "int",
                                         "smallint",
                                         "bigint",
                                         "boolean",
                                         "real",
                                         "float",
                                         "decimal(10,2)",
                                         "text",
                                         "text",
                                         "varchar(20)",
                                         "char(5)",
                                         "blob",
                                         "date",
                                         "time",
                                         "uuid",
                                         "json",
                                         "timestamp",
                                         "mediumint",
                                         "nvarchar(30)",
                                         "clob",
                                         "",
                                         "text",
                                         "integer",
                                         "double precision",
                                         "timestamp with time zone"};
const std::vector<std::string> kStrictTypes = {
    "integer", "int", "real", "text", "blob", "any", "bigint", "boolean", "varchar(20)", "timestamp", "uuid"};

bool IsNumeric(Affinity affinity) {
  return affinity == Affinity::kInteger || affinity == Affinity::kReal || affinity == Affinity::kNumeric;
}

std::string Literal(std::string_view value) {
  std::string text = "'";
  for (const char c : value) text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

}  // namespace

bool AreComparable(const Column& child, const Column& parent) {
  if (child.type.kind == TypeKind::kNone || parent.type.kind == TypeKind::kNone) return true;
  const Affinity a = AffinityOf(child.type);
  const Affinity b = AffinityOf(parent.type);
  return a == b || (IsNumeric(a) && IsNumeric(b));
}

const Table* Choose::AnyTable() {
  if (model.tables.empty()) return nullptr;
  return &std::next(model.tables.begin(), static_cast<std::ptrdiff_t>(random.Below(model.tables.size())))
              ->second;
}

const Column* Choose::AnyColumn(const Table& table) {
  return &table.columns[random.Below(table.columns.size())];
}

std::string Choose::Name(const std::vector<std::string>& pool) {
  std::string name = random.Of(pool);
  if (random.Chance(50)) name += static_cast<char>('0' + random.Below(10));
  return name;
}

std::string Choose::NewTableName() {
  std::string name = Name(kTables);
  while (!Must(!model.IsTaken(name))) name = Name(kTables);
  return name;
}

std::string Choose::NewColumnName(const Table& table) {
  std::string name = Name(kColumns);
  while (!Must(table.FindColumn(KeyOf(name)) == nullptr)) name = Name(kColumns);
  return name;
}

std::string Choose::NewConstraintName(const Table& table) {
  const std::vector<std::string> names = ConstraintNames(table);
  while (true) {
    std::string name = "con" + std::to_string(random.Below(20));
    if (Must(std::ranges::find(names, name) == names.end())) return name;
  }
}

std::string Choose::NewIndexName() {
  while (true) {
    std::string name = (random.Chance(20) ? "Ix " : "ix") + std::to_string(random.Below(40));
    if (Must(!model.IsTaken(name))) return name;
  }
}

std::string Choose::NewTypeName() {
  while (true) {
    std::string name = "kind" + std::to_string(random.Below(20));
    if (Must(!model.enums.contains(name))) return name;
  }
}

std::string Choose::TypeName(bool strict) {
  if (!model.enums.empty() && random.Chance(20)) {
    const std::size_t which = random.Below(model.enums.size());
    return std::next(model.enums.begin(), static_cast<std::ptrdiff_t>(which))->second.name.text;
  }
  return random.Of(strict && !(wild && random.Chance(20)) ? kStrictTypes : kTypes);
}

std::string Choose::Value(const Column& column, bool strict) {
  if (const Enum* const type = model.EnumOf(column)) return Literal(random.Of(type->values));
  if (column.type.kind == TypeKind::kBoolean) return random.Chance(50) ? "true" : "0";
  switch (AffinityOf(column.type)) {
    case Affinity::kInteger:
      return random.Of<std::string>({"0", "1", "-1", "7", "+5", "0x10"});
    case Affinity::kReal:
      return random.Of<std::string>({"0.5", "-2.5", "1e3", ".25"});
    case Affinity::kNumeric:
      if (strict || random.Chance(60)) return random.Of<std::string>({"10", "3.14", "-1"});
      return "'1e3'";
    case Affinity::kText:
      return random.Of<std::string>({"'x'", "''", "'007'", "'1e3'", "'it''s'", "' 12 '"});
    case Affinity::kBlob:
      if (column.type.kind == TypeKind::kNone) return random.Of<std::string>({"1", "'x'", "x'00ff'", "2.5"});
      return random.Of<std::string>({"x'00ff'", "x''", "x'31'"});
  }
  return "null";
}

std::string Choose::DefaultText(const Column& column, bool strict) {
  if (!column.not_null && random.Chance(10)) return "null";
  const std::string value = Value(column, strict);
  if (random.Chance(70) || model.EnumOf(column) != nullptr) return value;
  switch (AffinityOf(column.type)) {
    case Affinity::kInteger:
      return random.Of<std::string>(
          {"(1 + 1)", "abs(-3)", "(length('four'))", "(-(5))", "(cast('8' as integer))"});
    case Affinity::kText:
      return random.Of<std::string>({"current_timestamp", "current_date", "(lower('ABC'))", "('a' || 'b')",
                                     "upper('x')", "(cast(7 as text))"});
    default:
      return "(" + value + ")";
  }
}

std::string Choose::Collation() {
  return random.Chance(80) ? "" : random.Of<std::string>({"nocase", "rtrim", "binary"});
}

Pattern Choose::Condition(const Column& column) {
  const std::string name = In(column.name.text);
  switch (random.Below(8)) {
    case 0:
      return "length(" + name + ") < 1000";
    case 1:
      return name + " is not 'never'";
    case 2:
      return "{.}." + name + " <> 13";
    case 3:
      return name + " not in (17, 'check (x)', 19)";
    case 4:
      return "case when " + name + " is null then 1 else length(" + name + ") < 999 end";
    case 5:
      return "coalesce(" + name + ", 'n') <> 'as (y)'";
    case 6:
      return "cast(" + name + " as text) not like 'zz%'";
    default:
      return name + " is null or " + name + " <> -77";
  }
}

Pattern Choose::Condition(const Table& table) {
  const Column& column = *AnyColumn(table);
  if (random.Chance(70)) return Condition(column);
  return "(" + Condition(column) + ") or " + In(AnyColumn(table)->name.text) + " is null";
}

Pattern Choose::IndexExpression(const Column& column) {
  const std::string name = In(column.name.text);
  return random.Of<std::string>({"lower(" + name + ")", "coalesce(" + name + ", 0)",
                                 "length(" + name + ") + 1", "(" + name + " || 'x')"});
}

ColumnSpec Choose::PlainColumn(const Table& table) {
  ColumnSpec spec;
  spec.name = NewColumnName(table);
  spec.type = TypeName(table.strict);
  Column column;
  column.type = TypeOf(model, spec.type);
  column.not_null = spec.not_null = random.Chance(25);
  if (random.Chance(spec.not_null ? 80 : 30)) spec.default_text = DefaultText(column, table.strict);
  if (spec.not_null && spec.default_text == "null") spec.default_text.clear();
  spec.collation = Collation();
  return spec;
}

std::optional<ColumnSpec> Choose::GeneratedColumn(const Table& table) {
  const Column& from = *AnyColumn(table);
  const std::string name = In(from.name.text);
  ColumnSpec spec;
  spec.name = NewColumnName(table);
  if (random.Chance(50)) {
    spec.type = "integer";
    spec.generated = random.Of<std::string>(
        {"length(" + name + ")", "coalesce(length(" + name + "), 0) + 1", "{.}." + name + " is null"});
    spec.not_null = spec.generated.starts_with("coalesce") && random.Chance(50);
  } else {
    spec.type = random.Of<std::string>({"text", "varchar(20)"});
    spec.generated =
        random.Of<std::string>({name + " || 'x'", "upper(" + name + ")", "typeof(" + name + ")"});
  }
  spec.stored = random.Chance(50);
  return spec;
}

void Choose::RandomActions(ReferencesSpec* references) {
  using sql::ReferentialAction;
  const std::vector<ReferentialAction> actions = {
      ReferentialAction::kNoAction, ReferentialAction::kNoAction, ReferentialAction::kRestrict,
      ReferentialAction::kCascade,  ReferentialAction::kSetNull,  ReferentialAction::kSetDefault};
  references->on_delete = random.Of(actions);
  references->on_update = random.Of(actions);
  references->deferrable = random.Chance(20);
  references->initially_deferred = references->deferrable && random.Chance(50);
}

std::optional<ReferencesSpec> Choose::References(std::string* type) {
  const Table* const parent = AnyTable();
  if (parent == nullptr) return std::nullopt;
  const Column& column = *AnyColumn(*parent);
  if (!Must(IsParentKey(*parent, {column.id}))) return std::nullopt;
  ReferencesSpec references;
  references.table = parent->name.text;
  const bool is_whole_key = parent->primary_key && parent->primary_key->columns.size() == 1 &&
                            parent->primary_key->columns[0].column == column.id;
  if (!is_whole_key || random.Chance(60)) references.columns = {column.name.text};
  RandomActions(&references);
  const Enum* const of = model.EnumOf(column);
  *type = of == nullptr ? column.type.written : of->name.text;
  return references;
}

std::optional<ColumnSpec> Choose::SelfReference(const Table& table) {
  const bool has_key = table.primary_key && table.primary_key->columns.size() == 1;
  if (!has_key || table.strict) return std::nullopt;
  const Column& key = *table.Find(table.primary_key->columns[0].column);
  ColumnSpec spec;
  spec.name = NewColumnName(table);
  spec.type = model.EnumOf(key) == nullptr ? key.type.written : model.EnumOf(key)->name.text;
  spec.collation = key.collation ? key.collation->text : "";
  ConstraintSpec& references = spec.constraints.emplace_back();
  references.kind = ConstraintSpec::kForeignKey;
  references.references.table = table.name.text;
  if (random.Chance(50)) references.references.columns = {key.name.text};
  RandomActions(&references.references);
  return spec;
}

std::optional<ConstraintSpec> Choose::ForeignKeyOf(const Table& table) {
  const Table* const parent = random.Chance(25) ? &table : AnyTable();
  if (parent == nullptr) return std::nullopt;
  ConstraintSpec spec;
  spec.kind = ConstraintSpec::kForeignKey;
  spec.references.table = parent->name.text;
  std::vector<ObjectId> to;
  const std::size_t size = random.Chance(80) ? 1 : 2;
  for (std::size_t i = 0; i < size; ++i) {
    const Column& child = *AnyColumn(table);
    const Column& other = *AnyColumn(*parent);
    const bool is_new =
        std::ranges::find(to, other.id) == to.end() &&
        std::ranges::find(spec.columns, child.name.text, &KeyPart::column) == spec.columns.end();
    if (!is_new || !Must(AreComparable(child, other))) return std::nullopt;
    spec.columns.push_back({child.name.text, false, ""});
    spec.references.columns.push_back(other.name.text);
    to.push_back(other.id);
  }
  if (!Must(IsParentKey(*parent, to))) return std::nullopt;
  RandomActions(&spec.references);
  const bool is_generated = std::ranges::any_of(spec.columns, [&](const KeyPart& part) {
    return table.FindColumn(KeyOf(part.column))->generated.has_value();
  });
  // Nobody writes to what is computed.
  if (is_generated && !wild) {
    spec.references.on_delete = spec.references.on_update = sql::ReferentialAction::kNoAction;
  }
  return spec;
}

std::optional<ConstraintSpec> Choose::Constraint(const Table& table) {
  std::optional<ConstraintSpec> made;
  const std::size_t kind = random.Below(10);
  if (kind < 4) {
    made.emplace().check = Condition(table);
  } else if (kind < 6) {
    for (int tries = 0; tries < 8 && !made; ++tries) made = ForeignKeyOf(table);
  } else {
    made.emplace().kind = kind == 6 ? ConstraintSpec::kPrimaryKey : ConstraintSpec::kUnique;
    if (kind == 6 && !Must(!table.primary_key)) return std::nullopt;
    for (std::size_t i = 0; i < 1 + random.Below(2); ++i) {
      const Column& column = *AnyColumn(table);
      if (std::ranges::find(made->columns, column.name.text, &KeyPart::column) != made->columns.end()) break;
      if (kind == 6 && !Must(!column.generated)) return std::nullopt;
      made->columns.push_back({column.name.text, random.Chance(15), Collation()});
    }
  }
  if (made && random.Chance(50)) made->name = NewConstraintName(table);
  return made;
}

TableSpec Choose::NewTable() {
  TableSpec spec;
  spec.name = NewTableName();
  spec.strict = random.Chance(20);
  Model scratch = model;
  // One that may be taken would hide what the rest is about.
  Table table;
  table.name.text = spec.name;
  table.strict = spec.strict;
  const auto add = [&](ColumnSpec column) {
    if (property::AddColumn(&scratch, column, &table) || wild) spec.columns.push_back(std::move(column));
  };
  const std::size_t key = random.Below(6);
  if (key < 4) {
    ColumnSpec id;
    id.name = random.Chance(70) ? "id" : NewColumnName(table);
    id.type = key < 3 ? "integer" : "text";
    if (key == 2) {
      id.identity = random.Chance(50) ? IdentityKind::kAlways : IdentityKind::kByDefault;
      if (random.Chance(40)) id.type = "bigint";
    }
    ConstraintSpec& primary = id.constraints.emplace_back();
    primary.kind = ConstraintSpec::kPrimaryKey;
    primary.autoincrement = key == 1;
    if (random.Chance(20)) primary.name = "pk";
    add(std::move(id));
  }
  const std::size_t columns = 1 + random.Below(4);
  for (std::size_t i = 0; i < columns; ++i) {
    ColumnSpec column = PlainColumn(table);
    if (random.Chance(15)) {
      std::string type;
      if (std::optional<ReferencesSpec> references = References(&type); references && !spec.strict) {
        column = {.name = column.name, .type = type};
        column.constraints.push_back({.kind = ConstraintSpec::kForeignKey, .references = *references});
      }
    }
    add(std::move(column));
  }
  if (random.Chance(20)) {
    if (std::optional<ColumnSpec> column = SelfReference(table)) add(std::move(*column));
  }
  if (random.Chance(20)) {
    if (std::optional<ColumnSpec> column = GeneratedColumn(table)) add(std::move(*column));
  }
  const std::size_t constraints = random.Below(3);
  for (std::size_t i = 0; i < constraints; ++i) {
    std::optional<ConstraintSpec> constraint = Constraint(table);
    if (!constraint) continue;
    const bool made = property::AddConstraint(&scratch, *constraint, kNoObject, &table);
    if (made || wild) spec.constraints.push_back(std::move(*constraint));
  }
  const bool counts = key == 1 || key == 2;
  spec.without_rowid = Must(table.primary_key && !counts) && random.Chance(20);
  return spec;
}

}  // namespace instar::compiler::property
