// Definitions as changes of a model.
#include "tests/property/spec.h"

#include <algorithm>
#include <utility>

namespace instar::compiler::property {
namespace {

Identifier Name(const std::string& name) { return {name, false}; }

std::optional<Identifier> OptionalName(const std::string& name) {
  return name.empty() ? std::nullopt : std::optional(Name(name));
}

bool KeyOfParts(const Table& table, const std::vector<KeyPart>& parts, ObjectId self,
                std::vector<KeyColumn>* key) {
  if (parts.empty()) key->push_back({self, false, std::nullopt});
  for (const KeyPart& part : parts) {
    const Column* const column = table.FindColumn(KeyOf(part.column));
    if (column == nullptr) return false;
    key->push_back({column->id, part.descending, OptionalName(part.collation)});
  }
  return true;
}

bool AddForeignKey(Model* model, const ConstraintSpec& spec, ObjectId self, Table* table) {
  const ReferencesSpec& references = spec.references;
  const bool is_own = KeyOf(references.table) == KeyOf(table->name.text);
  const Table* const parent = is_own ? table : model->Find(references.table);
  std::vector<KeyColumn> columns;
  if (parent == nullptr || !KeyOfParts(*table, spec.columns, self, &columns)) return false;
  ForeignKey key;
  key.id = model->next_id++;
  key.name = OptionalName(spec.name);
  for (const KeyColumn& column : columns) key.columns.push_back(column.column);
  key.parent_table = parent->id;
  key.parent_name = Name(references.table);
  key.parent_columns_written = !references.columns.empty();
  for (const std::string& name : references.columns) {
    const Column* const column = parent->FindColumn(KeyOf(name));
    if (column == nullptr) return false;
    key.parent_columns.push_back(column->id);
  }
  if (references.columns.empty() && parent->primary_key) {
    for (const KeyColumn& column : parent->primary_key->columns) key.parent_columns.push_back(column.column);
  }
  key.on_delete = references.on_delete;
  key.on_update = references.on_update;
  key.deferrable = references.deferrable;
  key.initially_deferred = references.initially_deferred;
  if (!LeadsToParentKey(key, *parent)) return false;
  table->foreign_keys.push_back(std::move(key));
  return true;
}

// A single literal, or a word of SQL's own: what needs no parentheses is one expression of it.
Expression Unresolved(const std::string& text) {
  Expression expression;
  expression.tokens.push_back({TokenKind::kNumber, text, false, kNoObject});
  return expression;
}

bool AddSimple(const ColumnSpec& spec, Model* model, Table* table, Column column) {
  column.id = model->next_id++;
  column.name = Name(spec.name);
  column.type = TypeOf(*model, spec.type);
  column.not_null = spec.not_null;
  column.identity = spec.identity;
  column.collation = OptionalName(spec.collation);
  if (!spec.default_text.empty()) SetDefault(spec.default_text, &column);
  if (table->FindColumn(KeyOf(spec.name)) != nullptr) return false;
  table->columns.push_back(std::move(column));
  return true;
}

bool AddRest(Model* model, const ColumnSpec& spec, Table* table, bool foreign_keys) {
  Column* const column = FindColumn(table, spec.name);
  const ObjectId id = column->id;
  if (!foreign_keys && !spec.generated.empty()) {
    Generated generated;
    if (!Resolve(*table, spec.generated, &generated.expression)) return false;
    generated.stored = spec.stored;
    column->generated = std::move(generated);
  }
  return std::ranges::all_of(spec.constraints, [&](const ConstraintSpec& constraint) {
    return (constraint.kind == ConstraintSpec::kForeignKey) != foreign_keys ||
           AddConstraint(model, constraint, id, table);
  });
}

}  // namespace

Type TypeOf(const Model& model, const std::string& written) {
  Type type;
  if (written.empty()) return type;
  if (model.enums.contains(KeyOf(written))) {
    type.kind = TypeKind::kEnum;
    type.name = KeyOf(written);
  } else {
    static const std::map<std::string, TypeKind, std::less<>> kKinds = {
        {"smallint", TypeKind::kSmallint},
        {"integer", TypeKind::kInteger},
        {"int", TypeKind::kInteger},
        {"bigint", TypeKind::kBigint},
        {"boolean", TypeKind::kBoolean},
        {"real", TypeKind::kReal},
        {"float", TypeKind::kDouble},
        {"double precision", TypeKind::kDouble},
        {"decimal", TypeKind::kDecimal},
        {"char", TypeKind::kChar},
        {"varchar", TypeKind::kVarchar},
        {"text", TypeKind::kText},
        {"blob", TypeKind::kBlob},
        {"date", TypeKind::kDate},
        {"time", TypeKind::kTime},
        {"timestamp", TypeKind::kTimestamp},
        {"timestamp with time zone", TypeKind::kTimestampWithTimeZone},
        {"uuid", TypeKind::kUuid},
        {"json", TypeKind::kJson},
    };
    const auto kind = kKinds.find(std::string_view(written).substr(0, written.find('(')));
    type.kind = kind == kKinds.end() ? TypeKind::kNative : kind->second;
  }
  type.written = written;
  return type;
}

bool Resolve(const Table& table, const Pattern& pattern, Expression* expression) {
  std::string text;
  const auto flush = [&] {
    if (!text.empty()) expression->tokens.push_back({TokenKind::kPunctuation, text, false, kNoObject});
    text.clear();
  };
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      text += pattern[at];
      continue;
    }
    const std::size_t end = pattern.find('}', at);
    const std::string name = pattern.substr(at + 1, end - at - 1);
    at = end;
    // The table's own name says nothing: "{.}.{a}" is column a.
    if (name == ".") {
      ++at;
      continue;
    }
    const Column* const column = table.FindColumn(KeyOf(name));
    if (column == nullptr) return false;
    flush();
    expression->tokens.push_back({TokenKind::kWord, name, false, column->id});
  }
  flush();
  return true;
}

