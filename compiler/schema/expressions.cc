#include "compiler/schema/expressions.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Never columns unless quoted. Sorted.
constexpr std::string_view kReserved[] = {
    "all",
    "and",
    "any",
    "array",
    "as",
    "asymmetric",
    "between",
    "both",
    "case",
    "cast",
    "collate",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "distinct",
    "else",
    "end",
    "escape",
    "exists",
    "false",
    "for",
    "from",
    "ilike",
    "in",
    "is",
    "isnull",
    "leading",
    "like",
    "localtime",
    "localtimestamp",
    "not",
    "notnull",
    "null",
    "or",
    "placing",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "then",
    "to",
    "trailing",
    "true",
    "user",
    "when",
};

// Words with a meaning of their own where no column has the name. Sorted.
constexpr std::string_view kOther[] = {
    "at",        "century",      "date",       "day",          "decade", "dow",      "doy",
    "epoch",     "filter",       "first",      "glob",         "hour",   "interval", "last",
    "match",     "microseconds", "millennium", "milliseconds", "minute", "month",    "nulls",
    "operator",  "over",         "precision",  "quarter",      "regexp", "second",   "time",
    "timestamp", "unknown",      "week",       "within",       "with",   "year",     "zone",
};

template <typename Words>
bool Contains(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string TextOf(const SourceSet& sources, const Token& token) {
  std::string text;
  const std::string_view written = sources.Text(token.range);
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '\r' && i + 1 < written.size() && written[i + 1] == '\n') continue;
    text += written[i];
  }
  return text;
}

std::string_view Describe(ExpressionPlace place) {
  switch (place) {
    case ExpressionPlace::kCheck:
      return "a check";
    case ExpressionPlace::kGenerated:
      return "a generated column";
    case ExpressionPlace::kIndex:
      return "an index";
    case ExpressionPlace::kPredicate:
      return "a partial index";
    case ExpressionPlace::kConversion:
      return "a conversion";
  }
  return "";
}

// The tokens of one expression, from left to right.
class Resolver {
 public:
  Resolver(Scope* scope, const sql::Expression& expression)
      : scope_(*scope), sources_(scope->history().sources), tokens_(expression.tokens) {}

  Expression ResolveColumns(const ColumnNames& columns, ExpressionPlace place) {
    columns_ = &columns;
    place_ = place;
    return Run();
  }

  Expression ResolveDefault(const Table& table) {
    default_of_ = &table;
    return Run();
  }

 private:
  Expression Run() {
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      if (IsCastType()) {
        CopyType();
        if (at_ >= tokens_.size()) break;
      }
      const Token& token = tokens_[at_];
      if (token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName) {
        TakeName();
      } else {
        Keep();
      }
    }
    return std::move(result_);
  }

  std::string Lower(std::size_t index) const {
    if (index >= tokens_.size() || tokens_[index].kind != TokenKind::kWord) return "";
    return LowerWord(sources_.Text(tokens_[index].range));
  }
  bool IsPunctuation(std::size_t index, std::string_view text) const {
    return index < tokens_.size() && tokens_[index].kind == TokenKind::kPunctuation &&
           sources_.Text(tokens_[index].range) == text;
  }
  bool FollowsWord(std::string_view word) const { return at_ > 0 && Lower(at_ - 1) == word; }

  ExpressionToken Copy() const {
    const Token& token = tokens_[at_];
    const bool space = at_ > 0 && tokens_[at_ - 1].range.end != token.range.begin;
    return {token.kind, TextOf(sources_, token), space, kNoObject};
  }
  void Keep() { result_.tokens.push_back(Copy()); }
  void KeepColumn(ObjectId column) {
    result_.tokens.push_back(Copy());
    result_.tokens.back().column = column;
  }

  // What follows `as` is a type, up to the end of the cast.
  bool IsCastType() const { return FollowsWord("as") && !IsPunctuation(at_, ")"); }
  void CopyType() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (IsPunctuation(at_, "(")) ++depth;
      if (IsPunctuation(at_, ")") && depth-- == 0) return;
      Keep();
    }
  }

  sql::Name NameHere() const {
    const Token& token = tokens_[at_];
    const std::string written = TextOf(sources_, token);
    const bool quoted = token.kind == TokenKind::kQuotedName;
    return {token.range, quoted ? Unquote(written) : written, quoted};
  }

  void TakeName() {
    const sql::Name name = NameHere();
    const std::string key = KeyOf(name.text);
    if (FollowsWord("collate")) {
      CheckCollation(&scope_, name);
      Keep();
    } else if (IsPunctuation(at_ + 1, "(") || (!name.quoted && Contains(kReserved, key))) {
      Keep();
    } else if (default_of_ != nullptr) {
      TakeNameOfDefault(name, key);
    } else if (IsPunctuation(at_ + 1, ".") && at_ + 2 < tokens_.size()) {
      TakeQualifier(name, key);
    } else if (const ObjectId column = columns_->Find(key)) {
      KeepColumn(column);
    } else {
      TakeUnknown(name, key);
    }
  }

  void TakeQualifier(const sql::Name& name, const std::string& key) {
    const Table& table = columns_->table();
    if (key != KeyOf(table.name.text)) {
      scope_.Error(DiagnosticKind::kIllegalExpression, name.range,
                   absl::StrCat(std::string(Describe(place_)), " of ", Quoted(table.name.text),
                                " cannot look at ", Quoted(name.text)));
      at_ += 2;
      return;
    }
    const bool space = at_ > 0 && tokens_[at_ - 1].range.end != tokens_[at_].range.begin;
    at_ += 2;
    const Token& token = tokens_[at_];
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kQuotedName) {
      Keep();
      return;
    }
    KeepColumn(columns_->Find(&scope_, NameHere()));
    result_.tokens.back().space_before = space;
  }

  void TakeUnknown(const sql::Name& name, const std::string& key) {
    const bool typed_literal = at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == TokenKind::kString;
    if (!name.quoted && (Contains(kOther, key) || typed_literal || IsRowid(key))) {
      Keep();
      return;
    }
    columns_->Find(&scope_, name);
    Keep();
  }

  // Names of a row's number, which SQLite has where there is a row to look at.
  bool IsRowid(const std::string& key) const {
    if (place_ != ExpressionPlace::kCheck && place_ != ExpressionPlace::kPredicate) return false;
    return scope_.history().IsOnlySqlite() && !columns_->table().without_rowid &&
           (key == "rowid" || key == "_rowid_" || key == "oid");
  }

  void TakeNameOfDefault(const sql::Name& name, const std::string& key) {
    const bool typed_literal = at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == TokenKind::kString;
    Keep();
    if (!name.quoted && (Contains(kOther, key) || typed_literal)) return;
    scope_.Fail();
    if (scope_.IsDoubtful(key)) return;
    const Column* const column = default_of_->FindColumn(key);
    std::string message = absl::StrCat("a default cannot use ", column != nullptr ? "column " : "",
                                       Quoted(name.text), ": it is made without looking at a row");
    if (column == nullptr && name.quoted) message += "; a string is written in single quotes";
    scope_.Error(DiagnosticKind::kIllegalDefault, name.range, std::move(message));
  }

  Scope& scope_;
  const SourceSet& sources_;
  const std::vector<Token>& tokens_;
  const ColumnNames* columns_ = nullptr;
  const Table* default_of_ = nullptr;
  ExpressionPlace place_ = ExpressionPlace::kCheck;
  std::size_t at_ = 0;
  Expression result_;
};

