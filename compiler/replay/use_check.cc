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
      return CanReadView(operation) && CanUseColumns(operation);
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