void SetDefault(const std::string& text, Column* column) {
  column->default_parenthesized = text[0] == '(';
  column->default_value = Unresolved(column->default_parenthesized ? text.substr(1, text.size() - 2) : text);
}

bool AddConstraint(Model* model, const ConstraintSpec& spec, ObjectId self, Table* table) {
  const std::vector<std::string> names = ConstraintNames(*table);
  if (!spec.name.empty() && std::ranges::find(names, KeyOf(spec.name)) != names.end()) return false;
  switch (spec.kind) {
    case ConstraintSpec::kPrimaryKey: {
      PrimaryKey key;
      key.name = OptionalName(spec.name);
      key.autoincrement = spec.autoincrement;
      if (table->primary_key || !KeyOfParts(*table, spec.columns, self, &key.columns)) return false;
      if (!spec.columns.empty() && key.columns.size() == 1) {
        const Column& column = *table->Find(key.columns[0].column);
        // As a constraint of the table it is the rowid, however it is ordered.
        const bool is_rowid = column.type.written == "integer" || column.identity != IdentityKind::kNone;
        if (is_rowid) key.columns[0] = {column.id, false, std::nullopt};
      }
      table->primary_key = std::move(key);
      return true;
    }
    case ConstraintSpec::kUnique: {
      Unique unique;
      unique.id = model->next_id++;
      unique.name = OptionalName(spec.name);
      if (!KeyOfParts(*table, spec.columns, self, &unique.columns)) return false;
      table->uniques.push_back(std::move(unique));
      return true;
    }
    case ConstraintSpec::kCheck: {
      Check check;
      check.id = model->next_id++;
      check.name = OptionalName(spec.name);
      if (!Resolve(*table, spec.check, &check.expression)) return false;
      table->checks.push_back(std::move(check));
      return true;
    }
    case ConstraintSpec::kForeignKey:
      return AddForeignKey(model, spec, self, table);
  }
  return false;
}

bool AddColumn(Model* model, const ColumnSpec& spec, Table* table) {
  return AddSimple(spec, model, table, {}) && AddRest(model, spec, table, false) &&
         AddRest(model, spec, table, true);
}

bool AddTable(Model* model, const TableSpec& spec) {
  if (model->IsTaken(spec.name)) return false;
  Table table;
  table.id = model->next_id++;
  table.name = Name(spec.name);
  table.without_rowid = spec.without_rowid;
  table.strict = spec.strict;
  for (const ColumnSpec& column : spec.columns) {
    if (!AddSimple(column, model, &table, {})) return false;
  }
  for (const bool foreign_keys : {false, true}) {
    for (const ColumnSpec& column : spec.columns) {
      if (!AddRest(model, column, &table, foreign_keys)) return false;
    }
    for (const ConstraintSpec& constraint : spec.constraints) {
      if ((constraint.kind == ConstraintSpec::kForeignKey) != foreign_keys) continue;
      if (!AddConstraint(model, constraint, kNoObject, &table)) return false;
    }
  }
  model->tables.emplace(KeyOf(spec.name), std::move(table));
  return true;
}

bool AddIndex(Model* model, const IndexSpec& spec) {
  Table* const table = model->Find(spec.table);
  if (table == nullptr || model->IsTaken(spec.name)) return false;
  Index index;
  index.id = model->next_id++;
  index.name = Name(spec.name);
  index.unique = spec.unique;
  for (const IndexSpec::Term& written : spec.terms) {
    IndexTerm term;
    term.descending = written.descending;
    term.collation = OptionalName(written.collation);
    if (written.column.empty()) {
      if (!Resolve(*table, written.expression, &term.expression)) return false;
    } else {
      const Column* const column = table->FindColumn(KeyOf(written.column));
      if (column == nullptr) return false;
      term.column = column->id;
    }
    index.terms.push_back(std::move(term));
  }
  if (!spec.where.empty()) {
    index.where.emplace();
    if (!Resolve(*table, spec.where, &*index.where)) return false;
  }
  table->indexes.push_back(std::move(index));
  return true;
}

}  // namespace instar::compiler::property
