// insert, update and delete: what they change is read, the rest is the database's.
#include <string>
#include <utility>

#include "compiler/syntax/shown.h"
#include "compiler/syntax/sql/names.h"
#include "compiler/syntax/sql/statements.h"

namespace instar::compiler::sql {
namespace {

constexpr std::string_view kTable = "the name of a table";
constexpr std::string_view kColumn = "the name of a column";

class DataParser {
 public:
  DataParser(TokenCursor* cursor, DataStatement* data) : cursor_(*cursor), data_(*data) {}

  bool Parse() {
    if (cursor_.TakeIf("with") && !SkipCommonTables()) return false;
    if (cursor_.TakeIf("insert")) return ParseInsert();
    if (cursor_.TakeIf("update")) return ParseUpdate();
    if (cursor_.TakeIf("delete")) return ParseDelete();
    if (cursor_.NextIs("select")) {
      cursor_.Error(DiagnosticKind::kUnknownStatement, cursor_.Peek().range,
                    "a 'select' changes nothing, so it is no migration");
      return false;
    }
    std::string_view expected =
        cursor_.position() > 0 ? "'insert', 'update' or 'delete' after 'with'" : "a statement";
    return cursor_.Unexpected(expected, {"insert", "update", "delete"});
  }

 private:
  // [recursive] NAME [(...)] as [[not] materialized] (...), ...
  bool SkipCommonTables() {
    if (cursor_.NextIs("recursive") && !cursor_.NextIs("as", 1)) cursor_.Take();
    do {
      Name name;
      if (!ExpectName(cursor_, "the name of a common table", &name)) return false;
      if (cursor_.NextIs("(")) cursor_.SkipParentheses();
      if (!cursor_.Expect("as", "after the name of the common table")) return false;
      if (!cursor_.TakeIfAll({"not", "materialized"})) cursor_.TakeIf("materialized");
      if (!cursor_.NextIs("(")) return cursor_.Unexpected("'(' after 'as'");
      cursor_.SkipParentheses();
    } while (cursor_.TakeIf(","));
    return true;
  }

  // insert or ignore into: SQLite's own, which only SQLite's preparing of it will take.
  bool ParseConflictResolution() {
    if (!cursor_.TakeIf("or")) return true;
    if (!cursor_.NextIsOneOf({"rollback", "abort", "replace", "fail", "ignore"})) {
      return cursor_.Unexpected("'replace', 'ignore', 'abort', 'fail' or 'rollback' after 'or'",
                                {"rollback", "abort", "replace", "fail", "ignore"});
    }
    cursor_.Take();
    return true;
  }

  bool ParseInsert() {
    data_.kind = DataKind::kInsert;
    if (!ParseConflictResolution()) return false;
    if (cursor_.NextIs("ignore")) {
      cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range,
                    "'insert ignore' is MySQL's: write 'on conflict do nothing' at the end");
      return false;
    }
    if (!cursor_.Expect("into", "after 'insert'")) return false;
    if (!ExpectName(cursor_, kTable, &data_.table)) return false;
    if (cursor_.TakeIf("as")) {
      Name alias;
      if (!ExpectName(cursor_, "the other name of the table", &alias)) return false;
    }
    if (cursor_.TakeIfAll({"default", "values"})) {
      data_.has_column_list = false;
      return TakeRest();
    }
    bool list = cursor_.NextIs("(") && !cursor_.NextIsOneOf({"select", "with", "values", "("}, 1);
    if (!list) return ReportNoColumns();
    return ExpectNameList(cursor_, kColumn, &data_.columns) && ParseSource();
  }

  bool ReportNoColumns() {
    if (cursor_.NextIs("set")) {
      cursor_.Error(DiagnosticKind::kNotPortableSyntax, cursor_.Peek().range,
                    "'insert ... set' is MySQL's: write 'insert into TABLE (...) values (...)'");
      return false;
    }
    if (!cursor_.NextIsOneOf({"values", "select", "with", "(", "overriding", "table"})) {
      return cursor_.Unexpected("'(' and the columns after the table's name");
    }
    cursor_.Error(DiagnosticKind::kInsertWithoutColumns, data_.table.range,
                  "an 'insert' names its columns: their order is no part of the schema");
    return false;
  }

  bool ParseSource() {
    if (!cursor_.NextIsOneOf({"values", "select", "with", "(", "overriding"})) {
      return cursor_.Unexpected("'values' or a query after the columns", {"values", "select"});
    }
    if (cursor_.Take(); cursor_.AtEnd()) return cursor_.Unexpected("what to insert");
    return TakeRest();
  }

  bool TakeRest() {
    while (!cursor_.AtEnd()) cursor_.Take();
    return true;
  }

  bool ParseUpdate() {
    data_.kind = DataKind::kUpdate;
    if (!ParseConflictResolution()) return false;
    if (!ExpectName(cursor_, kTable, &data_.table) || !ParseAlias("set")) return false;
    if (!cursor_.Expect("set", "after the table's name")) return false;
    do {
      if (!ParseAssignment()) return false;
    } while (cursor_.TakeIf(","));
    return TakeRest();
  }

  // [as] ALIAS, where the next word is not the one that goes on.
  bool ParseAlias(std::string_view next_word) {
    bool written = cursor_.TakeIf("as");
    bool found = IsName(cursor_, cursor_.Peek()) && cursor_.NextIs(next_word, 1);
    if (!written && !found) return true;
    Name alias;
    return ExpectName(cursor_, "the other name of the table", &alias);
  }

  bool ParseAssignment() {
    if (cursor_.NextIs("(")) {
      if (!ExpectNameList(cursor_, kColumn, &data_.columns)) return false;
    } else {
      data_.columns.emplace_back();
      if (!ExpectName(cursor_, kColumn, &data_.columns.back())) return false;
    }
    if (!cursor_.Expect("=", "after the name of the column")) return false;
    if (AtEndOfAssignment()) return cursor_.Unexpected("a value after '='");
    do {
      // is [not] distinct from
      bool distinct = cursor_.NextAre({"distinct", "from"});
      if (cursor_.NextIs("(")) {
        cursor_.SkipParentheses();
      } else {
        cursor_.Take();
      }
      if (distinct) cursor_.Take();
    } while (!AtEndOfAssignment());
    return true;
  }

  bool AtEndOfAssignment() const {
    return cursor_.AtEnd() || cursor_.NextIsOneOf({",", "where", "from", "returning", "order", "limit"});
  }

  bool ParseDelete() {
    data_.kind = DataKind::kDelete;
    if (!cursor_.Expect("from", "after 'delete'")) return false;
    if (!ExpectName(cursor_, kTable, &data_.table)) return false;
    if (!ParseAlias("where")) return false;
    if (cursor_.AtEnd() || cursor_.NextStartsLine()) return TakeRest();
    if (!cursor_.NextIsOneOf({"where", "using", "returning", "order", "limit", "indexed", "not"})) {
      return cursor_.Unexpected("'where' or ';' after the table's name", {"where", "using", "returning"});
    }
    if (cursor_.Take(); cursor_.AtEnd()) return cursor_.Unexpected("a condition");
    return TakeRest();
  }

  TokenCursor& cursor_;
  DataStatement& data_;
};

}  // namespace

bool ParseData(TokenCursor& cursor, DataStatement* data) { return DataParser(&cursor, data).Parse(); }

}  // namespace instar::compiler::sql
