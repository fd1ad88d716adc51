// alter table: one operation for each action, from left to right.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/foreign_keys.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/resolve_type.h"
#include "compiler/schema/statements.h"
#include "compiler/schema/table_maker.h"
#include "compiler/schema/table_rules.h"
#include "compiler/schema/uses.h"

namespace instar::compiler {
namespace {

template <typename Constraint>
void EraseId(ObjectId id, SharedVector<Constraint>* constraints) {
  constraints->EraseIf([&](const Constraint& constraint) { return constraint.id == id; });
}

class Alteration {
 public:
  Alteration(Scope* scope, const sql::AlterAction& action, TablePointer before)
      : scope_(*scope),
        action_(action),
        before_(std::move(before)),
        after_(std::make_shared<Table>(*before_)) {}

  void Run() {
    if (!Change()) return;
    if (!scope_.failed()) CheckChange(&scope_, *before_, *after_, action_.range);
    scope_.ChangeTable(action_.range, std::move(before_), std::move(after_), std::move(conversions_));
  }

 private:
  // False when there is nothing to do, or nothing that can be done.
  bool Change() {
    switch (action_.kind) {
      case sql::AlterActionKind::kRenameTable:
        return RenameTable();
      case sql::AlterActionKind::kAddColumn:
        return AddColumn();
      case sql::AlterActionKind::kDropColumn:
        return DropColumn();
      case sql::AlterActionKind::kRenameColumn:
        return RenameColumn();
      case sql::AlterActionKind::kSetType:
        return SetType();
      case sql::AlterActionKind::kSetNotNull:
      case sql::AlterActionKind::kDropNotNull:
        return SetNotNull(action_.kind == sql::AlterActionKind::kSetNotNull);
      case sql::AlterActionKind::kSetDefault:
      case sql::AlterActionKind::kDropDefault:
        return ChangeDefault();
      case sql::AlterActionKind::kAddConstraint:
        TableMaker(&scope_, after_.get()).Add({}, {action_.constraint});
        return !scope_.failed();
      case sql::AlterActionKind::kDropConstraint:
        return DropConstraint();
      case sql::AlterActionKind::kRenameConstraint:
        return RenameConstraint();
    }
    return false;
  }

  // The column in the new table.
  Column* FindColumn() {
    const Column* const column = scope_.FindColumn(*before_, action_.name);
    if (column == nullptr) return nullptr;
    return &after_->columns[static_cast<std::size_t>(column - before_->columns.data())];
  }

  bool RenameTable() {
    const bool same_key = KeyOf(action_.new_name.text) == KeyOf(before_->name.text);
    if (same_key && action_.new_name.text == before_->name.text) return false;
    if (!same_key && !scope_.CheckFree(DiagnosticKind::kDuplicateTable, "table", action_.new_name))
      return false;
    if (!CheckTableUnmentioned(&scope_, *before_, action_.new_name.range)) return false;
    after_->name = ToIdentifier(action_.new_name);
    if (!same_key) CheckWaitingKeys(&scope_, *after_, action_.new_name.range);
    scope_.Gone(
        Scope::EventKey("table", KeyOf(before_->name.text)), action_.new_name.range,
        absl::StrCat(Quoted(before_->name.text), " was renamed to ", Quoted(after_->name.text), " here"));
    return true;
  }

  bool AddColumn() {
    if (action_.if_exists && before_->FindColumn(KeyOf(action_.column.name.text)) != nullptr) return false;
    const std::size_t columns = before_->columns.size();
    TableMaker(&scope_, after_.get()).Add({action_.column}, {});
    return after_->columns.size() > columns;
  }

  bool DropColumn() {
    if (action_.if_exists && before_->FindColumn(KeyOf(action_.name.text)) == nullptr) return false;
    const Column* const column = scope_.FindColumn(*before_, action_.name);
    if (column == nullptr || !CheckColumnUnused(&scope_, *before_, *column, action_.name.range)) return false;
    const ObjectId id = column->id;
    EraseId(id, &after_->columns);
    // What is about this column alone goes with it: CheckColumnUnused has refused the rest.
    after_->uniques.EraseIf([&](const Unique& unique) { return unique.columns[0].column == id; });
    after_->checks.EraseIf([&](const Check& check) { return check.expression.Mentions(id); });
    after_->foreign_keys.EraseIf([&](const ForeignKey& key) { return key.columns[0] == id; });
    scope_.Gone(Scope::EventKey("column", KeyOf(column->name.text), before_->id), action_.name.range,
                absl::StrCat("column ", Quoted(column->name.text), " was dropped here"));
    return true;
  }

  bool RenameColumn() {
    Column* const column = FindColumn();
    if (column == nullptr || column->name.text == action_.new_name.text) return false;
    const Column* const other = before_->FindColumn(KeyOf(action_.new_name.text));
    if (other != nullptr && other->id != column->id) {
      Diagnostic& error = scope_.Error(DiagnosticKind::kDuplicateColumn, action_.new_name.range,
                                       absl::StrCat("table ", Quoted(before_->name.text), " has a column ",
                                                    Quoted(action_.new_name.text), " already"));
      scope_.NoteEarlier(other->origin, "the first one is here", &error);
      return false;
    }
    if (!CheckColumnUnmentioned(&scope_, *before_, *column, action_.name.range)) return false;
    scope_.Gone(Scope::EventKey("column", KeyOf(column->name.text), before_->id), action_.new_name.range,
                absl::StrCat("column ", Quoted(column->name.text), " was renamed to ",
                             Quoted(action_.new_name.text), " here"));
    column->name = ToIdentifier(action_.new_name);
    return true;
  }

