#include "compiler/schema/lints/written_columns.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Whether one of the words stands outside of parentheses.
bool HasWord(const SourceSet& sources, const Statement& statement,
             std::initializer_list<std::string_view> words) {
  int depth = 0;
  for (const Token& token : statement.tokens) {
    const std::string_view text = sources.Text(token.range);
    if (text == "(") ++depth;
    if (text == ")") --depth;
    if (depth > 0 || token.kind != TokenKind::kWord) continue;
    if (std::any_of(words.begin(), words.end(), [&](std::string_view word) { return IsWord(text, word); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

void WrittenColumns::Note(const Operation& operation) {
  if (operation.kind == OperationKind::kCall) {
    columns_.clear();
    call_ = operation.statement;
  }
  if (operation.kind != OperationKind::kData) return;
  const Statement& statement = *operation.statement;
  if (operation.data == sql::DataKind::kUpdate && !HasWord(sources_, statement, {"where", "from", "limit"})) {
    NoteAdded(operation.data_columns);
  }
  // What no row is left of can hold nothing else either.
  if (operation.data == sql::DataKind::kDelete &&
      !HasWord(sources_, statement, {"where", "using", "limit"})) {
    const TablePointer table = operation.before.FindTable(operation.data_table);
    if (table == nullptr) return;
    for (const Column& column : table->columns) columns_.insert(column.id);
  }
}

bool WrittenColumns::HasAll(const std::vector<ObjectId>& columns) const {
  return std::all_of(columns.begin(), columns.end(), [&](ObjectId column) { return Has(column); });
}

}  // namespace instar::compiler
