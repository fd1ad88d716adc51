#include "compiler/lowering/sqlite/data_beside_rebuild.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "compiler/lowering/sqlite/foreign_keys_off.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

bool References(const Table& child, ObjectId parent, const std::vector<ObjectId>& columns) {
  return std::ranges::any_of(child.foreign_keys, [&](const ForeignKey& key) {
    return key.parent_table == parent &&
           std::ranges::find_first_of(key.parent_columns, columns) != key.parent_columns.end();
  });
}

bool AreReferenced(const Operation& operation, const std::vector<ObjectId>& columns) {
  const TablePointer table = operation.before.FindTable(operation.data_table);
  if (table == nullptr) return false;
  if (References(*table, table->id, columns)) return true;
  return std::ranges::any_of(operation.before.ChildrenOf(table->id), [&](const TablePointer& child) {
    return References(*child, table->id, columns);
  });
}

bool IsWordToken(const SourceSet& sources, const Token& token, std::string_view word) {
  return token.kind == TokenKind::kWord && IsWord(sources.Text(token.range), word);
}

// What ON CONFLICT DO UPDATE sets; what its WHERE compares counts as well.
std::vector<ObjectId> ColumnsOfUpsert(const SourceSet& sources, const Operation& operation) {
  const std::vector<Token>& tokens = operation.statement->tokens;
  const TablePointer table = operation.before.FindTable(operation.data_table);
  std::vector<ObjectId> columns;
  bool updates = false;
  for (std::size_t i = 0; table != nullptr && i + 1 < tokens.size(); ++i) {
    updates =
        updates || (IsWordToken(sources, tokens[i], "do") && IsWordToken(sources, tokens[i + 1], "update"));
    if (!updates || sources.Text(tokens[i + 1].range) != "=") continue;
    std::string name(sources.Text(tokens[i].range));
    std::erase(name, '"');
    if (const Column* const column = table->FindColumn(KeyOf(name))) columns.push_back(column->id);
  }
  return columns;
}

bool UpdatesKeys(const SourceSet& sources, const Operation& operation) {
  return AreReferenced(operation, operation.data == sql::DataKind::kUpdate
                                      ? operation.data_columns
                                      : ColumnsOfUpsert(sources, operation));
}

// INSERT OR REPLACE deletes the rows that stand in its way.
bool Replaces(const SourceSet& sources, const std::vector<Token>& tokens) {
  const auto is_word = [&](const Token& token, std::string_view word) {
    return IsWordToken(sources, token, word);
  };
  if (!tokens.empty() && is_word(tokens[0], "replace")) return true;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool writes = is_word(tokens[i], "insert") || is_word(tokens[i], "update");
    if (writes && is_word(tokens[i + 1], "or") && is_word(tokens[i + 2], "replace")) return true;
  }
  return false;
}

// What the statement does that needs foreign keys; empty when it does not.
std::string_view ProblemOf(const SourceSet& sources, const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::kCall:
      return "a C++ step cannot run";
    case OperationKind::kRaw:
      return IsRawData(sources, operation) ? "raw SQL cannot change rows" : "";
    case OperationKind::kData:
      if (operation.data == sql::DataKind::kDelete) return "rows cannot be deleted";
      if (Replaces(sources, operation.statement->tokens)) return "rows cannot be replaced";
      return UpdatesKeys(sources, operation) ? "columns that others reference cannot be updated" : "";
    default:
      return "";
  }
}

std::string NameOf(const Operation& operation) {
  if (operation.table_after != nullptr) return "table '" + operation.table_after->name.text + "'";
  if (operation.enum_after != nullptr) {
    return "the tables that use type '" + operation.enum_after->name.text + "'";
  }
  return "a table";
}

// Why foreign keys are off.
struct Cause {
  SourceRange place;
  std::string what;  // "rebuilds a table"
  std::string why;
};

std::optional<Cause> CauseOf(const std::vector<Operation>& operations, const std::vector<LoweredStep>& steps,
                             bool untransacted) {
  const auto rebuild = std::ranges::find(steps, StepKind::kRebuild, &LoweredStep::kind);
  // That one is there at all is an error then.
  if (rebuild != steps.end() && untransacted) return std::nullopt;
  if (rebuild != steps.end()) {
    const auto operation = std::ranges::find(operations, rebuild->source, &Operation::source);
    const std::string name = operation == operations.end() ? "a table" : NameOf(*operation);
    return Cause{rebuild->source, "rebuilds a table", "SQLite has to rebuild " + name + " for this"};
  }
  for (const Operation& operation : operations) {
    if (!DropNeedsForeignKeysOff(operation)) continue;
    // One that the revision itself makes comes and goes without a step.
    if (std::ranges::find(steps, operation.source, &LoweredStep::source) == steps.end()) continue;
    const std::string name = absl::StrCat("table '", operation.table_before->name.text, "'");
    return Cause{operation.source, "drops a table whose rows refer to each other",
                 absl::StrCat("SQLite cannot drop ", name, " while it asks who refers to its rows")};
  }
  return std::nullopt;
}

}  // namespace

bool IsRawData(const SourceSet& sources, const Operation& operation) {
  const std::vector<Dialect>& dialects = operation.statement->dialects;
  if (std::ranges::find(dialects, Dialect::kSqlite) == dialects.end()) return false;
  if (operation.data.has_value()) return true;
  const std::string_view text = sources.Text(operation.raw);
  const std::string_view first = text.substr(0, std::ranges::find_if_not(text, IsWordPart) - text.begin());
  constexpr std::string_view kWords[] = {"insert", "update", "delete", "replace", "with"};
  return std::ranges::any_of(kWords, [&](std::string_view word) { return IsWord(first, word); });
}

bool NeedsForeignKeys(const SourceSet& sources, const Operation& operation) {
  return !ProblemOf(sources, operation).empty();
}

void CheckDataBesideRebuild(const SourceSet& sources, const std::vector<Operation>& operations,
                            const std::vector<LoweredStep>& steps, bool untransacted,
                            Diagnostics* diagnostics) {
  const std::optional<Cause> cause = CauseOf(operations, steps, untransacted);
  if (!cause.has_value()) return;
  for (const Operation& operation : operations) {
    const std::string_view problem = ProblemOf(sources, operation);
    // What can only be done so is no worse beside it.
    if (problem.empty() || WriteNeedsForeignKeysOff(sources, operation)) continue;
    const SourceRange place = operation.kind == OperationKind::kRaw ? operation.raw : operation.source;
    diagnostics
        ->Add(DiagnosticKind::kDataBesideRebuild, place,
              absl::StrCat(std::string(problem), " in a revision that ", cause->what,
                           ": foreign keys are off meanwhile"))
        .AddNote(cause->place, absl::StrCat(cause->why, "; put one of them into a revision of its own"));
  }
}

}  // namespace instar::compiler::sqlite
