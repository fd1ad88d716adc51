// The facts that SQLite should tell of a model.
#include <algorithm>
#include <set>
#include <string>

#include "tests/property/facts.h"
#include "tests/property/spec.h"

namespace instar::compiler::property {
namespace {

class Writer {
 public:
  Writer(const Model& model, const Table& table, std::multiset<std::string>* facts)
      : model_(model), table_(table), name_(KeyOf(table.name.text)), facts_(*facts) {}

  void Write() {
    Add("table " + table_.name.text + (table_.without_rowid ? " without rowid" : "") +
        (table_.strict ? " strict" : ""));
    for (const Column& column : table_.columns) WriteColumn(column);
    WriteKeys();
    for (const Check& check : table_.checks) {
      WriteName(check.name, "check");
      Add("check " + name_ + ": " + Normalized(ExpressionText(check.expression)));
    }
    for (const ForeignKey& key : table_.foreign_keys) WriteForeignKey(key);
    for (const Index& index : table_.indexes) WriteIndex(index);
  }

 private:
  void Add(std::string fact) { facts_.insert(std::move(fact)); }

  void WriteName(const std::optional<Identifier>& name, const std::string& what) {
    if (name) Add("constraint " + name_ + ": " + KeyOf(name->text) + " " + what);
  }

  std::string ExpressionText(const Expression& expression) const {
    std::string text;
    for (std::size_t i = 0; i < expression.tokens.size(); ++i) {
      const ExpressionToken& token = expression.tokens[i];
      // "t.a" in the compiler's own values; the name of the table says nothing.
      const bool is_qualified = i + 2 < expression.tokens.size() && expression.tokens[i + 1].text == "." &&
                                token.column == kNoObject && expression.tokens[i + 2].column != kNoObject;
      if (is_qualified) {
        ++i;
        continue;
      }
      text += " " + (token.column == kNoObject ? token.text : Written(NameOfColumn(token.column)));
    }
    return text;
  }

  // Parentheses round a whole term say nothing, but that a collation is about all of it.
  std::string TermText(const IndexTerm& term) const {
    std::string text = Normalized(ExpressionText(term.expression));
    if (text.starts_with("( ")) text = text.substr(2, text.size() - 4);
    return term.collation ? "( " + text + " )" : text;
  }

  // An expression that is a column in parentheses is a column to SQLite.
  static ObjectId ColumnOf(const IndexTerm& term) {
    ObjectId column = term.column;
    for (const ExpressionToken& token : term.expression.tokens) {
      const bool is_parenthesis = token.text == "(" || token.text == ")";
      if (!is_parenthesis && (token.column == kNoObject || column != kNoObject)) return kNoObject;
      if (!is_parenthesis) column = token.column;
    }
    return column;
  }

  std::string NameOfColumn(ObjectId id) const {
    const Column* const column = table_.Find(id);
    return column == nullptr ? "?" : column->name.text;
  }

  std::size_t PositionInKey(ObjectId id) const {
    if (!table_.primary_key) return 0;
    const std::vector<KeyColumn>& key = table_.primary_key->columns;
    const auto at = std::ranges::find(key, id, &KeyColumn::column);
    return at == key.end() ? 0 : static_cast<std::size_t>(at - key.begin()) + 1;
  }

  void WriteColumn(const Column& column) {
    const std::size_t key = PositionInKey(column.id);
    const bool rowid = IsRowid(table_, column);
    // SQLite adds NOT NULL to keys of tables that are new enough to do without its old mistake.
    const bool not_null = column.not_null || (key > 0 && (table_.without_rowid || (table_.strict && !rowid)));
    const bool counts =
        rowid && (column.identity != IdentityKind::kNone || table_.primary_key->autoincrement);
    std::string fact = "column " + name_ + "." + column.name.text + " type '" +
                       Normalized(SqliteType(table_, column)) + "'" + (not_null ? " not null" : "") +
                       (counts ? " autoincrement" : "");
    if (key > 0) fact += " key " + std::to_string(key);
    fact += " collate " + (column.collation ? KeyOf(column.collation->text) : "binary");
    if (column.generated) fact += column.generated->stored ? " stored" : " virtual";
    if (column.default_value) fact += " default " + Normalized(ExpressionText(*column.default_value));
    Add(fact);
    if (column.generated) {
      Add("generated " + name_ + ": " + Normalized(ExpressionText(column.generated->expression)));
    }
    if (const Enum* const type = model_.EnumOf(column)) {
      std::string values;
      for (const std::string& value : type->values) {
        values += (values.empty() ? "'" : ", '");
        for (const char c : value) values += c == '\'' ? "''" : std::string(1, c);
        values += "'";
      }
      Add("check " + name_ + ": " + Normalized(Written(column.name.text) + " in (" + values + ")"));
    }
  }