  bool SetType() {
    Column* const column = FindColumn();
    if (column == nullptr) return false;
    const Type before = column->type;
    column->type = ResolveType(&scope_, action_.type);
    if (action_.using_expression) {
      conversions_.emplace(column->id,
                           ResolveExpression(&scope_, ColumnNames(*before_), *action_.using_expression,
                                             ExpressionPlace::kConversion));
    }
    if (scope_.failed()) return false;
    CheckTypesOfKeys(&scope_, *after_, column->id, action_.type.range);
    return !(before == column->type) || action_.using_expression;
  }

  bool SetNotNull(bool not_null) {
    Column* const column = FindColumn();
    if (column == nullptr || column->not_null == not_null) return false;
    column->not_null = not_null;
    if (!not_null || !column->default_value || !IsNullLiteral(*column->default_value)) return true;
    scope_.Error(
        DiagnosticKind::kConflictingConstraints, action_.range,
        absl::StrCat("column ", Quoted(column->name.text), " has null as its default: drop that first"));
    return false;
  }

  bool ChangeDefault() {
    Column* const column = FindColumn();
    if (column == nullptr) return false;
    if (action_.kind == sql::AlterActionKind::kDropDefault) {
      if (!column->default_value) return false;
      column->default_value.reset();
      column->default_parenthesized = false;
      return true;
    }
    if (column->generated || column->identity != IdentityKind::kNone) {
      Diagnostic& error = scope_.Error(
          DiagnosticKind::kConflictingConstraints, action_.range,
          absl::StrCat("column ", Quoted(column->name.text),
                       column->generated ? " is generated" : " is an identity", ", so it has no default"));
      scope_.NoteEarlier(column->origin, absl::StrCat(Quoted(column->name.text), " is defined here"), &error);
      return false;
    }
    SetDefault(&scope_, *before_, action_.constraint, column);
    return !scope_.failed();
  }

  ConstraintPointer FindNamed() {
    const ConstraintPointer constraint = FindConstraint(*before_, KeyOf(action_.name.text));
    if (constraint || (action_.if_exists && action_.kind == sql::AlterActionKind::kDropConstraint)) {
      return constraint;
    }
    scope_.ReportUnknown(
        DiagnosticKind::kUnknownConstraint, action_.name,
        absl::StrCat("table ", Quoted(before_->name.text), " has no constraint ", Quoted(action_.name.text)),
        Scope::EventKey("constraint", KeyOf(action_.name.text), before_->id), [&] {
          std::vector<std::string> names;
          for (const ConstraintPointer& known : ConstraintsOf(*before_))
            names.push_back(NameOf(*before_, known));
          return names;
        });
    return constraint;
  }

  bool DropConstraint() {
    const ConstraintPointer constraint = FindNamed();
    if (!constraint) return false;
    if (constraint.primary_key != nullptr) {
      after_->primary_key.reset();
    } else if (constraint.unique != nullptr) {
      EraseId(constraint.unique->id, &after_->uniques);
    } else if (constraint.check != nullptr) {
      EraseId(constraint.check->id, &after_->checks);
    } else {
      EraseId(constraint.foreign_key->id, &after_->foreign_keys);
    }
    if (!CheckKeysOfChildren(&scope_, *before_, *after_, action_.name.range)) return false;
    scope_.Gone(Scope::EventKey("constraint", KeyOf(action_.name.text), before_->id), action_.name.range,
                absl::StrCat("constraint ", Quoted(action_.name.text), " was dropped here"));
    return true;
  }

  bool RenameConstraint() {
    const ConstraintPointer constraint = FindNamed();
    if (!constraint) return false;
    const std::string new_key = KeyOf(action_.new_name.text);
    const ConstraintPointer other = FindConstraint(*before_, new_key);
    if (other && other.name() && new_key != KeyOf(NameOf(*before_, constraint))) {
      Diagnostic& error =
          scope_.Error(DiagnosticKind::kDuplicateConstraint, action_.new_name.range,
                       absl::StrCat("table ", Quoted(before_->name.text), " has a constraint ",
                                    Quoted(action_.new_name.text), " already"));
      scope_.NoteEarlier(other.origin(), "the first one is here", &error);
      return false;
    }
    const Identifier name = ToIdentifier(action_.new_name);
    const auto rename = [&](auto* constraints, ObjectId id) {
      for (auto& candidate : *constraints) {
        if (candidate.id == id) candidate.name = name;
      }
    };
    if (constraint.primary_key != nullptr) after_->primary_key->name = name;
    if (constraint.unique != nullptr) rename(&after_->uniques, constraint.unique->id);
    if (constraint.check != nullptr) rename(&after_->checks, constraint.check->id);
    if (constraint.foreign_key != nullptr) rename(&after_->foreign_keys, constraint.foreign_key->id);
    scope_.Gone(Scope::EventKey("constraint", KeyOf(action_.name.text), before_->id), action_.new_name.range,
                absl::StrCat("constraint ", Quoted(action_.name.text), " was renamed to ", Quoted(name.text),
                             " here"));
    return true;
  }

  Scope& scope_;
  const sql::AlterAction& action_;
  TablePointer before_;
  std::shared_ptr<Table> after_;
  std::map<ObjectId, Expression> conversions_;
};

}  // namespace

void Interpret(Scope* scope, const sql::AlterTable& alter, SourceRange) {
  if (alter.if_exists && !scope->HasTableOrView(alter.table)) return;
  TablePointer table = scope->FindTable(alter.table);
  if (table == nullptr) return;
  const ObjectId id = table->id;
  for (const sql::AlterAction& action : alter.actions) {
    Alteration(scope, action, scope->catalog().FindTable(id)).Run();
    // The names that it would have made or taken away say nothing any more.
    if (!scope->failed()) continue;
    scope->EndStatement(action.range);
    scope->BeginStatement();
  }
}

}  // namespace instar::compiler
