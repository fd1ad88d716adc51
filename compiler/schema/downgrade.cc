#include "compiler/schema/downgrade.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/change.h"
#include "compiler/schema/no_inverse.h"
#include "compiler/schema/schema_difference.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {
namespace {

// How many places one diagnostic shows.
constexpr std::size_t kMaxNotes = 16;

bool ChangesSchema(const Operation& operation) {
  return operation.kind == OperationKind::kTable || operation.kind == OperationKind::kView ||
         operation.kind == OperationKind::kEnum;
}

// Why the operation, which is no schema operation, is not undone with the schema; nothing when it is.
std::optional<std::string> WhyNotUndone(const Operation& operation, const RevisionSchema& schema) {
  switch (operation.kind) {
    case OperationKind::kRaw:
      return "what raw SQL does is undone only by what you write";
    case OperationKind::kCall:
      return absl::StrCat("what '", operation.statement->function.text,
                          "' does is undone only by what you write");
    case OperationKind::kData:
      break;
    default:
      return std::nullopt;
  }
  const TablePointer old_table = schema.before.FindTable(operation.data_table);
  if (old_table == nullptr) return std::nullopt;
  const auto is_new = [&](ObjectId column) { return old_table->Find(column) == nullptr; };
  const bool only_new_columns =
      operation.data == sql::DataKind::kUpdate && !operation.data_columns.empty() &&
      std::all_of(operation.data_columns.begin(), operation.data_columns.end(), is_new);
  if (only_new_columns) return std::nullopt;
  return absl::StrCat("this changes rows of '", old_table->name.text, "', which is older than the revision");
}

class DerivableChecker {
 public:
  DerivableChecker(const Revision& revision, const RevisionSchema& schema, Diagnostics* diagnostics)
      : tree_(*revision.tree), schema_(schema), diagnostics_(*diagnostics) {}

  bool Check() {
    const DowngradeKind kind = tree_.downgrade.kind;
    if (kind == DowngradeKind::kBlock || kind == DowngradeKind::kIrreversible) return true;
    if (kind != DowngradeKind::kAutoKeepingData) {
      CollectNotUndone();
      if (!not_undone_.empty()) return ReportNotWritten();
    }
    return CheckInverses();
  }

 private:
  void CollectNotUndone() {
    const Statement* last = nullptr;
    for (const Operation& operation : schema_.upgrade) {
      std::optional<std::string> why = WhyNotUndone(operation, schema_);
      // Of a raw block the first statement speaks for all.
      if (!why || operation.statement == last) continue;
      last = operation.statement;
      not_undone_.push_back({operation.source, std::move(*why)});
    }
  }

  bool ReportNotWritten() {
    const bool is_auto = tree_.downgrade.kind == DowngradeKind::kAuto;
    Diagnostic& error = diagnostics_.Add(
        DiagnosticKind::kDowngradeNotWritten, is_auto ? tree_.downgrade.keyword : tree_.upgrade_keyword,
        absl::StrCat(
            is_auto ? "'auto' does not undo all of this upgrade"
                    : "this upgrade has no downgrade, and not all of it is undone without one",
            "; write 'downgrade { ... }', 'downgrade auto keeping data;' or 'irreversible \"why\";'"));
    const std::size_t shown = std::min(not_undone_.size(), kMaxNotes);
    for (std::size_t i = 0; i < shown; ++i) error.notes.push_back(std::move(not_undone_[i]));
    return false;
  }

  bool CheckInverses() {
    bool all = true;
    for (const Operation& operation : schema_.upgrade) {
      std::optional<NoInverse> problem = WhyNoInverse(operation, schema_.before);
      if (!problem) continue;
      Diagnostic& error = diagnostics_.Add(DiagnosticKind::kNoInverse, operation.source, problem->message);
      if (problem->note) error.notes.push_back(std::move(*problem->note));
      all = false;
    }
    return all;
  }

