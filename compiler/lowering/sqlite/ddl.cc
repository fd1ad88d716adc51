#include "compiler/lowering/sqlite/ddl.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "compiler/lowering/sqlite/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

// Items in parentheses.
std::string List(const std::vector<std::string>& items) {
  std::string text = "(";
  for (std::size_t i = 0; i < items.size(); ++i) text += (i == 0 ? "" : ", ") + items[i];
  return text + ")";
}

std::string ConstraintName(const std::optional<Identifier>& name) {
  return name.has_value() ? "CONSTRAINT " + Quoted(name->text) + " " : "";
}

std::string ColumnName(ObjectId column, const Table& table) {
  const Column* const found = table.Find(column);
  return found == nullptr ? "" : Quoted(found->name.text);
}

std::string Ordered(std::string text, const std::optional<Identifier>& collation, bool descending) {
  if (collation.has_value()) text += " COLLATE " + Quoted(collation->text);
  return descending ? text + " DESC" : text;
}

std::string KeyColumns(const std::vector<KeyColumn>& key, const Table& table) {
  std::vector<std::string> columns;
  for (const KeyColumn& column : key) {
    columns.push_back(Ordered(ColumnName(column.column, table), column.collation, column.descending));
  }
  return List(columns);
}

// Whether the key can stand with the column.
bool IsKeyOf(const std::vector<KeyColumn>& key, const Column& column) {
  return key.size() == 1 && key[0].column == column.id && !key[0].collation.has_value();
}

// SQLite (3.40) cannot rename the INTEGER key of a table without rowids that stands in a UNIQUE behind it.
bool KeyComesLast(const Table& table) {
  if (!table.without_rowid || !table.primary_key.has_value() || table.uniques.empty()) return false;
  const std::vector<KeyColumn>& key = table.primary_key->columns;
  return key.size() == 1 && IsWord(TypeName(*table.Find(key[0].column), table), "integer");
}

// The only column of the primary key. An identity column of a table without a key is one: SQLite counts
// nothing else.
bool IsWholeKey(const Column& column, const Table& table) {
  return table.primary_key.has_value() ? IsKeyOf(table.primary_key->columns, column)
                                       : column.identity != IdentityKind::kNone;
}

bool Counts(const Column& column, const Table& table) {
  return column.identity != IdentityKind::kNone || (table.primary_key && table.primary_key->autoincrement);
}

std::string PrimaryKeyText(const Column& column, const Table& table) {
  if (!IsWholeKey(column, table) || KeyComesLast(table)) return "";
  const std::optional<PrimaryKey>& key = table.primary_key;
  std::string text = " " + (key.has_value() ? ConstraintName(key->name) : "") + "PRIMARY KEY";
  if (Counts(column, table)) return text + " AUTOINCREMENT";
  return key->columns[0].descending ? text + " DESC" : text;
}

std::string_view ActionText(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kNoAction:
      break;
    case sql::ReferentialAction::kRestrict:
      return "RESTRICT";
    case sql::ReferentialAction::kCascade:
      return "CASCADE";
    case sql::ReferentialAction::kSetNull:
      return "SET NULL";
    case sql::ReferentialAction::kSetDefault:
      return "SET DEFAULT";
  }
  return "";
}

std::string ReferencesText(const ForeignKey& key, const Table& table, const Catalog& catalog) {
  TablePointer other;
  if (key.parent_table != table.id) other = catalog.FindTable(key.parent_table);
  const Table* const parent = key.parent_table == table.id ? &table : other.get();
  std::string text = "REFERENCES " + Quoted(parent == nullptr ? key.parent_name.text : parent->name.text);
  if (key.parent_columns_written) {
    std::vector<std::string> columns;
    if (parent == nullptr) {
      for (const Identifier& name : key.parent_column_names) columns.push_back(Quoted(name.text));
    } else {
      for (const ObjectId column : key.parent_columns) columns.push_back(ColumnName(column, *parent));
    }
    text += " " + List(columns);
  }
  if (key.on_delete != sql::ReferentialAction::kNoAction) {
    text.append(" ON DELETE ").append(ActionText(key.on_delete));
  }
  if (key.on_update != sql::ReferentialAction::kNoAction) {
    text.append(" ON UPDATE ").append(ActionText(key.on_update));
  }
  if (key.deferrable) text += key.initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
  return text;
}

std::string EnumCheck(const Column& column, const Catalog& catalog) {
  const std::vector<std::string> values = EnumValues(column, catalog);
  if (values.empty()) return "";
  std::vector<std::string> literals;
  for (const std::string& value : values) literals.push_back(StringLiteral(value));
  return " CHECK (" + Quoted(column.name.text) + " IN " + List(literals) + ")";
}

