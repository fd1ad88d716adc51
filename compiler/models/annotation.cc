#include "compiler/models/annotation.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/models/clause_cursor.h"
#include "compiler/schema/type.h"
#include "compiler/syntax/shown.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// The words that a clause begins with.
constexpr std::string_view kWords[] = {"as",         "check",   "collate", "column", "constraint", "default",
                                       "generated",  "index",   "length",  "not",    "null",       "primary",
                                       "references", "renamed", "type",    "unique"};

std::string WordsOf(const ClauseCursor& cursor, std::size_t count) {
  std::string words;
  for (std::size_t i = 0; i < count; ++i) {
    words += (i == 0 ? "" : " ") + LowerWord(cursor.Text(cursor.Peek(i)));
  }
  return words;
}

// How many of the next words are the name of a portable type, the longest one.
std::size_t PortableWords(const ClauseCursor& cursor) {
  std::size_t longest = 0;
  for (std::size_t count = 1; count <= 4; ++count) {
    if (cursor.Peek(count - 1).kind != TokenKind::kWord) break;
    sql::TypeName name;
    name.words = WordsOf(cursor, count);
    if (PortableType(name)) longest = count;
  }
  return longest;
}

class AnnotationReader {
 public:
  explicit AnnotationReader(ClauseCursor* cursor) : cursor_(*cursor) {}

  std::vector<Clause> Read() {
    while (!cursor_.failed() && !cursor_.AtEnd()) {
      if (cursor_.TakeIf(",")) continue;
      const std::size_t first = cursor_.position();
      Clause clause;
      if (!ReadClause(&clause)) break;
      clause.range = cursor_.RangeFrom(first);
      clauses_.push_back(std::move(clause));
    }
    return std::move(clauses_);
  }

  bool ReadTypeWords(Clause* clause) {
    clause->kind = ClauseKind::kType;
    if (cursor_.Peek().kind == TokenKind::kQuotedName) {
      cursor_.TakeInto(&clause->tokens);
      return true;
    }
    if (!TakeTypeWords(clause)) return cursor_.Unexpected("the name of a type");
    if (cursor_.NextIs("(")) cursor_.TakeParentheses(&clause->tokens);
    for (const char* word : {"with", "without"}) {
      if (cursor_.NextIs(word) && cursor_.NextIs("time", 1) && cursor_.NextIs("zone", 2)) {
        for (int i = 0; i < 3; ++i) cursor_.TakeInto(&clause->tokens);
      }
    }
    return true;
  }

 private:
  bool AtClause() const {
    return cursor_.Peek().kind == TokenKind::kWord &&
           std::ranges::any_of(kWords, [&](std::string_view word) { return cursor_.NextIs(word); });
  }

  bool TakeTypeWords(Clause* clause) {
    std::size_t count = PortableWords(cursor_);
    if (count == 0) {
      while (
          cursor_.Peek(count).kind == TokenKind::kWord &&
          std::ranges::none_of(kWords, [&](std::string_view word) { return cursor_.NextIs(word, count); })) {
        ++count;
      }
    }
    for (std::size_t i = 0; i < count; ++i) cursor_.TakeInto(&clause->tokens);
    return count > 0;
  }

  bool ReadClause(Clause* clause) {
    if (!AtClause()) return PortableWords(cursor_) > 0 ? ReadTypeWords(clause) : ReportUnknown();
    if (cursor_.NextIs("constraint")) {
      cursor_.TakeInto(&clause->name);
      if (!cursor_.NextIsName()) return cursor_.Unexpected("the constraint's name");
      cursor_.TakeInto(&clause->name);
      if (!AtClause()) return cursor_.Unexpected("a constraint");
    }
    if (cursor_.NextIs("primary") || cursor_.NextIs("not") || cursor_.NextIs("null"))
      return ReadWords(clause);
    if (cursor_.NextIs("references")) return ReadReferences(clause);
    if (ReadOwnWord(clause)) return !cursor_.failed();
    return ReadSql(clause);
  }

