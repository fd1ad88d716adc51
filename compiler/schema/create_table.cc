// create table, drop table
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "compiler/schema/foreign_keys.h"
#include "compiler/schema/statements.h"
#include "compiler/schema/table_maker.h"
#include "compiler/schema/table_rules.h"
#include "compiler/schema/uses.h"

namespace instar::compiler {

void Interpret(Scope* scope, const sql::CreateTable& create, SourceRange source) {
  if (create.if_not_exists && scope->catalog().FindTable(KeyOf(create.table.text)) != nullptr) return;
  if (!scope->CheckFree(DiagnosticKind::kDuplicateTable, "table", create.table)) return;
  auto table = std::make_shared<Table>();
  table->id = scope->NewId();
  table->name = ToIdentifier(create.table);
  table->without_rowid = create.without_rowid;
  table->strict = create.strict;
  table->origin = scope->OriginOf(create.table.range);
  TableMaker(scope, table.get()).Add(create.columns, create.constraints);
  // A key or a column that could not be made is missing in the whole.
  if (!scope->failed()) {
    CheckTable(scope, *table);
    CheckWaitingKeys(scope, *table, create.table.range);
  }
  scope->Made("table", table->name, create.table.range);
  scope->ChangeTable(source, nullptr, std::move(table));
}

void Interpret(Scope* scope, const sql::DropTable& drop, SourceRange source) {
  if (drop.if_exists && !scope->HasTableOrView(drop.table)) return;
  TablePointer table = scope->FindTable(drop.table);
  if (table == nullptr || !CheckTableUnused(scope, *table, drop.table.range)) return;
  scope->Gone(Scope::EventKey("table", KeyOf(table->name.text)), drop.table.range,
              absl::StrCat(Quoted(table->name.text), " was dropped here"));
  scope->ChangeTable(source, std::move(table), nullptr);
}

}  // namespace instar::compiler
