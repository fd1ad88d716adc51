#include "compiler/schema/lints/row_risks.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/lints/unique_keys.h"
#include "compiler/schema/print_schema.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

template <typename Member>
const Member& FindMember(const SharedVector<Member>& members, ObjectId id) {
  return *std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.id == id; });
}

std::vector<ObjectId> AddedOrChanged(const MemberChanges& changes) {
  std::vector<ObjectId> ids = changes.added;
  ids.insert(ids.end(), changes.changed.begin(), changes.changed.end());
  return ids;
}

std::string SqlList(const Table& table, const std::vector<ObjectId>& columns) {
  std::string list;
  for (const ObjectId id : columns) {
    const Column* const column = table.Find(id);
    if (column != nullptr) absl::StrAppend(&list, list.empty() ? "" : ", ", PrintName(column->name));
  }
  return list;
}

// The list, in parentheses when it is one of several.
std::string SqlRow(const Table& table, const std::vector<ObjectId>& columns) {
  return columns.size() == 1 ? SqlList(table, columns) : "(" + SqlList(table, columns) + ")";
}

// What those that are computed are computed from.
void AddSources(const Table& table, std::vector<ObjectId>* columns) {
  for (std::size_t i = 0; i < columns->size(); ++i) {
    const Column* const column = table.Find((*columns)[i]);
    if (column == nullptr || !column->generated) continue;
    for (const ObjectId source : ColumnsOf(column->generated->expression)) {
      const bool is_new = std::find(columns->begin(), columns->end(), source) == columns->end();
      if (is_new) columns->push_back(source);
    }
  }
}

std::string Finds(const std::string& query) { return "this finds them: " + query + ";"; }

bool IsNullForAll(const Column& column) {
  return !column.not_null && !column.generated && column.identity == IdentityKind::kNone &&
         (!column.default_value || IsNullLiteral(*column.default_value));
}

}  // namespace

void RowRisks::Find(const Operation& operation, const TableDifference& difference,
                    const absl::flat_hash_set<ObjectId>& reported) {
  operation_ = &operation;
  difference_ = &difference;
  written_.NoteAdded(difference.added_columns);
  FindNotNull();
  FindKeys();
  FindConstraints();
  FindConversions(reported);
}

void RowRisks::FindKeys() {
  const Table& before = *operation_->table_before;
  const Table& after = *operation_->table_after;
  std::vector<UniqueKey> keys;
  if (difference_->primary_key && after.primary_key) keys.push_back(KeyOf(after, *after.primary_key));
  for (const ObjectId id : AddedOrChanged(difference_->uniques)) {
    keys.push_back(KeyOf(after, FindMember(after.uniques, id)));
  }
  for (const ObjectId id : AddedOrChanged(difference_->indexes)) {
    const Index& index = FindMember(after.indexes, id);
    if (index.unique) keys.push_back(KeyOf(after, index));
  }
  for (const UniqueKey& key : keys) {
    // Nulls never agree.
    const auto is_null = [&](const UniqueKey::Part& part) {
      return std::find(difference_->added_columns.begin(), difference_->added_columns.end(), part.column) !=
                 difference_->added_columns.end() &&
             IsNullForAll(*after.Find(part.column));
    };
    if (IsImplied(key, before) || std::any_of(key.parts.begin(), key.parts.end(), is_null)) continue;
    const std::vector<ObjectId> columns = key.Columns();
    std::vector<ObjectId> decides = columns;
    decides.insert(decides.end(), key.mentioned.begin(), key.mentioned.end());
    AddSources(after, &decides);
    const std::string what =
        key.whole || !key.name ? QuotedNames(after, columns) : "what " + Quoted(key.name->text) + " indexes";
    const std::string list = SqlList(after, columns);
    Add({.kind = DiagnosticKind::kAddUnique,
         .place = context_.PlaceOf(key.origin, operation_->source),
         .message = absl::StrCat("rows of ", Quoted(after.name.text), " may agree in ", what,
                                 ", and then this fails"),
         .query = key.whole && !key.partial ? absl::StrCat("select ", list, " from ", PrintName(after.name),
                                                           " group by ", list, " having count(*) > 1")
                                            : "",
         .advice = "remove what is double before, in this upgrade",
         .decides = std::move(decides)});
  }
  if (!difference_->primary_key || !after.primary_key) return;
  for (const KeyColumn& part : after.primary_key->columns) {
    const Column* const column = before.Find(part.column);
    if (column != nullptr && !column->not_null) AddNull(*after.Find(part.column));
  }
}

void RowRisks::FindNotNull() {
  const Table& after = *operation_->table_after;
  for (const ObjectId id : difference_->added_columns) AddNotNull(*after.Find(id));
  for (const ColumnChange& change : difference_->changed_columns) {
    const Column& column = *after.Find(change.column);
    if (change.not_null && column.not_null) AddNull(column);
  }
}