  bool ReadWords(Clause* clause) {
    if (cursor_.NextIs("primary")) {
      clause->kind = ClauseKind::kPrimaryKey;
      cursor_.TakeInto(&clause->tokens);
      if (!cursor_.NextIs("key")) return cursor_.Unexpected("'key' after 'primary'");
      cursor_.TakeInto(&clause->tokens);
      for (const char* word : {"asc", "desc", "autoincrement"}) {
        if (cursor_.NextIs(word)) cursor_.TakeInto(&clause->tokens);
      }
      return true;
    }
    clause->kind = cursor_.NextIs("null") ? ClauseKind::kNull : ClauseKind::kNotNull;
    cursor_.TakeInto(&clause->tokens);
    if (clause->kind == ClauseKind::kNull) return true;
    if (!cursor_.NextIs("null")) return cursor_.Unexpected("'null' after 'not'");
    cursor_.TakeInto(&clause->tokens);
    return true;
  }

  // Everything up to the next clause that is not one of its own words.
  bool ReadReferences(Clause* clause) {
    clause->kind = ClauseKind::kReferences;
    cursor_.TakeInto(&clause->tokens);
    if (!cursor_.NextIsName()) return cursor_.Unexpected("the name of a table after 'references'");
    cursor_.TakeInto(&clause->tokens);
    if (cursor_.NextIs(".")) {
      cursor_.TakeInto(&clause->tokens);
      if (!cursor_.NextIsName()) return cursor_.Unexpected("the name of a column after '.'");
      cursor_.TakeInto(&clause->tokens);
    } else if (cursor_.NextIs("(")) {
      cursor_.TakeParentheses(&clause->tokens);
    }
    while (cursor_.NextIs("on") || cursor_.NextIs("match") || cursor_.NextIs("deferrable") ||
           cursor_.NextIs("initially") || (cursor_.NextIs("not") && cursor_.NextIs("deferrable", 1))) {
      // on delete set null
      const std::size_t words = !cursor_.NextIs("on") ? (cursor_.NextIs("deferrable") ? 1 : 2)
                                : cursor_.NextIs("set", 2) || cursor_.NextIs("no", 2) ? 4
                                                                                      : 3;
      for (std::size_t i = 0; i < words && !cursor_.AtEnd(); ++i) cursor_.TakeInto(&clause->tokens);
    }
    return true;
  }

  bool ReadOwnWord(Clause* clause) {
    if (cursor_.TakeIf("type")) {
      ReadTypeWords(clause);
    } else if (cursor_.TakeIf("length")) {
      clause->kind = ClauseKind::kLength;
      if (cursor_.Peek().kind != TokenKind::kNumber) return !cursor_.Unexpected("a number after 'length'");
      cursor_.TakeInto(&clause->tokens);
    } else if (cursor_.TakeIf("column")) {
      clause->kind = ClauseKind::kColumn;
      if (!cursor_.NextIsName()) return !cursor_.Unexpected("the column's name after 'column'");
      cursor_.TakeInto(&clause->tokens);
    } else if (cursor_.TakeIf("renamed")) {
      clause->kind = ClauseKind::kRenamedFrom;
      if (!cursor_.TakeIf("from")) return !cursor_.Unexpected("'from' after 'renamed'");
      if (!cursor_.NextIsName()) return !cursor_.Unexpected("the earlier name after 'renamed from'");
      cursor_.TakeInto(&clause->tokens);
    } else if (cursor_.TakeIf("index")) {
      clause->kind = ClauseKind::kIndex;
    } else if (cursor_.TakeIf("as")) {
      ReadAs(clause);
    } else {
      return false;
    }
    return true;
  }

