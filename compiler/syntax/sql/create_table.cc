#include <optional>
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/column_definitions.h"
#include "compiler/syntax/sql/constraints.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"

namespace instar::compiler::sql {
namespace {

class CreateTableParser {
 public:
  CreateTableParser(TokenCursor* cursor, CreateTable* table) : cursor_(*cursor), table_(*table) {}

  bool Parse() {
    if (!ParseIfNotExists(cursor_, &table_.if_not_exists)) return false;
    if (!ExpectName(cursor_, "the name of a table", &table_.table)) return false;
    if (cursor_.NextIs("as")) return ReportQuery();
    if (!cursor_.Expect("(", "after the table's name")) return false;
    return ParseElements() && ParseOptions();
  }

 private:
  bool ReportQuery() {
    cursor_.Error(DiagnosticKind::kCreateTableAs, cursor_.Peek().range,
                  "'create table ... as' leaves the columns to a query: write them out, and fill the table "
                  "with 'insert into ... select'");
    return false;
  }

  // A mistake in one of them hides none in the others.
  bool ParseElements() {
    bool understood = true;
    do {
      std::size_t element = cursor_.position();
      if (ParseElement()) continue;
      if (cursor_.LostInList()) return false;
      understood = false;
      cursor_.SkipElement(element);
    } while (cursor_.TakeIf(",") || MissesComma());
    cursor_.TakeIf(")");
    return understood;
  }

  // SQLite keeps a list of constraints as it was written, and takes one without commas.
  bool MissesComma() const {
    return cursor_.spelling() == Spelling::kSqlite && BeginsTableConstraint(cursor_);
  }

  bool ParseElement() {
    if (BeginsTableConstraint(cursor_)) {
      table_.constraints.emplace_back();
      if (!ParseTableConstraint(cursor_, &table_.constraints.back())) return false;
      return AtEndOfElement() || MissesComma() || cursor_.UnexpectedInList(")", {});
    }
    if (cursor_.NextIs(")")) return ReportNoElement();
    if (!CheckForeignElement()) return false;
    table_.columns.emplace_back();
    if (!ParseColumnDefinition(cursor_, &table_.columns.back())) return false;
    return AtEndOfElement() || MissesComma() || ReportAfterColumn(cursor_, ")");
  }

  bool AtEndOfElement() const { return cursor_.NextIsOneOf({",", ")"}); }

  bool ReportNoElement() {
    bool empty = table_.columns.empty() && table_.constraints.empty();
    cursor_.Error(DiagnosticKind::kSyntaxError, cursor_.Peek().range,
                  empty ? "a table has at least one column" : "expected a column or a constraint, found ')'");
    return false;
  }

  // key (a), index i (a), like t, exclude using ...
  bool CheckForeignElement() {
    std::string_view advice;
    if (cursor_.NextIs("index") || cursor_.NextAre({"key", "("}) ||
        (cursor_.NextIsOneOf({"fulltext", "spatial"}) && cursor_.NextIsOneOf({"key", "index"}, 1))) {
      advice = "an index is made by a statement of its own, 'create index NAME on TABLE (...)'";
    } else if (cursor_.NextIs("like")) {
      advice = "'like' leaves the columns to another table: write them out";
    } else if (cursor_.NextAre({"exclude", "using"})) {
      advice = "only PostgreSQL has exclusion constraints";
    }
    if (advice.empty()) return true;
    cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range, std::string(advice));
    return false;
  }

  bool ParseOptions() {
    if (cursor_.NextIs("as")) return ReportQuery();
    if (cursor_.NextIs("without") || cursor_.NextIs("strict")) return ParseOptionList();
    static const WordList kForeign = {"engine",     "default",        "charset",    "character", "collate",
                                      "comment",    "auto_increment", "row_format", "inherits",  "partition",
                                      "tablespace", "with",           "on"};
    if (cursor_.NextIsOneOf(kForeign) && !cursor_.NextStartsLine()) {
      cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range,
                    Shown(cursor_.Text()) +
                        " is no portable property of a table; there are 'strict' and "
                        "'without rowid', both for SQLite");
      return false;
    }
    return cursor_.AtEnd() || cursor_.NextStartsLine() ||
           cursor_.Unexpected("';' after the table", {"strict", "without"});
  }

  bool ParseOptionList() {
    do {
      SourceRange first = cursor_.Peek().range;
      bool strict = cursor_.TakeIf("strict");
      if (!strict) {
        if (!cursor_.TakeIf("without")) {
          return cursor_.Unexpected("'strict' or 'without rowid'", {"strict", "without"});
        }
        if (!cursor_.Expect("rowid", "after 'without'")) return false;
      }
      std::optional<SourceRange>& seen = strict ? strict_ : without_rowid_;
      if (seen) {
        cursor_
            .Error(DiagnosticKind::kDuplicateClause, cursor_.RangeFrom(first),
                   strict ? "a second 'strict'" : "a second 'without rowid'")
            .AddNote(*seen, "the first one is here");
        return false;
      }
      seen = cursor_.RangeFrom(first);
      (strict ? table_.strict : table_.without_rowid) = true;
    } while (cursor_.TakeIf(","));
    return !cursor_.NextIsOneOf({"strict", "without"}) || cursor_.Unexpected("',' or ';'");
  }

  TokenCursor& cursor_;
  CreateTable& table_;
  std::optional<SourceRange> strict_;
  std::optional<SourceRange> without_rowid_;
};

}  // namespace

bool ParseCreateTable(TokenCursor& cursor, CreateTable* table) {
  return CreateTableParser(&cursor, table).Parse();
}

bool ParseDropTable(TokenCursor& cursor, DropTable* drop) {
  return ParseIfExists(cursor, &drop->if_exists) && ExpectName(cursor, "the name of a table", &drop->table) &&
         ParseDropBehavior(cursor);
}

}  // namespace instar::compiler::sql
