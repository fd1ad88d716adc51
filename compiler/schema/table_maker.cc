#include "compiler/schema/table_maker.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/schema/foreign_keys.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/resolve_type.h"

namespace instar::compiler {
namespace {

// SQLite's limit as it is built; PostgreSQL's is 1,600.
constexpr std::size_t kMostColumns = 2000;

}  // namespace

Column* TableMaker::Find(ObjectId id) {
  const Column* const column = table_.Find(id);
  return column == nullptr ? nullptr
                           : &table_.columns[static_cast<std::size_t>(column - table_.columns.data())];
}

void TableMaker::Add(const std::vector<sql::ColumnDefinition>& columns,
                     const std::vector<sql::Constraint>& constraints) {
  std::vector<Definition> added;
  const Table before = table_;
  absl::flat_hash_map<std::string, Origin> seen;
  for (const sql::ColumnDefinition& definition : columns) {
    const std::string key = KeyOf(definition.name.text);
    const Column* const old = before.FindColumn(key);
    const auto [first, is_new] =
        seen.emplace(key, old != nullptr ? old->origin : scope_.OriginOf(definition.name.range));
    if (old != nullptr || !is_new) {
      scope_.Fail();
      if (scope_.IsDoubtful(KeyOf(definition.name.text))) continue;
      Diagnostic& error = scope_.Error(DiagnosticKind::kDuplicateColumn, definition.name.range,
                                       absl::StrCat("table ", Quoted(table_.name.text), " has a column ",
                                                    Quoted(definition.name.text), " already"));
      scope_.NoteEarlier(first->second, "the first one is here", &error);
      continue;
    }
    if (table_.columns.size() == kMostColumns) {
      scope_.Error(
          DiagnosticKind::kTooManyColumns, definition.name.range,
          absl::StrCat("table ", Quoted(table_.name.text), " has more than ", kMostColumns, " columns"));
      break;
    }
    AddColumn(definition);
    added.emplace_back(&definition, std::as_const(table_.columns).back().id);
  }
  names_.emplace(table_);
  std::vector<std::pair<const sql::Constraint*, ObjectId>> all;
  for (const auto& [definition, id] : added) {
    for (const sql::Constraint& constraint : definition->constraints) all.emplace_back(&constraint, id);
  }
  for (const sql::Constraint& constraint : constraints) all.emplace_back(&constraint, kNoObject);
  for (bool foreign_keys : {false, true}) {
    for (const auto& [constraint, self] : all) {
      if ((constraint->kind == sql::ConstraintKind::kForeignKey) == foreign_keys) {
        AddConstraint(*constraint, self);
      }
    }
  }
}

void TableMaker::AddColumn(const sql::ColumnDefinition& definition) {
  Column column;
  column.id = scope_.NewId();
  column.name = ToIdentifier(definition.name);
  column.origin = scope_.OriginOf(definition.name.range);
  if (definition.type) {
    column.type = ResolveType(&scope_, *definition.type);
  } else if (!scope_.history().IsOnlySqlite()) {
    scope_.Error(
        DiagnosticKind::kMissingType, definition.name.range,
        absl::StrCat("column ", Quoted(definition.name.text), " has no type: only SQLite does without"));
  }
  for (const sql::Constraint& constraint : definition.constraints) AddSimpleConstraint(constraint, &column);
  table_.columns.push_back(std::move(column));
}

void TableMaker::AddSimpleConstraint(const sql::Constraint& constraint, Column* column) {
  switch (constraint.kind) {
    case sql::ConstraintKind::kNotNull:
      column->not_null = true;
      break;
    case sql::ConstraintKind::kCollate:
      CheckCollation(&scope_, constraint.collation);
      column->collation = ToIdentifier(constraint.collation);
      break;
    case sql::ConstraintKind::kIdentity:
      column->identity = constraint.always ? IdentityKind::kAlways : IdentityKind::kByDefault;
      break;
    default:
      break;
  }
}

void TableMaker::AddConstraint(const sql::Constraint& constraint, ObjectId self) {
  switch (constraint.kind) {
    case sql::ConstraintKind::kDefault:
      return AddDefault(constraint, self);
    case sql::ConstraintKind::kGenerated:
      return AddGenerated(constraint, self);
    case sql::ConstraintKind::kPrimaryKey:
      return AddPrimaryKey(constraint, self);
    case sql::ConstraintKind::kUnique:
      return AddUnique(constraint, self);
    case sql::ConstraintKind::kCheck:
      return AddCheck(constraint);
    case sql::ConstraintKind::kForeignKey:
      return AddForeignKey(constraint, self);
    default:
      return;
  }
}

void TableMaker::AddDefault(const sql::Constraint& constraint, ObjectId id) {
  if (Column* const column = Find(id)) SetDefault(&scope_, table_, constraint, column);
}

void TableMaker::AddGenerated(const sql::Constraint& constraint, ObjectId id) {
  Column* const column = Find(id);
  if (column == nullptr) return;
  Generated generated;
  generated.expression =
      ResolveExpression(&scope_, *names_, constraint.expression, ExpressionPlace::kGenerated);
  generated.stored = constraint.stored;
  column->generated = std::move(generated);
}

std::optional<std::vector<KeyColumn>> TableMaker::KeyColumns(const sql::Constraint& constraint,
                                                             ObjectId self) {
  std::vector<KeyColumn> columns;
  if (constraint.columns.empty() && self != kNoObject) columns.push_back({self, false, std::nullopt});
  absl::flat_hash_map<ObjectId, SourceRange> seen;
  bool complete = true;
  for (const sql::Constraint::KeyColumn& written : constraint.columns) {
    const ObjectId id = names_->Find(&scope_, written.name);
    if (id == kNoObject) {
      complete = false;
      continue;
    }
    const auto [first, is_new] = seen.emplace(id, written.name.range);
    if (!is_new) {
      scope_
          .Error(DiagnosticKind::kDuplicateColumn, written.name.range,
                 absl::StrCat("column ", Quoted(written.name.text), " stands twice in this key"))
          .AddNote(first->second, "the first one is here");
      // Of a foreign key it would leave too few columns.
      if (constraint.kind == sql::ConstraintKind::kForeignKey) complete = false;
      continue;
    }
    KeyColumn column;
    column.column = id;
    column.descending = written.descending;
    if (written.collation) {
      CheckCollation(&scope_, *written.collation);
      column.collation = ToIdentifier(*written.collation);
    }
    columns.push_back(std::move(column));
  }
  if (!complete) return std::nullopt;
  return columns;
}

std::optional<Identifier> TableMaker::TakeName(const sql::Constraint& constraint) {
  if (!constraint.name) return std::nullopt;
  if (!knows_constraints_) {
    for (const ConstraintPointer& other : ConstraintsOf(table_)) {
      if (other.name()) constraint_names_.emplace(KeyOf(other.name()->text), other.origin());
    }
    knows_constraints_ = true;
  }
  const auto [first, is_new] =
      constraint_names_.emplace(KeyOf(constraint.name->text), scope_.OriginOf(constraint.name->range));
  if (!is_new) {
    Diagnostic& error = scope_.Error(DiagnosticKind::kDuplicateConstraint, constraint.name->range,
                                     absl::StrCat("table ", Quoted(table_.name.text), " has a constraint ",
                                                  Quoted(constraint.name->text), " already"));
    scope_.NoteEarlier(first->second, "the first one is here", &error);
  }
  return ToIdentifier(*constraint.name);
}

void TableMaker::AddPrimaryKey(const sql::Constraint& constraint, ObjectId self) {
  if (table_.primary_key) {
    Diagnostic& error =
        scope_.Error(DiagnosticKind::kMultiplePrimaryKeys, constraint.range,
                     absl::StrCat("table ", Quoted(table_.name.text), " has a primary key already"));
    scope_.NoteEarlier(table_.primary_key->origin, "the first one is here", &error);
    return;
  }
  PrimaryKey key;
  key.name = TakeName(constraint);
  key.autoincrement = constraint.autoincrement;
  key.origin = scope_.OriginOf(constraint.range);
  std::optional<std::vector<KeyColumn>> columns = KeyColumns(constraint, self);
  if (!columns) return;
  key.columns = *std::move(columns);
  if (self == kNoObject && key.columns.size() == 1) {
    // SQLite takes it for the rowid, whose order is what it is; not so where DESC stands with the column.
    const Column& column = *Find(key.columns[0].column);
    const bool is_rowid = column.type.written == "integer" || column.identity != IdentityKind::kNone;
    if (is_rowid) key.columns[0] = {column.id, false, std::nullopt};
  }
  table_.primary_key = std::move(key);
}

void TableMaker::AddUnique(const sql::Constraint& constraint, ObjectId self) {
  Unique unique;
  unique.id = scope_.NewId();
  unique.name = TakeName(constraint);
  unique.origin = scope_.OriginOf(constraint.range);
  std::optional<std::vector<KeyColumn>> columns = KeyColumns(constraint, self);
  if (!columns) return;
  unique.columns = *std::move(columns);
  table_.uniques.push_back(std::move(unique));
}

void TableMaker::AddCheck(const sql::Constraint& constraint) {
  Check check;
  check.id = scope_.NewId();
  check.name = TakeName(constraint);
  check.origin = scope_.OriginOf(constraint.range);
  check.expression = ResolveExpression(&scope_, *names_, constraint.expression, ExpressionPlace::kCheck);
  table_.checks.push_back(std::move(check));
}

void TableMaker::AddForeignKey(const sql::Constraint& constraint, ObjectId self) {
  ForeignKey key;
  key.id = scope_.NewId();
  key.name = TakeName(constraint);
  key.origin = scope_.OriginOf(constraint.range);
  const std::optional<std::vector<KeyColumn>> columns = KeyColumns(constraint, self);
  if (!columns) return;
  for (const KeyColumn& column : *columns) key.columns.push_back(column.column);
  if (ResolveReferences(&scope_, table_, constraint.references, &key)) {
    table_.foreign_keys.push_back(std::move(key));
  }
}

void SetDefault(Scope* scope, const Table& table, const sql::Constraint& constraint, Column* column) {
  column->default_value = ResolveDefault(scope, table, constraint.expression);
  column->default_parenthesized = constraint.parenthesized;
  if (IsNullLiteral(*column->default_value) && column->not_null) {
    scope->Error(
        DiagnosticKind::kConflictingConstraints, constraint.range,
        absl::StrCat("column ", Quoted(column->name.text), " is not null, so null cannot be its default"));
    return;
  }
  const std::vector<ExpressionToken>& tokens = column->default_value->tokens;
  if (column->type.kind != TypeKind::kEnum || tokens.size() != 1 || tokens[0].kind != TokenKind::kString)
    return;
  const EnumPointer type = scope->catalog().FindEnum(column->type.name);
  const std::string value = Unquote(tokens[0].text);
  if (type == nullptr || std::find(type->values.begin(), type->values.end(), value) != type->values.end())
    return;
  Suggester suggester(type->values);
  Diagnostic& error =
      scope->Error(DiagnosticKind::kUnknownEnumValue, constraint.expression.range,
                   absl::StrCat(Quoted(value), " is no value of type ", Quoted(type->name.text),
                                std::string(DidYouMean(suggester.Closest(value)))));
  scope->NoteEarlier(type->origin, absl::StrCat(Quoted(type->name.text), " is made here"), &error);
}

}  // namespace instar::compiler
