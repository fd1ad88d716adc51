// create type ... as enum, alter type, drop type
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/schema/statements.h"
#include "compiler/schema/uses.h"

namespace instar::compiler {
namespace {

bool CheckFreeType(Scope* scope, const sql::Name& name) {
  const std::string key = KeyOf(name.text);
  std::string is;
  Origin first;
  if (PortableType({name.range, name.text, {}})) {
    is = absl::StrCat("a portable type ", Quoted(key));
  } else if (const EnumPointer type = scope->catalog().FindEnum(key)) {
    is = absl::StrCat("a type ", Quoted(type->name.text));
    first = type->origin;
  } else if (scope->history().Has(Dialect::kPostgresql)) {
    // Every table is a type there.
    const TablePointer table = scope->catalog().FindTable(key);
    if (table == nullptr) return true;
    is = absl::StrCat("a table ", Quoted(table->name.text), ", which PostgreSQL takes for a type,");
    first = table->origin;
  } else {
    return true;
  }
  scope->Fail();
  if (scope->IsDoubtful(key)) return false;
  Diagnostic& error =
      scope->Error(DiagnosticKind::kDuplicateType, name.range, absl::StrCat("there is ", is, " already"));
  scope->NoteEarlier(first, "the first one is here", &error);
  return false;
}

using Values = std::vector<std::string>;

Values::iterator FindValue(Scope* scope, const Enum& type, const sql::Name& value, Values* values) {
  const auto found = std::find(values->begin(), values->end(), value.text);
  if (found != values->end()) return found;
  Suggester suggester(*values);
  Diagnostic& error =
      scope->Error(DiagnosticKind::kUnknownEnumValue, value.range,
                   absl::StrCat(Quoted(value.text), " is no value of type ", Quoted(type.name.text),
                                std::string(DidYouMean(suggester.Closest(value.text)))));
  scope->NoteEarlier(type.origin, absl::StrCat(Quoted(type.name.text), " is made here"), &error);
  return found;
}

bool CheckFreeValue(Scope* scope, const Enum& type, const sql::Name& value) {
  if (std::find(type.values.begin(), type.values.end(), value.text) == type.values.end()) return true;
  Diagnostic& error = scope->Error(
      DiagnosticKind::kDuplicateEnumValue, value.range,
      absl::StrCat("type ", Quoted(type.name.text), " has a value ", Quoted(value.text), " already"));
  scope->NoteEarlier(type.origin, absl::StrCat(Quoted(type.name.text), " is made here"), &error);
  return false;
}

bool AddValue(Scope* scope, const sql::AlterEnum& alter, const Enum& before, Enum* after) {
  if (std::find(before.values.begin(), before.values.end(), alter.value.text) != before.values.end() &&
      alter.if_not_exists) {
    return false;
  }
  if (!CheckFreeValue(scope, before, alter.value)) return false;
  auto place = after->values.end();
  if (const std::optional<sql::Name>& neighbour = alter.before ? alter.before : alter.after) {
    place = FindValue(scope, before, *neighbour, &after->values);
    if (scope->failed()) return false;
    if (alter.after) ++place;
  }
  after->values.insert(place, alter.value.text);
  return true;
}

// Defaults are literals: the ones that say the old value would say something that is no value any more.
bool CheckNoDefault(Scope* scope, const Enum& type, const sql::Name& value) {
  for (const TablePointer& table : scope->catalog().TablesOfEnum(type.id)) {
    for (const Column& column : table->columns) {
      if (column.type.kind != TypeKind::kEnum || column.type.name != KeyOf(type.name.text)) continue;
      if (!column.default_value || column.default_value->tokens.size() != 1 ||
          Unquote(column.default_value->tokens[0].text) != value.text) {
        continue;
      }
      Diagnostic& error =
          scope->Error(DiagnosticKind::kInUse, value.range,
                       absl::StrCat("cannot rename value ", Quoted(value.text),
                                    ": it is the default of column ", Quoted(column.name.text), " of ",
                                    Quoted(table->name.text), "; drop the default first"));
      scope->NoteEarlier(column.origin, "it is defined here", &error);
      return false;
    }
  }
  return true;
}

bool RenameValue(Scope* scope, const sql::AlterEnum& alter, const Enum& before, Enum* after) {
  const auto value = FindValue(scope, before, alter.value, &after->values);
  if (scope->failed() || alter.value.text == alter.new_name.text) return false;
  if (!CheckFreeValue(scope, before, alter.new_name) || !CheckNoDefault(scope, before, alter.value))
    return false;
  *value = alter.new_name.text;
  return true;
}

bool RenameType(Scope* scope, const sql::AlterEnum& alter, const Enum& before, Enum* after) {
  const bool same_key = KeyOf(alter.new_name.text) == KeyOf(before.name.text);
  if (before.name.text == alter.new_name.text) return false;
  if (!same_key && !CheckFreeType(scope, alter.new_name)) return false;
  after->name = ToIdentifier(alter.new_name);
  scope->Gone(
      Scope::EventKey("type", KeyOf(before.name.text)), alter.new_name.range,
      absl::StrCat("type ", Quoted(before.name.text), " was renamed to ", Quoted(after->name.text), " here"));
  return true;
}

bool Alter(Scope* scope, const sql::AlterEnum& alter, const Enum& before, Enum* after) {
  switch (alter.kind) {
    case sql::AlterEnumKind::kAddValue:
      return AddValue(scope, alter, before, after);
    case sql::AlterEnumKind::kRenameValue:
      return RenameValue(scope, alter, before, after);
    case sql::AlterEnumKind::kRenameType:
      return RenameType(scope, alter, before, after);
  }
  return false;
}

}  // namespace

void Interpret(Scope* scope, const sql::CreateEnum& create, SourceRange source) {
  if (!CheckFreeType(scope, create.type)) return;
  auto type = std::make_shared<Enum>();
  type->id = scope->NewId();
  type->name = ToIdentifier(create.type);
  type->origin = scope->OriginOf(create.type.range);
  absl::flat_hash_map<std::string, SourceRange> seen;
  for (const sql::Name& value : create.values) {
    const auto [first, is_new] = seen.emplace(value.text, value.range);
    if (is_new) {
      type->values.push_back(value.text);
      continue;
    }
    scope
        ->Error(
            DiagnosticKind::kDuplicateEnumValue, value.range,
            absl::StrCat("type ", Quoted(create.type.text), " has a value ", Quoted(value.text), " already"))
        .AddNote(first->second, "the first one is here");
  }
  scope->Made("type", type->name, create.type.range);
  scope->ChangeEnum(source, nullptr, std::move(type));
}

void Interpret(Scope* scope, const sql::AlterEnum& alter, SourceRange source) {
  EnumPointer before = scope->FindEnum(alter.type);
  if (before == nullptr) return;
  auto after = std::make_shared<Enum>(*before);
  if (!Alter(scope, alter, *before, after.get())) return;
  scope->ChangeEnum(source, std::move(before), std::move(after));
}

void Interpret(Scope* scope, const sql::DropType& drop, SourceRange source) {
  if (drop.if_exists && scope->catalog().FindEnum(KeyOf(drop.type.text)) == nullptr) return;
  EnumPointer type = scope->FindEnum(drop.type);
  if (type == nullptr || !CheckEnumUnused(scope, *type, drop.type.range)) return;
  scope->Gone(Scope::EventKey("type", KeyOf(type->name.text)), drop.type.range,
              absl::StrCat("type ", Quoted(type->name.text), " was dropped here"));
  scope->ChangeEnum(source, std::move(type), nullptr);
}

}  // namespace instar::compiler