  void ReadAs(Clause* clause) {
    if (cursor_.TakeIf("text")) {
      clause->kind = ClauseKind::kAsText;
    } else if (cursor_.TakeIf("integer")) {
      clause->kind = ClauseKind::kAsInteger;
    } else if (cursor_.TakeIf("enum")) {
      clause->kind = ClauseKind::kAsEnum;
      if (cursor_.NextIsName() && !AtClause()) cursor_.TakeInto(&clause->tokens);
      if (cursor_.NextIs("(")) cursor_.TakeParentheses(&clause->tokens);
    } else {
      cursor_.Unexpected("'text', 'integer' or 'enum' after 'as'");
    }
  }

  bool ReadSql(Clause* clause) {
    clause->tokens = std::move(clause->name);
    clause->name.clear();
    const bool is_default = cursor_.NextIs("default");
    const bool is_generated = cursor_.NextIs("generated");
    cursor_.TakeInto(&clause->tokens);
    if (is_default) return ReadDefault(clause);
    if (is_generated) return ReadGenerated(clause);
    if (cursor_.NextIsName() && !AtClause() && !PortableWords(cursor_)) cursor_.TakeInto(&clause->tokens);
    if (cursor_.NextIs("(")) cursor_.TakeParentheses(&clause->tokens);
    return true;
  }

  // What does not end here is for the parser to complain about.
  bool ReadDefault(Clause* clause) {
    if (cursor_.NextIs("(")) {
      cursor_.TakeParentheses(&clause->tokens);
      return true;
    }
    if (cursor_.NextIs("+") || cursor_.NextIs("-")) cursor_.TakeInto(&clause->tokens);
    if (cursor_.AtEnd() || cursor_.NextIs(",")) return cursor_.Unexpected("a value after 'default'");
    cursor_.TakeInto(&clause->tokens);
    if (cursor_.NextIs("(")) cursor_.TakeParentheses(&clause->tokens);
    return true;
  }

  // generated {always | by default} as {identity | (...) [stored | virtual]}
  bool ReadGenerated(Clause* clause) {
    while (cursor_.NextIs("always") || cursor_.NextIs("by") || cursor_.NextIs("default") ||
           cursor_.NextIs("as")) {
      cursor_.TakeInto(&clause->tokens);
    }
    if (cursor_.NextIs("(")) cursor_.TakeParentheses(&clause->tokens);
    for (const char* word : {"identity", "stored", "virtual"}) {
      if (cursor_.NextIs(word)) cursor_.TakeInto(&clause->tokens);
    }
    return true;
  }

  bool ReportUnknown() {
    const std::string text(cursor_.Text(cursor_.Peek()));
    std::vector<std::string> known(std::begin(kWords), std::end(kWords));
    for (const std::string& type : PortableTypeNames()) known.push_back(type);
    const std::string closest(Suggester(std::move(known)).Closest(text));
    const SourceRange range = cursor_.Peek().range;
    std::string message = absl::StrCat(Shown(text), " begins no part of a column");
    if (closest.empty()) {
      absl::StrAppend(&message, "; a database's own type is written 'type ", Shortened(text), "'");
    }
    Diagnostic& error = cursor_.Error(range, message + DidYouMean(closest));
    if (!closest.empty()) error.AddFixIt(range, closest);
    return false;
  }

  ClauseCursor& cursor_;
  std::vector<Clause> clauses_;
};

}  // namespace

Clauses ReadAnnotation(const SourceSet& texts, FileId text, Diagnostics* diagnostics) {
  ClauseCursor cursor(texts, text, diagnostics);
  Clauses result;
  result.clauses = AnnotationReader(&cursor).Read();
  result.has_errors = cursor.failed();
  return result;
}

Clauses ReadType(const SourceSet& texts, FileId text, Diagnostics* diagnostics) {
  ClauseCursor cursor(texts, text, diagnostics);
  Clauses result;
  Clause& clause = result.clauses.emplace_back();
  if (!cursor.failed() && AnnotationReader(&cursor).ReadTypeWords(&clause) && !cursor.AtEnd()) {
    cursor.Unexpected("the end of the type");
  }
  clause.range = cursor.RangeFrom(0);
  result.has_errors = cursor.failed();
  return result;
}

}  // namespace instar::compiler