// So many names are looked for before a map pays.
constexpr int kFew = 8;

}  // namespace

ObjectId ColumnNames::Find(std::string_view key) const {
  if (++asked_ <= kFew) {
    const Column* const column = table_->FindColumn(key);
    return column == nullptr ? kNoObject : column->id;
  }
  if (ids_.empty()) {
    for (const Column& column : table_->columns) ids_.emplace(KeyOf(column.name.text), column.id);
  }
  const auto found = ids_.find(std::string(key));
  return found == ids_.end() ? kNoObject : found->second;
}

ObjectId ColumnNames::Find(Scope* scope, const sql::Name& name) const {
  if (const ObjectId id = Find(KeyOf(name.text))) return id;
  scope->FindColumn(*table_, name);
  return kNoObject;
}

Expression ResolveExpression(Scope* scope, const ColumnNames& columns, const sql::Expression& expression,
                             ExpressionPlace place) {
  return Resolver(scope, expression).ResolveColumns(columns, place);
}

Expression ResolveDefault(Scope* scope, const Table& table, const sql::Expression& expression) {
  return Resolver(scope, expression).ResolveDefault(table);
}

Expression UnresolvedExpression(const SourceSet& sources, const sql::Expression& expression) {
  Expression result;
  for (std::size_t i = 0; i < expression.tokens.size(); ++i) {
    const Token& token = expression.tokens[i];
    const bool space = i > 0 && expression.tokens[i - 1].range.end != token.range.begin;
    result.tokens.push_back({token.kind, TextOf(sources, token), space, kNoObject});
  }
  return result;
}

bool IsNullLiteral(const Expression& expression) {
  return expression.tokens.size() == 1 && expression.tokens[0].kind == TokenKind::kWord &&
         IsWord(expression.tokens[0].text, "null");
}

void CheckCollation(Scope* scope, const sql::Name& name) {
  constexpr std::string_view kSqliteCollations[] = {"binary", "nocase", "rtrim"};
  const std::string key = KeyOf(name.text);
  if (!scope->history().IsOnlySqlite() || Contains(kSqliteCollations, key)) return;
  if (scope->Accepts(DiagnosticKind::kUnknownCollation, name.range)) return;
  scope->Fail();
  if (scope->IsDoubtful(key)) return;
  Suggester suggester({std::begin(kSqliteCollations), std::end(kSqliteCollations)});
  scope->Error(DiagnosticKind::kUnknownCollation, name.range,
               absl::StrCat("SQLite has no collation ", Quoted(name.text),
                            std::string(DidYouMean(suggester.Closest(key)))));
}

}  // namespace instar::compiler