// A literal, with a sign if it is a number; CURRENT_TIMESTAMP and its like. SQLite wants parentheses round
// everything else.
bool IsPlainDefault(const Expression& expression) {
  const std::vector<ExpressionToken>& tokens = expression.tokens;
  if (tokens.size() == 1) return true;
  return tokens.size() == 2 && (tokens[0].text == "-" || tokens[0].text == "+") &&
         tokens[1].kind == TokenKind::kNumber;
}

// STRICT knows these names only.
std::string StrictName(const Column& column) {
  constexpr std::string_view kNames[] = {"int", "integer", "real", "text", "blob", "any"};
  if (std::ranges::find(kNames, column.type.written) != std::end(kNames)) return column.type.written;
  switch (AffinityOf(column.type)) {
    case Affinity::kInteger:
      return "INTEGER";
    case Affinity::kText:
      return "TEXT";
    case Affinity::kReal:
      return "REAL";
    case Affinity::kBlob:
      return "BLOB";
    case Affinity::kNumeric:
      return "ANY";
  }
  return "ANY";
}

// A single word may be one that SQLite reads as something else.
std::string NativeName(const std::string& written) {
  const std::size_t end = std::min(written.find('('), written.size());
  const std::string name = written.substr(0, end);
  return name.find(' ') == std::string::npos ? Quoted(name) + written.substr(end) : written;
}

// Whatever keys the table has.
std::string PlainTypeName(const Column& column, const Table& table) {
  if (column.type.kind == TypeKind::kNone) return "";
  if (table.strict) return StrictName(column);
  if (column.type.kind == TypeKind::kNative) return NativeName(column.type.written);
  const Affinity affinity = AffinityOf(column.type);
  // The name of an enum type says nothing to SQLite.
  const bool keep = column.type.kind != TypeKind::kEnum && !column.type.written.empty() &&
                    AffinityOfSqliteName(column.type.written) == affinity;
  return keep ? column.type.written : std::string(AffinityName(affinity));
}

void AddTableConstraints(const Table& table, const Catalog& catalog, std::vector<std::string>* items) {
  const std::optional<PrimaryKey>& key = table.primary_key;
  const bool with_column = key.has_value() && std::ranges::any_of(table.columns, [&](const Column& column) {
                             return IsKeyOf(key->columns, column);
                           });
  const auto add_key = [&] {
    items->push_back(ConstraintName(key->name) + "PRIMARY KEY " + KeyColumns(key->columns, table));
  };
  const bool comes_last = KeyComesLast(table);
  if (key.has_value() && !with_column && !comes_last) add_key();
  for (const Unique& unique : table.uniques) {
    items->push_back(ConstraintName(unique.name) + "UNIQUE " + KeyColumns(unique.columns, table));
  }
  if (comes_last) add_key();
  for (const Check& check : table.checks) {
    if (OwnColumn(check, table) == nullptr) items->push_back(CheckText(check, table));
  }
  for (const ForeignKey& foreign : table.foreign_keys) {
    if (foreign.columns.size() == 1) continue;
    std::vector<std::string> columns;
    for (const ObjectId column : foreign.columns) columns.push_back(ColumnName(column, table));
    items->push_back(ConstraintName(foreign.name) + "FOREIGN KEY " + List(columns) + " " +
                     ReferencesText(foreign, table, catalog));
  }
}

}  // namespace

std::string_view AffinityName(Affinity affinity) {
  switch (affinity) {
    case Affinity::kInteger:
      return "INTEGER";
    case Affinity::kText:
      return "TEXT";
    case Affinity::kBlob:
      return "BLOB";
    case Affinity::kReal:
      return "REAL";
    case Affinity::kNumeric:
      return "NUMERIC";
  }
  return "";
}

std::string TypeName(const Column& column, const Table& table) {
  return IsRowidAlias(column, table) ? "INTEGER" : PlainTypeName(column, table);
}

Affinity StoredAffinity(const Column& column, const Table& table) {
  return AffinityOfSqliteName(TypeName(column, table));
}

bool IsRowidAlias(const Column& column, const Table& table) {
  if (table.without_rowid) return false;
  if (IsWholeKey(column, table) && Counts(column, table)) return true;
  if (!table.primary_key.has_value()) return false;
  const std::vector<KeyColumn>& key = table.primary_key->columns;
  if (key.size() != 1 || key[0].column != column.id || !IsWord(PlainTypeName(column, table), "integer"))
    return false;
  // SQLite's own quirk: it is none as INTEGER PRIMARY KEY DESC, which stands with the column.
  return !key[0].descending || !IsKeyOf(key, column);
}

