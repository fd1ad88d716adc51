#include "compiler/schema/breaking_statements.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/raw_effect.h"
#include "compiler/schema/scope.h"

namespace instar::compiler {
namespace {

std::string OfData(const Operation& operation, const RevisionSchema& schema) {
  // Through a view, which rows change is for a trigger to say.
  if (operation.data_table == kNoObject) return "rows change through a view";
  const TablePointer table = schema.before.FindTable(operation.data_table);
  if (table == nullptr) return "";
  const bool only_new_columns = operation.data == sql::DataKind::kUpdate && !operation.data_columns.empty() &&
                                std::ranges::none_of(operation.data_columns, [&](ObjectId column) {
                                  return table->Find(column) != nullptr;
                                });
  return only_new_columns ? "" : absl::StrCat("rows of ", Quoted(table->name.text), " change");
}

// CREATE [UNIQUE] INDEX ... (a, b): columns alone, or what takes one pair of parentheses.
bool IsPlainIndex(std::string_view text) {
  const std::string lower = absl::AsciiStrToLower(absl::string_view(text.data(), text.size()));
  return lower.find("unique") == std::string::npos && std::ranges::count(lower, '(') == 1;
}

std::string OfRaw(const SourceSet& sources, const Operation& operation, const RevisionSchema& schema,
                  const std::vector<Dialect>& dialects) {
  const std::vector<Dialect>& of = operation.statement->dialects;
  const auto runs = [&](Dialect dialect) { return std::ranges::find(dialects, dialect) != dialects.end(); };
  if (std::ranges::none_of(of, runs)) return "";
  const RawEffect effect = RawEffectOf(sources, operation.raw, of.front());
  if (effect.kind == RawEffectKind::kCreate && !effect.replaces) {
    if (effect.object == "virtual table" || effect.object == "view" || effect.object == "function") return "";
    if (effect.object == "index" && IsPlainIndex(sources.Text(operation.raw))) return "";
    const bool on_new_table =
        operation.table_before != nullptr && schema.before.FindTable(operation.table_before->id) == nullptr;
    if (on_new_table) return "";
    return absl::StrCat(effect.object, " ", Quoted(effect.names.front().name.text), " is made in raw SQL");
  }
  if (effect.kind == RawEffectKind::kDrop) {
    return absl::StrCat(effect.object, " ", Quoted(effect.names.front().name.text), " is dropped in raw SQL");
  }
  return "raw SQL does what the compiler does not understand";
}

}  // namespace

std::string WhatMayBreak(const SourceSet& sources, const Operation& operation, const RevisionSchema& schema,
                         const std::vector<Dialect>& dialects) {
  switch (operation.kind) {
    case OperationKind::kData:
      return OfData(operation, schema);
    case OperationKind::kRaw:
      return OfRaw(sources, operation, schema, dialects);
    case OperationKind::kCall:
      return absl::StrCat("C++ step ", Quoted(operation.statement->function.text), " runs");
    default:
      return "";
  }
}

}  // namespace instar::compiler
