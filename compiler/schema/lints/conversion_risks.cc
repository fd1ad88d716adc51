// What a new type may break: the cast itself, keys in which values fall together, references that no longer
// agree.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/lints/row_risks.h"
#include "compiler/schema/lints/type_change.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

// Whether some value of the column's type is none of the new enum type's.
bool LosesValues(const Operation& operation, const Type& from, const Type& to) {
  if (to.kind != TypeKind::kEnum) return false;
  if (from.kind != TypeKind::kEnum) return true;
  const EnumPointer before = operation.before.FindEnum(from.name);
  const EnumPointer after = operation.after.FindEnum(to.name);
  if (before == nullptr || after == nullptr) return true;
  const absl::flat_hash_set<std::string> known(after->values.begin(), after->values.end());
  return std::any_of(before->values.begin(), before->values.end(),
                     [&](const std::string& value) { return !known.contains(value); });
}

}  // namespace

void RowRisks::FindConversions(const absl::flat_hash_set<ObjectId>& reported) {
  for (const ColumnChange& change : difference_->changed_columns) {
    if (!change.type) continue;
    const bool is_reported = reported.contains(change.column);
    FindConversion(change);
    FindCast(change, is_reported);
    if (!is_reported) FindLostParents(change);
  }
}

void RowRisks::FindCast(const ColumnChange& change, bool is_reported) {
  const Column& column = *operation_->table_after->Find(change.column);
  const Type& from = operation_->table_before->Find(change.column)->type;
  if (SaysWhatBecomes(*operation_, change.column)) return;
  const bool may_refuse = context_.Has(Dialect::kPostgresql) && MayPostgresqlRefuse(from, column.type);
  if (!may_refuse && !LosesValues(*operation_, from, column.type)) return;
  if (is_reported) {
    context_.Accepts(DiagnosticKind::kCastMayFail, operation_->source);
    return;
  }
  const std::string type = Describe(column.type);
  Add({.kind = DiagnosticKind::kCastMayFail,
       .place = context_.SubjectOf(operation_->source),
       .message = absl::StrCat("values of ", Quoted(column.name.text), " may be none of type ", type,
                               ", and then this fails"),
       .advice =
           absl::StrCat("say what becomes of each value: alter column ", PrintName(column.name), " type ",
                        type, " using (...); or write it for all rows before, in this upgrade"),
       .columns = {change.column}});
}

// What becomes of the values may be equal where it was not, or nothing that the table takes. Whether the
// values may change was asked elsewhere.
void RowRisks::FindConversion(const ColumnChange& change) {
  const Type& from = operation_->table_before->Find(change.column)->type;
  const Type& to = operation_->table_after->Find(change.column)->type;
  if (!SaysWhatBecomes(*operation_, change.column)) {
    const bool changes = !CoercionOf(from, to, operation_->table_after->strict).empty();
    if (changes) AddAccepted(DiagnosticKind::kAffinityCoercion);
  } else if (context_.Accepts(DiagnosticKind::kCastMayFail, operation_->source)) {
    AddAccepted(DiagnosticKind::kCastMayFail);
  }
}

// A value that is converted may no longer be its parent's, or its children's.
void RowRisks::FindLostParents(const ColumnChange& change) {
  const Table& after = *operation_->table_after;
  const Type& from = operation_->table_before->Find(change.column)->type;
  const bool converts = SaysWhatBecomes(*operation_, change.column) ||
                        AffinityOf(from) != AffinityOf(after.Find(change.column)->type);
  if (!converts) return;
  for (const ForeignKey& key : after.foreign_keys) {
    const TablePointer parent = operation_->after.FindTable(key.parent_table);
    const bool is_own = key.parent_table == after.id && Contains(key.parent_columns, change.column);
    if (parent != nullptr && (is_own || Contains(key.columns, change.column))) {
      AddLostParents(after, key, *parent, change);
    }
  }
  for (const TablePointer& child : operation_->after.ChildrenOf(after.id)) {
    if (child->id == after.id) continue;
    for (const ForeignKey& key : child->foreign_keys) {
      if (key.parent_table == after.id && Contains(key.parent_columns, change.column)) {
        AddLostParents(*child, key, after, change);
      }
    }
  }
}

void RowRisks::AddLostParents(const Table& child, const ForeignKey& key, const Table& parent,
                              const ColumnChange& change) {
  if (context_.IsNew(child) || context_.IsNew(parent)) return;
  const Column& column = *operation_->table_after->Find(change.column);
  const Type& from = operation_->table_before->Find(change.column)->type;
  // Who has said that the values may change has said it of those that refer to each other, too.
  const DiagnosticKind said = SaysWhatBecomes(*operation_, change.column) ? DiagnosticKind::kCastMayFail
                              : IsNarrower(column.type, from)             ? DiagnosticKind::kNarrowingType
                                                                          : DiagnosticKind::kAffinityCoercion;
  Add({.kind = DiagnosticKind::kAddForeignKey,
       .place = context_.SubjectOf(operation_->source),
       .message = absl::StrCat("rows of ", Quoted(child.name.text), " may have no parent in ",
                               Quoted(parent.name.text), " once the values of ", Quoted(column.name.text),
                               " are converted, and then this fails"),
       .advice = "convert the columns at both ends of the foreign key alike, in this upgrade",
       .notes = {{key.origin.range, "the foreign key is made here"}},
       .table = child.id,
       .accepted = context_.Accepts(said, operation_->source),
       .replay_decides = true});
}

void RowRisks::AddAccepted(DiagnosticKind kind) {
  RowRisk risk;
  risk.revision = context_.revision;
  risk.source = operation_->source;
  risk.kind = kind;
  risk.place = context_.SubjectOf(operation_->source);
  risk.accepted = true;
  risks_.push_back(std::move(risk));
}

}  // namespace instar::compiler
