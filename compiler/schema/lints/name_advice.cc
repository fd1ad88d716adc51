// reserved-word, masks-drift
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "compiler/schema/lints/advice.h"
#include "compiler/schema/lints/reserved_words.h"
#include "compiler/schema/scope.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

void LintName(const LintContext& context, const Identifier& name, SourceRange source, SourceRange place) {
  const std::string key = KeyOf(name.text);
  for (const Dialect dialect : context.options.dialects) {
    if (!IsReserved(key, dialect)) continue;
    context.Report(DiagnosticKind::kReservedWord, source, place,
                   absl::StrCat(Quoted(name.text), " is a keyword of ",
                                dialect == Dialect::kSqlite ? "SQLite" : "PostgreSQL",
                                ": every query must write it in double quotes"));
    return;
  }
}

// Where words that make a statement do nothing stand in it.
struct Condition {
  SourceRange range;
  bool negated = false;  // if not exists
};

std::vector<Condition> ConditionsOf(const SourceSet& sources, const Statement& statement) {
  std::vector<Condition> conditions;
  const std::vector<Token>& tokens = statement.tokens;
  const auto is_word = [&](std::size_t at, std::string_view word) {
    return at < tokens.size() && tokens[at].kind == TokenKind::kWord &&
           IsWord(sources.Text(tokens[at].range), word);
  };
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view text = sources.Text(tokens[i].range);
    if (text == "(") ++depth;
    if (text == ")") --depth;
    if (depth > 0 || !is_word(i, "if")) continue;
    const bool negated = is_word(i + 1, "not");
    const std::size_t last = i + (negated ? 2 : 1);
    if (!is_word(last, "exists")) continue;
    SourceRange range = tokens[i].range;
    range.end = tokens[last].range.end;
    conditions.push_back({range, negated});
  }
  return conditions;
}

// The action that holds the place, or else the statement.
SourceRange HolderOf(const Statement& statement, SourceRange place) {
  const auto* const alter = std::get_if<sql::AlterTable>(statement.sql.get());
  if (alter == nullptr) return statement.range;
  const auto next =
      std::partition_point(alter->actions.begin(), alter->actions.end(),
                           [&](const sql::AlterAction& action) { return action.range.begin <= place.begin; });
  return next == alter->actions.begin() ? statement.range : std::prev(next)->range;
}

bool HasOperation(const LintContext& context, SourceRange range) {
  const std::vector<Operation>& operations = context.schema.upgrade;
  const auto first =
      std::partition_point(operations.begin(), operations.end(),
                           [&](const Operation& operation) { return operation.source.begin < range.begin; });
  return first != operations.end() && first->source.begin < range.end;
}

}  // namespace

void LintReservedWords(const LintContext& context, const TouchedTable& table) {
  const Table& after = *table.after;
  const auto renamed = table.named_at.find(kNoObject);
  if (renamed != table.named_at.end()) {
    LintName(context, after.name, renamed->second, context.SubjectOf(renamed->second));
  } else if (table.before == nullptr) {
    LintName(context, after.name, after.origin.range, after.origin.range);
  }
  for (const Column& column : after.columns) {
    const auto named = table.named_at.find(column.id);
    if (named != table.named_at.end()) {
      LintName(context, column.name, named->second, context.SubjectOf(named->second));
    } else if (column.origin.revision == context.revision) {
      LintName(context, column.name, column.origin.range, column.origin.range);
    }
  }
}

void LintReservedWord(const LintContext& context, const Operation& operation) {
  const SourceRange place = context.SubjectOf(operation.source);
  const ViewPointer& view = operation.view_after;
  if (view != nullptr && (operation.view_before == nullptr || operation.view_before->name != view->name)) {
    LintName(context, view->name, operation.source, place);
  }
  const EnumPointer& type = operation.enum_after;
  if (type != nullptr && (operation.enum_before == nullptr || operation.enum_before->name != type->name)) {
    LintName(context, type->name, operation.source, place);
  }
}

void LintMaskedDrift(const LintContext& context) {
  for (const Statement& statement : context.tree.upgrade.statements) {
    if (statement.kind != StatementKind::kSql || statement.sql == nullptr ||
        std::holds_alternative<sql::DataStatement>(*statement.sql)) {
      continue;
    }
    for (const Condition& condition : ConditionsOf(context.sources, statement)) {
      const SourceRange holder = HolderOf(statement, condition.range);
      const std::string words = condition.negated ? "'if not exists'" : "'if exists'";
      const std::string_view says =
          HasOperation(context, holder)
              ? condition.negated
                    ? " would hide one that nobody should have made: by this history there is none"
                    : " would hide that somebody dropped it: by this history it is there"
          : condition.negated ? " makes this do nothing: by this history it is there already"
                              : " makes this do nothing: by this history there is none";
      context.Report(DiagnosticKind::kMasksDrift, condition.range, condition.range,
                     absl::StrCat(words, std::string(says)));
    }
  }
}

}  // namespace instar::compiler
