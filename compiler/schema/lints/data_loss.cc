#include "compiler/schema/lints/data_loss.h"

#include <deque>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/lints/type_change.h"
#include "compiler/schema/scope.h"

namespace instar::compiler {
namespace {

// Equal for columns of equal type, nullability and default: what a rename would leave as it is.
std::string LooksOf(const Column& column) {
  std::string looks = absl::StrCat(Describe(column.type), column.not_null ? " not null" : "");
  if (!column.default_value) return looks;
  absl::StrAppend(&looks, " default");
  for (const ExpressionToken& token : column.default_value->tokens) absl::StrAppend(&looks, " ", token.text);
  return looks;
}

void AddOrigin(const Origin& origin, const std::string& name, Diagnostic* diagnostic) {
  if (origin.range.valid()) diagnostic->AddNote(origin.range, absl::StrCat(Quoted(name), " is made here"));
}

// Null when nothing is lost, or it is accepted.
Diagnostic* LintTypeChange(const LintContext& context, const Operation& operation, const Column& before,
                           const Column& after) {
  const std::string from = Describe(before.type);
  const std::string to = Describe(after.type);
  const SourceRange place = context.SubjectOf(operation.source);
  if (IsNarrower(after.type, before.type)) {
    return context.Report(
        DiagnosticKind::kNarrowingType, operation.source, place,
        absl::StrCat("not all values of ", Quoted(after.name.text), " may fit: ", from, " becomes ", to));
  }
  const std::string_view coercion = CoercionOf(before.type, after.type, operation.table_after->strict);
  if (coercion.empty() || !context.Has(Dialect::kSqlite) || SaysWhatBecomes(operation, after.id)) {
    return nullptr;
  }
  Diagnostic* const error =
      context.Report(DiagnosticKind::kAffinityCoercion, operation.source, place,
                     absl::StrCat("SQLite changes the values of ", Quoted(after.name.text), ", ", from,
                                  " to ", to, ": ", std::string(coercion)));
  if (error != nullptr) {
    error->AddNote({}, absl::StrCat("a cast does that; to say what becomes of each value: alter column ",
                                    after.name.text, " type ", to, " using (...)"));
  }
  return error;
}

}  // namespace

void LintDroppedTable(const LintContext& context, const Operation& operation) {
  const Table& table = *operation.table_before;
  if (context.IsNew(table)) return;
  const std::string& name = table.name.text;
  Diagnostic* const error =
      context.Report(DiagnosticKind::kDropTable, operation.source, context.SubjectOf(operation.source),
                     absl::StrCat("table ", Quoted(name), " is dropped, and all its rows are lost"));
  if (error == nullptr) return;
  AddOrigin(table.origin, name, error);
  error->AddNote({}, HowToAllow(DiagnosticKind::kDropTable));
}

absl::flat_hash_set<ObjectId> LintTypeChanges(const LintContext& context, const Operation& operation,
                                              const TableDifference& difference) {
  absl::flat_hash_set<ObjectId> reported;
  for (const ColumnChange& change : difference.changed_columns) {
    if (!change.type || context.IsNewColumn(*operation.table_before, change.column)) continue;
    const Column& before = *operation.table_before->Find(change.column);
    const Column& after = *operation.table_after->Find(change.column);
    Diagnostic* const error = LintTypeChange(context, operation, before, after);
    if (error == nullptr) continue;
    AddOrigin(before.origin, before.name.text, error);
    error->AddNote({}, HowToAllow(error->kind));
    reported.insert(change.column);
  }
  return reported;
}

void DroppedColumns::Note(const Operation& operation, const TableDifference& difference) {
  const Table& before = *operation.table_before;
  for (const ObjectId id : difference.dropped_columns) {
    // What is computed is computed from what stays.
    if (context_.IsNewColumn(before, id) || before.Find(id)->generated) continue;
    drops_.push_back({&operation, id});
  }
  for (const ObjectId id : difference.added_columns) {
    additions_.push_back({before.id, id, operation.source});
  }
}

void DroppedColumns::NoteData(const Operation& operation) {
  if (operation.kind == OperationKind::kData && operation.data == sql::DataKind::kUpdate) {
    written_.insert(operation.data_columns.begin(), operation.data_columns.end());
  }
}

void DroppedColumns::Report() {
  if (drops_.empty()) return;
  // Of those that look alike the first drop goes with the first addition.
  absl::flat_hash_map<std::pair<ObjectId, std::string>, std::deque<const Addition*>> alike;
  for (const Addition& addition : additions_) {
    const TablePointer table = context_.schema.after.FindTable(addition.table);
    const Column* const column = table == nullptr ? nullptr : table->Find(addition.column);
    if (column == nullptr || column->generated || written_.contains(addition.column)) continue;
    alike[{addition.table, LooksOf(*column)}].push_back(&addition);
  }
  for (const Drop& drop : drops_) {
    const Table& table = *drop.operation->table_before;
    const auto found = alike.find({table.id, LooksOf(*table.Find(drop.column))});
    const Addition* like = nullptr;
    if (found != alike.end() && !found->second.empty()) {
      like = found->second.front();
      found->second.pop_front();
    }
    ReportDrop(drop, like);
  }
}

void DroppedColumns::ReportDrop(const Drop& drop, const Addition* like) {
  const Table& table = *drop.operation->table_before;
  const Column& column = *table.Find(drop.column);
  const SourceRange source = drop.operation->source;
  const SourceRange place = context_.SubjectOf(source);
  const bool may_drop = context_.Accepts(DiagnosticKind::kDropColumn, source);
  if (like == nullptr) {
    if (may_drop) return;
    Diagnostic& error = context_.diagnostics.Add(
        DiagnosticKind::kDropColumn, place,
        absl::StrCat("column ", Quoted(column.name.text), " of ", Quoted(table.name.text),
                     " is dropped, and all its values are lost"));
    AddOrigin(column.origin, column.name.text, &error);
    error.AddNote({}, HowToAllow(DiagnosticKind::kDropColumn));
    return;
  }
  if (context_.Accepts(DiagnosticKind::kDropRecreate, source) ||
      context_.Accepts(DiagnosticKind::kDropRecreate, like->source)) {
    return;
  }
  const Column& added = *context_.schema.after.FindTable(like->table)->Find(like->column);
  Diagnostic& error = context_.diagnostics.Add(
      DiagnosticKind::kDropRecreate, place,
      absl::StrCat("column ", Quoted(column.name.text), " is dropped and ", Quoted(added.name.text),
                   " added just like it: this loses all values, a rename keeps them"));
  error.AddNote(context_.PlaceOf(added.origin, like->source),
                absl::StrCat(Quoted(added.name.text), " is added here"));
  if (KeyOf(column.name.text) == KeyOf(added.name.text)) {
    error.AddNote({}, "leave out both: the column is as it was");
  } else {
    error.AddNote({}, absl::StrCat("to keep the values, instead of both: alter table ", table.name.text,
                                   " rename column ", column.name.text, " to ", added.name.text, ";"));
  }
  error.AddNote({}, absl::StrCat("if they are two things, say why: allow ",
                                 std::string(DiagnosticName(DiagnosticKind::kDropRecreate)), " \"...\";"));
}

}  // namespace instar::compiler
