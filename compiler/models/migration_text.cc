#include "compiler/models/migration_text.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "compiler/models/way_back.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

constexpr char kReason[] = "\"instar: the reason\"";
// With the number of the `todo`.
constexpr std::string_view kTodo = "call instar_todo::t";

std::string TodoPlaceholder(const std::string& what, Todos* todos) {
  todos->push_back(what);
  return absl::StrCat(std::string(kTodo), todos->size() - 1);
}

std::string Plain(const PlannedStatement& statement) {
  if (statement.table.empty()) return statement.sql;
  return absl::StrCat("alter table ", statement.table, " ", statement.sql);
}

bool CanJoin(const JudgedStatement& statement) {
  return !statement.statement.table.empty() && statement.allows.empty();
}

}  // namespace

PlainText PlainTextOf(const std::vector<PlannedStatement>& statements, const std::string& before) {
  PlainText plain{before, {}};
  for (const PlannedStatement& statement : statements) {
    plain.begins.push_back(static_cast<std::uint32_t>(plain.text.size()));
    // What is to be written is not there yet.
    if (statement.todo.empty()) absl::StrAppend(&plain.text, Plain(statement), ";\n");
  }
  return plain;
}

std::string UpgradeText(const std::vector<JudgedStatement>& statements, Todos* todos) {
  std::string text;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const JudgedStatement& judged = statements[i];
    if (!judged.allows.empty()) {
      absl::StrAppend(&text, "allow ", absl::StrJoin(judged.allows, ", "), " ", kReason, ";\n");
    }
    const std::string& todo = judged.statement.todo;
    absl::StrAppend(&text, todo.empty() ? Plain(judged.statement) : TodoPlaceholder(todo, todos));
    while (CanJoin(judged) && i + 1 < statements.size() && CanJoin(statements[i + 1]) &&
           statements[i + 1].statement.table == judged.statement.table) {
      absl::StrAppend(&text, ", ", statements[++i].statement.sql);
    }
    absl::StrAppend(&text, ";\n");
  }
  return text;
}

std::string DowngradeText(const std::vector<JudgedStatement>& statements, const Catalog& head, Todos* todos) {
  std::string written;
  std::set<ObjectId> columns;
  bool fills = false;
  for (const JudgedStatement& judged : statements) {
    fills |= judged.statement.fills;
    if (judged.has_no_inverse && judged.statement.drops_column) {
      columns.insert(judged.statement.column);
    } else if (judged.has_no_inverse) {
      absl::StrAppend(&written, TodoPlaceholder("undo: " + Plain(judged.statement), todos), ";\n");
    }
  }
  const WayBack way_back = WayBackOf(head, columns);
  if (way_back.makes_up_values) {
    absl::StrAppend(
        &written, TodoPlaceholder("see whether the rows that are there may come back with this value", todos),
        ";\n");
  }
  for (const std::string& statement : way_back.statements) absl::StrAppend(&written, statement, ";\n");
  if (!written.empty()) return absl::StrCat("downgrade {\nauto;\n", written, "}\n");
  // What is filled in stays as it is.
  return fills ? "downgrade auto keeping data;\n" : "";
}

std::string FillPlaceholders(std::string text, const Todos& todos) {
  text = absl::StrReplaceAll(text, {{kReason, "\"\""}});
  std::string filled;
  std::string_view rest = text;
  while (true) {
    const std::size_t at = rest.find(kTodo);
    filled += rest.substr(0, at);
    if (at == std::string_view::npos) return filled;
    rest.remove_prefix(at + kTodo.size());
    std::size_t number = 0;
    while (!rest.empty() && IsDigit(rest[0])) {
      number = number * 10 + static_cast<std::size_t>(rest[0] - '0');
      rest.remove_prefix(1);
    }
    const std::string what = number < todos.size() ? todos[number] : "";
    filled += absl::StrCat("todo \"", absl::StrReplaceAll(what, {{"\"", "\"\""}, {"\n", " "}}), "\"");
  }
}

}  // namespace instar::compiler