  const SyntaxTree& tree_;
  const RevisionSchema& schema_;
  Diagnostics& diagnostics_;
  std::vector<Note> not_undone_;
};

bool IsNameTaken(const Operation& operation, const Catalog& state) {
  if (operation.table_before == nullptr && operation.table_after != nullptr) {
    return state.FindTable(KeyOf(operation.table_after->name.text)) != nullptr;
  }
  if (operation.view_before == nullptr && operation.view_after != nullptr) {
    return state.FindView(KeyOf(operation.view_after->name.text)) != nullptr;
  }
  if (operation.enum_before == nullptr && operation.enum_after != nullptr) {
    return state.FindEnum(KeyOf(operation.enum_after->name.text)) != nullptr;
  }
  return false;
}

// Leaves out of a changed table what a written block has made again by hand, and what then finds its columns
// no more.
class Fitting {
 public:
  Fitting(const Table& current, const Catalog& state, Table* table)
      : current_(current), state_(state), table_(*table) {}

  void Fit() {
    for (const Column& column : current_.columns) {
      known_.insert(column.id);
      keys_.insert(KeyOf(column.name.text));
    }
    for (const Index& index : current_.indexes) known_.insert(index.id);
    Drop(&table_.columns, [&](const Column& column) {
      return !known_.contains(column.id) && keys_.contains(KeyOf(column.name.text));
    });
    for (const Column& column : std::as_const(table_.columns)) columns_.insert(column.id);
    const auto lacks_key_column = [&](const KeyColumn& key) { return Lacks(key.column); };
    const auto lacks_column = [&](ObjectId column) { return Lacks(column); };
    const auto any = [](const auto& list, auto predicate) {
      return std::any_of(list.begin(), list.end(), predicate);
    };
    if (table_.primary_key && any(table_.primary_key->columns, lacks_key_column)) {
      table_.primary_key = current_.primary_key;
    }
    Drop(&table_.uniques, [&](const Unique& unique) { return any(unique.columns, lacks_key_column); });
    Drop(&table_.checks, [&](const Check& check) { return Lacks(check.expression); });
    Drop(&table_.foreign_keys, [&](const ForeignKey& key) { return any(key.columns, lacks_column); });
    Drop(&table_.indexes, [&](const Index& index) {
      const auto lacks_term = [&](const IndexTerm& term) {
        return Lacks(term.column) || Lacks(term.expression);
      };
      return any(index.terms, lacks_term) || (index.where && Lacks(*index.where)) ||
             (!known_.contains(index.id) && state_.FindTableOfIndex(KeyOf(index.name.text)) != nullptr);
    });
  }

 private:
  template <typename Part, typename Predicate>
  static void Drop(SharedVector<Part>* parts, Predicate predicate) {
    parts->EraseIf(predicate);
  }

  bool Lacks(ObjectId column) const { return column != kNoObject && !columns_.contains(column); }
  bool Lacks(const Expression& expression) const {
    return std::any_of(expression.tokens.begin(), expression.tokens.end(),
                       [&](const ExpressionToken& token) { return Lacks(token.column); });
  }

