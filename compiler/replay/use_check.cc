#include "compiler/replay/use_check.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/ddl.h"
#include "compiler/lowering/sqlite/names.h"
#include "compiler/replay/named_place.h"

namespace instar::compiler {
namespace {

class UseCheck {
 public:
  UseCheck(const RevisionContext& context, ScratchDatabase& database, Diagnostics* diagnostics)
      : context_(context), database_(database), diagnostics_(diagnostics) {}

  bool Run() {
    return std::ranges::all_of(context_.schema().upgrade, [&](const Operation& operation) {
      return CanReadView(operation) && CanUseColumns(operation) && CanFire(operation);
    });
  }

 private:
  bool CanReadView(const Operation& operation) {
    if (operation.view_after == nullptr || operation.view_before != nullptr) return true;
    const ViewPointer view = context_.schema().after.FindView(operation.view_after->id);
    if (view == nullptr) return true;
    const std::string name = sqlite::Quoted(view->name.text);
    return database_.CanPrepare("SELECT * FROM " + name) ||
           Fail(operation.source, absl::StrCat("when view '", view->name.text, "' is read"));
  }

  bool CanUseColumns(const Operation& operation) {
    if (operation.table_after == nullptr) return true;
    const Table& after = *operation.table_after;
    const TablePointer& before = operation.table_before;
    const std::size_t same = before == nullptr ? 0 : before->columns.SharedWith(after.columns);
    return std::all_of(after.columns.begin() + same, after.columns.end(), [&](const Column& column) {
      const Column* const old = before == nullptr ? nullptr : before->Find(column.id);
      const bool same_default = old != nullptr && old->default_value == column.default_value;
      const bool same_value = old != nullptr && old->generated == column.generated;
      return (same_default || CanUseDefault(column, after, operation.source)) &&
             (same_value || CanBeComputed(column, after, operation.source));
    });
  }

  // SQLite may find out only when somebody reads it.
  bool CanBeComputed(const Column& column, const Table& table, SourceRange source) {
    const TablePointer now = context_.schema().after.FindTable(table.id);
    const Column* const found = now == nullptr ? nullptr : now->Find(column.id);
    if (found == nullptr || !found->generated) return true;
    const std::string name = sqlite::Quoted(found->name.text);
    return database_.CanPrepare(absl::StrCat("SELECT ", name, " FROM ", sqlite::Quoted(now->name.text))) ||
           Fail(source, absl::StrCat("when column '", found->name.text, "' is read"));
  }

  // In a table of its own: a program may leave out this column alone.
  bool CanUseDefault(const Column& column, const Table& table, SourceRange source) {
    if (!column.default_value || column.default_value->tokens.size() < 2) return true;
    const char* const kName = "temp.\"instar default\"";
    database_.Run(
        absl::StrCat("CREATE TABLE ", kName, " (c DEFAULT ", sqlite::DefaultText(column, table), ")"));
    const bool can = database_.CanPrepare(absl::StrCat("INSERT INTO ", kName, " DEFAULT VALUES"));
    const std::string error = database_.error();
    database_.Run(absl::StrCat("DROP TABLE ", kName));
    return can || Fail(source, absl::StrCat("when a row is inserted without column '", column.name.text, "'"),
                       error);
  }

  // SQLite reads a trigger only where a statement sets it off.
  bool CanFire(const Operation& operation) {
    if (operation.kind != OperationKind::kRaw || operation.table_after == nullptr) return true;
    const std::size_t known = operation.table_before == nullptr ? 0 : operation.table_before->raw.size();
    if (operation.table_after->raw.size() <= known) return true;
    const RawObject& made = operation.table_after->raw.back();
    const TablePointer table = context_.schema().after.FindTable(operation.table_after->id);
    if (made.kind != "trigger" || table == nullptr) return true;
    // Whether foreign keys have their parents is another matter.
    const std::vector<std::string> enforced = database_.Column("PRAGMA foreign_keys");
    database_.Run("PRAGMA foreign_keys = 0");
    const bool can = CanWrite(*table);
    const std::string error = database_.error();
    if (enforced == std::vector<std::string>{"1"}) database_.Run("PRAGMA foreign_keys = 1");
    // The program may bring functions of its own.
    return can || error.starts_with("no such function") ||
           Fail(operation.raw, absl::StrCat("when trigger '", made.name.text, "' is set off"), error);
  }

  bool CanWrite(const Table& table) {
    std::string set;
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      const std::string name = sqlite::Quoted(column.name.text);
      set += (set.empty() ? "" : ", ") + name + " = " + name;
    }
    const std::string name = sqlite::Quoted(table.name.text);
    return database_.CanPrepare("INSERT INTO " + name + " DEFAULT VALUES") &&
           database_.CanPrepare("UPDATE " + name + " SET " + set) &&
           database_.CanPrepare("DELETE FROM " + name);
  }

  bool Fail(SourceRange source, const std::string& when) { return Fail(source, when, database_.error()); }

  bool Fail(SourceRange source, const std::string& when, const std::string& error) {
    diagnostics_
        ->Add(DiagnosticKind::kReplayFailed, NamedPlace(context_.input().sources, source, error),
              absl::StrCat("SQLite refuses this: ", error))
        .AddNote({}, when);
    return false;
  }

  const RevisionContext& context_;
  ScratchDatabase& database_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool CheckUse(const RevisionContext& context, ScratchDatabase& database, Diagnostics* diagnostics) {
  return UseCheck(context, database, diagnostics).Run();
}

}  // namespace instar::compiler