void RowRisks::AddNull(const Column& column) {
  const Table& after = *operation_->table_after;
  const std::string name = PrintName(column.name);
  const std::string is_null = absl::StrCat(" where ", name, " is null");
  Add({.kind = DiagnosticKind::kSetNotNull,
       .place = context_.SubjectOf(operation_->source),
       .message = absl::StrCat("rows of ", Quoted(after.name.text), " may have null in ",
                               Quoted(column.name.text), ", and then this fails"),
       .query = absl::StrCat("select * from ", PrintName(after.name), is_null),
       .advice = absl::StrCat("fill them before, in this upgrade: update ", PrintName(after.name), " set ",
                              name, " = ...", is_null),
       .decides = {column.id}});
}

void RowRisks::AddNotNull(const Column& column) {
  if (!column.not_null || column.identity != IdentityKind::kNone) return;
  const Table& after = *operation_->table_after;
  const SourceRange place = context_.PlaceOf(column.origin, operation_->source);
  if (column.generated) {
    Add({.kind = DiagnosticKind::kSetNotNull,
         .place = place,
         .message = absl::StrCat("what ", Quoted(column.name.text), " is computed to may be null in rows of ",
                                 Quoted(after.name.text), ", and then this fails"),
         .advice = "fill what it is computed from before, in this upgrade",
         .decides = ColumnsOf(column.generated->expression)});
  } else if (!column.default_value || IsNullLiteral(*column.default_value)) {
    Add({.kind = DiagnosticKind::kAddNotNull,
         .place = place,
         .message = absl::StrCat("rows of ", Quoted(after.name.text), " have no value for ",
                                 Quoted(column.name.text), ", which must not be null"),
         .advice = "give it a default; or add it without not null, write it for all rows, and set not null",
         .added = column.id});
  }
}

void RowRisks::FindConstraints() {
  const Table& after = *operation_->table_after;
  for (const ObjectId id : AddedOrChanged(difference_->checks)) {
    const Check& check = FindMember(after.checks, id);
    const std::vector<ObjectId> columns = ColumnsOf(check.expression);
    const std::string text = PrintExpression(check.expression, after);
    Add({.kind = DiagnosticKind::kAddCheck,
         .place = context_.PlaceOf(check.origin, operation_->source),
         .message = absl::StrCat("rows of ", Quoted(after.name.text),
                                 " may not pass this check, and then this fails"),
         .query = absl::StrCat("select * from ", PrintName(after.name), " where not (", text, ")"),
         .advice =
             absl::StrCat("write ", QuotedNames(after, columns), " for all rows before, in this upgrade"),
         .columns = columns});
  }
  for (const ObjectId id : AddedOrChanged(difference_->foreign_keys)) {
    AddForeignKey(FindMember(after.foreign_keys, id));
  }
}

void RowRisks::AddForeignKey(const ForeignKey& key) {
  const Table& after = *operation_->table_after;
  const TablePointer found = operation_->after.FindTable(key.parent_table);
  const std::string parent = found == nullptr ? key.parent_name.text : found->name.text;
  std::string query;
  if (found != nullptr && !key.parent_columns.empty()) {
    query = absl::StrCat("select * from ", PrintName(after.name), " where ", SqlRow(after, key.columns),
                         " not in (select ", SqlList(*found, key.parent_columns), " from ",
                         PrintName(found->name), ")");
  }
  Add({.kind = DiagnosticKind::kAddForeignKey,
       .place = context_.PlaceOf(key.origin, operation_->source),
       .message = absl::StrCat("rows of ", Quoted(after.name.text), " may have no parent in ", Quoted(parent),
                               ", and then this fails"),
       .query = query,
       .advice =
           absl::StrCat("write ", QuotedNames(after, key.columns), " for all rows before, in this upgrade"),
       .columns = key.columns});
}

void RowRisks::Add(Draft draft) {
  RowRisk risk;
  risk.revision = context_.revision;
  risk.source = operation_->source;
  risk.kind = draft.kind;
  risk.place = draft.place;
  risk.table = draft.table != kNoObject ? draft.table : operation_->table_after->id;
  risk.columns = std::move(draft.decides);
  risk.message = std::move(draft.message);
  risk.notes = std::move(draft.notes);
  if (!draft.query.empty()) risk.notes.push_back({{}, Finds(draft.query)});
  if (written_.call() != nullptr) {
    risk.notes.push_back({written_.call()->range, "what this does to the rows is not known when compiling"});
  }
  risk.notes.push_back({{},
                        absl::StrCat(draft.advice, "; or say why no database has such rows: allow ",
                                     std::string(DiagnosticName(draft.kind)), " \"...\";")});
  const bool is_allowed = draft.accepted || context_.IsNew(*operation_->table_after) ||
                          context_.Accepts(draft.kind, operation_->source);
  const bool is_written = !draft.columns.empty() && written_.HasAll(draft.columns);
  const bool replay_decides = is_written || draft.replay_decides ||
                              draft.kind == DiagnosticKind::kAddUnique ||
                              draft.kind == DiagnosticKind::kSetNotNull;
  risk.accepted = is_allowed || is_written;
  risk.undecided = !is_allowed && replay_decides && written_.call() == nullptr;
  if (!risk.accepted && !risk.undecided) {
    Report(risk, &context_.diagnostics);
    if (draft.added != kNoObject) refused_.insert(draft.added);
  }
  risks_.push_back(std::move(risk));
}

}  // namespace instar::compiler