  const Table& current_;
  const Catalog& state_;
  Table& table_;
  // Of the current table: its columns and indexes, and the names of its columns.
  absl::flat_hash_set<ObjectId> known_;
  absl::flat_hash_set<std::string> keys_;
  absl::flat_hash_set<ObjectId> columns_;
};

// What the revision itself made goes as a whole: on the way only names may have to be given back. To undo
// more could even fail, where the table would have no columns for a moment.
bool IsNeeded(const Operation& inverse, const Catalog& start) {
  const TablePointer& before = inverse.table_before;
  const TablePointer& after = inverse.table_after;
  if (inverse.kind != OperationKind::kTable || after == nullptr) return true;
  if (start.FindTable(after->id) != nullptr) return true;
  if (before == nullptr) return false;
  const TableDifference difference = Difference(*before, *after);
  return difference.name || !difference.indexes.dropped.empty() || !difference.indexes.renamed.empty();
}

// Whether indexes are all that one of them has and the other has not.
bool IsRest(const Table& rest, const Table& whole) {
  return rest.columns == whole.columns && rest.primary_key == whole.primary_key &&
         rest.uniques == whole.uniques && rest.checks == whole.checks &&
         rest.foreign_keys == whole.foreign_keys &&
         rest.indexes.SharedWith(whole.indexes) == rest.indexes.size();
}

// Nothing when nothing is left of the operation.
std::optional<Operation> RebaseFitting(const Operation& operation, const Catalog& state) {
  std::optional<Operation> rebased = Rebase(operation, state);
  if (!rebased || rebased->table_before == nullptr || rebased->table_after == nullptr) return rebased;
  // What only goes finds all that it had.
  if (IsRest(*rebased->table_after, *rebased->table_before)) return rebased;
  Table fitting = *rebased->table_after;
  Fitting(*rebased->table_before, state, &fitting).Fit();
  if (fitting == *rebased->table_after) return rebased;
  if (fitting == *rebased->table_before) return std::nullopt;
  rebased->table_after = std::make_shared<const Table>(std::move(fitting));
  rebased->after = state.With(rebased->table_after);
  return rebased;
}

// Foreign keys that waited for a name before the revision, which makes a table of that name, or renames one
// so: on the way back they must wait again.
void AddWaiting(const Operation& operation, const Catalog& before, TouchedNames* touched) {
  if (operation.table_after == nullptr) return;
  for (const TablePointer& child : before.WaitingFor(KeyOf(operation.table_after->name.text))) {
    touched->tables.insert(KeyOf(child->name.text));
  }
}

}  // namespace

bool CheckDerivable(const Revision& revision, const RevisionSchema& schema, Diagnostics* diagnostics) {
  return DerivableChecker(revision, schema, diagnostics).Check();
}

Catalog DeriveDowngrade(const RevisionSchema& schema, const Catalog& state,
                        std::vector<Operation>* downgrade) {
  Catalog left = state;
  for (auto operation = schema.upgrade.rbegin(); operation != schema.upgrade.rend(); ++operation) {
    if (!ChangesSchema(*operation) || !HasInverse(*operation, schema.before)) continue;
    const Operation inverse = Inverse(*operation);
    if (IsNameTaken(inverse, left) || !IsNeeded(inverse, schema.before)) continue;
    std::optional<Operation> rebased = RebaseFitting(inverse, left);
    if (!rebased) continue;
    left = rebased->after;
    downgrade->push_back(std::move(*rebased));
  }
  return left;
}

bool CheckRestores(const Revision& revision, const RevisionSchema& schema, Diagnostics* diagnostics) {
  TouchedNames touched;
  for (const Operation& operation : schema.upgrade) {
    touched.Add(operation);
    AddWaiting(operation, schema.before, &touched);
  }
  for (const Operation& operation : schema.downgrade) touched.Add(operation);
  const Catalog& left = schema.downgrade.empty() ? schema.after : schema.downgrade.back().after;
  const std::vector<SchemaDifference> differences = DifferenceOf(schema.before, left, touched);
  if (differences.empty()) return true;
  const SyntaxTree& tree = *revision.tree;
  const bool is_written = tree.downgrade.keyword.valid();
  Diagnostic& error = diagnostics->Add(DiagnosticKind::kDowngradeDoesNotRestore,
                                       is_written ? tree.downgrade.keyword : tree.upgrade_keyword,
                                       "the downgrade does not restore the schema");
  const std::size_t shown = std::min(differences.size(), kMaxNotes);
  for (std::size_t i = 0; i < shown; ++i)
    error.AddNote(differences[i].origin.range, differences[i].Message());
  return false;
}

}  // namespace instar::compiler