std::string ExpressionText(const Expression& expression, const Table& table) {
  const std::vector<ExpressionToken>& tokens = expression.tokens;
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool is_qualified = i + 2 < tokens.size() && tokens[i + 1].text == "." &&
                              tokens[i + 2].column != kNoObject && tokens[i].column == kNoObject;
    if (tokens[i].space_before && !text.empty()) text += ' ';
    if (is_qualified) i += 2;
    text += tokens[i].column == kNoObject ? tokens[i].text : ColumnName(tokens[i].column, table);
  }
  return text;
}

std::string DefaultText(const Column& column, const Table& table) {
  const std::string text = ExpressionText(*column.default_value, table);
  const bool is_plain = !column.default_parenthesized && IsPlainDefault(*column.default_value);
  return is_plain ? text : "(" + text + ")";
}

std::vector<std::string> EnumValues(const Column& column, const Catalog& catalog) {
  if (column.type.kind != TypeKind::kEnum) return {};
  const EnumPointer type = catalog.FindEnum(column.type.name);
  return type == nullptr ? std::vector<std::string>() : type->values;
}

const Column* OwnColumn(const Check& check, const Table& table) {
  ObjectId own = kNoObject;
  for (const ExpressionToken& token : check.expression.tokens) {
    if (token.column == kNoObject) continue;
    if (own != kNoObject && own != token.column) return nullptr;
    own = token.column;
  }
  return own == kNoObject ? nullptr : table.Find(own);
}

std::string CheckText(const Check& check, const Table& table) {
  return ConstraintName(check.name) + "CHECK (" + ExpressionText(check.expression, table) + ")";
}

std::string ColumnText(const Column& column, const Table& table, const Catalog& catalog) {
  std::string text = Quoted(column.name.text);
  if (const std::string type = TypeName(column, table); !type.empty()) text += " " + type;
  text += PrimaryKeyText(column, table);
  if (column.not_null) text += " NOT NULL";
  if (column.default_value.has_value()) text += " DEFAULT " + DefaultText(column, table);
  if (column.collation.has_value()) text += " COLLATE " + Quoted(column.collation->text);
  if (column.generated.has_value()) {
    text += " GENERATED ALWAYS AS (" + ExpressionText(column.generated->expression, table) +
            (column.generated->stored ? ") STORED" : ") VIRTUAL");
  }
  text += EnumCheck(column, catalog);
  for (const Check& check : table.checks) {
    const Column* const own = OwnColumn(check, table);
    if (own != nullptr && own->id == column.id) text += " " + CheckText(check, table);
  }
  for (const ForeignKey& key : table.foreign_keys) {
    if (key.columns.size() != 1 || key.columns[0] != column.id) continue;
    text += " " + ConstraintName(key.name) + ReferencesText(key, table, catalog);
  }
  return text;
}

std::string TableDefinition(const Table& table, const Catalog& catalog) {
  std::vector<std::string> items;
  for (const Column& column : table.columns) items.push_back(ColumnText(column, table, catalog));
  AddTableConstraints(table, catalog, &items);
  std::string text = List(items);
  if (table.without_rowid) text += " WITHOUT ROWID";
  if (table.strict) text += table.without_rowid ? ", STRICT" : " STRICT";
  return text;
}

std::string CreateTable(const Table& table, const Catalog& catalog) {
  return "CREATE TABLE " + Quoted(table.name.text) + " " + TableDefinition(table, catalog);
}

std::string CreateIndex(const Index& index, const Table& table) {
  std::vector<std::string> terms;
  for (const IndexTerm& term : index.terms) {
    std::string text =
        term.column != kNoObject ? ColumnName(term.column, table) : ExpressionText(term.expression, table);
    // COLLATE binds closer than any operator.
    if (term.column == kNoObject && term.collation.has_value()) text = "(" + text + ")";
    terms.push_back(Ordered(std::move(text), term.collation, term.descending));
  }
  std::string text = index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  text += Quoted(index.name.text) + " ON " + Quoted(table.name.text) + " " + List(terms);
  if (index.where.has_value()) text += " WHERE " + ExpressionText(*index.where, table);
  return text;
}

std::string CreateView(const View& view) {
  std::string text = "CREATE VIEW " + Quoted(view.name.text);
  if (!view.columns.empty()) {
    std::vector<std::string> columns;
    for (const Identifier& column : view.columns) columns.push_back(Quoted(column.text));
    text += " " + List(columns);
  }
  return text + " AS " + ExpressionText(view.query, Table());
}

}  // namespace instar::compiler::sqlite