  std::string CollationOf(ObjectId id, const std::optional<Identifier>& own) const {
    if (own) return KeyOf(own->text);
    const Column* const column = table_.Find(id);
    return column != nullptr && column->collation ? KeyOf(column->collation->text) : "binary";
  }

  std::string KeyText(const std::vector<KeyColumn>& key) const {
    std::string text;
    for (const KeyColumn& part : key) {
      text += " " + KeyOf(NameOfColumn(part.column)) + "/" + CollationOf(part.column, part.collation);
    }
    return text;
  }

  // SQLite makes one index for keys that are alike.
  void WriteKeys() {
    std::set<std::string> keys;
    if (table_.primary_key) {
      WriteName(table_.primary_key->name, "primary key");
      const bool rowid =
          std::ranges::any_of(table_.columns, [&](const Column& column) { return IsRowid(table_, column); });
      std::vector<KeyColumn> key = table_.primary_key->columns;
      // As the rowid would, a single integer that stands for it compares as its column does.
      if (key.size() == 1 && SqliteType(table_, *table_.Find(key[0].column)) == "integer") {
        key[0].collation = std::nullopt;
      }
      if (!rowid) keys.insert(KeyText(key));
    }
    for (const Unique& unique : table_.uniques) {
      WriteName(unique.name, "unique");
      keys.insert(KeyText(unique.columns));
    }
    for (const std::string& key : keys) Add("unique " + name_ + ":" + key);
  }

  void WriteForeignKey(const ForeignKey& key) {
    const Table* const parent = model_.FindById(key.parent_table);
    WriteName(key.name, "foreign key");
    std::string fact = "foreign key " + name_ + ":";
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      fact += " " + KeyOf(NameOfColumn(key.columns[i])) + ">";
      if (!key.parent_columns_written || parent == nullptr) continue;
      fact += KeyOf(parent->Find(key.parent_columns[i])->name.text);
    }
    const std::string parent_name = KeyOf(parent == nullptr ? key.parent_name.text : parent->name.text);
    Add(fact + " of " + parent_name + " delete " + ActionName(key.on_delete) + " update " +
        ActionName(key.on_update));
    if (key.deferrable) {
      Add("deferrable " + name_ + ": " + parent_name + (key.initially_deferred ? " deferred" : ""));
    }
  }

  void WriteIndex(const Index& index) {
    std::string fact = "index " + name_ + "." + index.name.text + (index.unique ? " unique:" : ":");
    std::string text;
    for (const IndexTerm& term : index.terms) {
      const ObjectId column = ColumnOf(term);
      const bool is_column = column != kNoObject;
      const std::string name = KeyOf(NameOfColumn(column));
      fact += is_column ? " " + name : " ?";
      fact += "/" + CollationOf(column, term.collation) + (term.descending ? "/desc" : "");
      text += (text.empty() ? "( " : " , ") + (is_column ? Normalized(Written(name)) : TermText(term));
      if (term.collation) text += " collate " + KeyOf(term.collation->text);
      if (term.descending) text += " desc";
    }
    text += " )";
    if (index.where) text += " where " + Normalized(ExpressionText(*index.where));
    Add(fact + (index.where ? " partial" : ""));
    Add("index text " + KeyOf(index.name.text) + ": " + text);
  }

  const Model& model_;
  const Table& table_;
  const std::string name_;
  std::multiset<std::string>& facts_;
};

std::string ViewText(const View& view) {
  std::string text = "create view " + Written(view.name.text);
  std::string columns;
  for (const Identifier& column : view.columns) {
    columns += (columns.empty() ? " (" : ", ") + Written(column.text);
  }
  if (!columns.empty()) text += columns + ")";
  text += " as";
  for (const ExpressionToken& token : view.query.tokens) text += " " + token.text;
  return Normalized(text);
}

}  // namespace

Facts ExpectedFacts(const Model& model) {
  std::multiset<std::string> facts;
  for (const auto& [key, table] : model.tables) Writer(model, table, &facts).Write();
  for (const auto& [key, view] : model.views) facts.insert("view " + ViewText(view));
  return {facts.begin(), facts.end()};
}

Facts TypeFacts(const Model& model) {
  Facts facts;
  for (const auto& [key, type] : model.enums) {
    std::string fact = "type " + type.name.text + ":";
    for (const std::string& value : type.values) fact += " '" + value + "'";
    facts.push_back(fact);
  }
  std::ranges::sort(facts);
  return facts;
}

}  // namespace instar::compiler::property
