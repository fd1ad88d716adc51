// insert, update, delete: the table and the columns that they write to.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/statements.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

class DataInterpreter {
 public:
  DataInterpreter(Scope* scope, const sql::DataStatement& data, const Statement& statement)
      : scope_(*scope), data_(data), statement_(statement) {}

  void Run() {
    Operation operation;
    operation.kind = OperationKind::kData;
    operation.source = statement_.range;
    operation.statement = &statement_;
    operation.data = data_.kind;
    // Triggers may make a view writable: preparing the statement will tell.
    if (scope_.catalog().FindView(KeyOf(data_.table.text)) == nullptr) {
      const TablePointer table = scope_.FindTable(data_.table);
      if (table == nullptr) return;
      operation.data_table = table->id;
      operation.data_columns = FindColumns(*table);
      if (data_.kind == sql::DataKind::kInsert && !scope_.failed()) {
        CheckMissing(*table, operation.data_columns);
      }
    }
    scope_.Append(std::move(operation));
  }

 private:
  std::vector<ObjectId> FindColumns(const Table& table) {
    const ColumnNames names(table);
    std::vector<ObjectId> columns;
    absl::flat_hash_map<ObjectId, SourceRange> seen;
    for (const sql::Name& name : data_.columns) {
      ObjectId id = names.Find(KeyOf(name.text));
      // The number of a row can be written to, where it has one and no column hides it.
      if (id == kNoObject && IsRowid(table, name)) continue;
      id = names.Find(&scope_, name);
      if (id == kNoObject) continue;
      const auto [first, is_new] = seen.emplace(id, name.range);
      if (!is_new) {
        ReportDuplicate(name, first->second);
        continue;
      }
      CheckNotGenerated(*table.Find(id), name);
      columns.push_back(id);
    }
    return columns;
  }

  bool IsRowid(const Table& table, const sql::Name& name) const {
    const std::string key = KeyOf(name.text);
    return scope_.history().IsOnlySqlite() && !table.without_rowid &&
           (key == "rowid" || key == "_rowid_" || key == "oid");
  }

  void ReportDuplicate(const sql::Name& name, SourceRange first) {
    if (scope_.Accepts(DiagnosticKind::kDuplicateInsertColumn, name.range)) return;
    scope_
        .Error(DiagnosticKind::kDuplicateInsertColumn, name.range,
               absl::StrCat("column ", Quoted(name.text), " is written twice: only one value can stay"))
        .AddNote(first, "the first one is here");
  }

  void CheckNotGenerated(const Column& column, const sql::Name& name) {
    if (!column.generated) return;
    Diagnostic& error = scope_.Error(
        DiagnosticKind::kGeneratedColumnWritten, name.range,
        absl::StrCat("column ", Quoted(name.text), " is generated: nothing can be written to it"));
    scope_.NoteEarlier(column.origin, absl::StrCat(Quoted(column.name.text), " is defined here"), &error);
  }

  std::string WordAt(std::size_t index) const {
    if (index >= statement_.tokens.size()) return "";
    return LowerWord(scope_.history().sources.Text(statement_.tokens[index].range));
  }

  // A query may give no rows, and a row that fails may be ignored.
  bool CertainlyInsertsRow() const {
    std::size_t at = 0;
    while (at < statement_.tokens.size() && statement_.tokens[at].range != data_.table.range) ++at;
    if (at > 1 && WordAt(at - 1) == "into" && WordAt(at - 2) != "insert") return false;
    if (!data_.has_column_list) return true;
    if (data_.columns.empty()) return false;
    while (at < statement_.tokens.size() &&
           statement_.tokens[at].range.begin < data_.columns.back().range.end) {
      ++at;
    }
    return WordAt(at) == ")" && WordAt(at + 1) == "values";
  }

  // NOT NULL without saying so, in a table 'without rowid'.
  static bool IsInKey(const Table& table, const Column& column) {
    return table.primary_key &&
           std::any_of(table.primary_key->columns.begin(), table.primary_key->columns.end(),
                       [&](const KeyColumn& key) { return key.column == column.id; });
  }

  // SQLite numbers the rows by it.
  static bool IsRowNumber(const Table& table, const Column& column) {
    return !table.without_rowid && table.primary_key && table.primary_key->columns.size() == 1 &&
           table.primary_key->columns[0].column == column.id && AffinityOf(column.type) == Affinity::kInteger;
  }

  void CheckMissing(const Table& table, const std::vector<ObjectId>& written) {
    if (!table.raw.empty() || !CertainlyInsertsRow()) return;
    const absl::flat_hash_set<ObjectId> given(written.begin(), written.end());
    for (const Column& column : table.columns) {
      const bool may_be_null = !column.not_null && !(table.without_rowid && IsInKey(table, column));
      const bool filled = may_be_null || column.default_value || column.generated ||
                          column.identity != IdentityKind::kNone || IsRowNumber(table, column);
      if (filled || given.contains(column.id)) continue;
      Diagnostic& error =
          scope_.Error(DiagnosticKind::kMissingInsertColumn, data_.table.range,
                       absl::StrCat("column ", Quoted(column.name.text), " of ", Quoted(table.name.text),
                                    " is not null and has no default, so it must be written"));
      scope_.NoteEarlier(column.origin, absl::StrCat(Quoted(column.name.text), " is defined here"), &error);
      return;
    }
  }

  Scope& scope_;
  const sql::DataStatement& data_;
  const Statement& statement_;
};

}  // namespace

void Interpret(Scope* scope, const sql::DataStatement& data, const Statement& statement) {
  DataInterpreter(scope, data, statement).Run();
}

}  // namespace instar::compiler
