// create view, drop view
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/expressions.h"
#include "compiler/schema/statements.h"
#include "compiler/schema/uses.h"

namespace instar::compiler {
namespace {

std::vector<std::string> WordsOf(const Expression& query) {
  std::vector<std::string> words;
  for (const ExpressionToken& token : query.tokens) {
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) continue;
    words.push_back(KeyOf(Unquote(token.text)));
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void CheckColumns(Scope* scope, const sql::CreateView& create) {
  absl::flat_hash_map<std::string, SourceRange> seen;
  for (const sql::Name& column : create.columns) {
    const auto [first, is_new] = seen.emplace(KeyOf(column.text), column.range);
    if (is_new) continue;
    scope
        ->Error(DiagnosticKind::kDuplicateColumn, column.range,
                absl::StrCat("view ", Quoted(create.view.text), " has a column ", Quoted(column.text),
                             " already"))
        .AddNote(first->second, "the first one is here");
  }
}

}  // namespace

void Interpret(Scope* scope, const sql::CreateView& create, SourceRange source) {
  if (create.if_not_exists && scope->HasTableOrView(create.view)) return;
  if (!scope->CheckFree(DiagnosticKind::kDuplicateView, "view", create.view)) return;
  CheckColumns(scope, create);
  auto view = std::make_shared<View>();
  view->id = scope->NewId();
  view->name = ToIdentifier(create.view);
  view->origin = scope->OriginOf(create.view.range);
  for (const sql::Name& column : create.columns) view->columns.push_back(ToIdentifier(column));
  view->query = UnresolvedExpression(scope->history().sources, create.query);
  view->words = WordsOf(view->query);
  scope->Made("view", view->name, create.view.range);
  scope->ChangeView(source, nullptr, std::move(view));
}

void Interpret(Scope* scope, const sql::DropView& drop, SourceRange source) {
  if (drop.if_exists && !scope->HasTableOrView(drop.view)) return;
  ViewPointer view = scope->FindView(drop.view);
  if (view == nullptr || !CheckViewUnused(scope, *view, drop.view.range)) return;
  scope->Gone(Scope::EventKey("view", KeyOf(view->name.text)), drop.view.range,
              absl::StrCat(Quoted(view->name.text), " was dropped here"));
  scope->ChangeView(source, std::move(view), nullptr);
}

}  // namespace instar::compiler
