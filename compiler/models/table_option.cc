#include "compiler/models/table_option.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "compiler/models/clause_cursor.h"

namespace instar::compiler {
namespace {

class OptionReader {
 public:
  explicit OptionReader(ClauseCursor* cursor) : cursor_(*cursor) {}

  TableOption Read() {
    const std::size_t first = cursor_.position();
    if (!cursor_.failed()) ReadKind();
    option_.range = cursor_.RangeFrom(first);
    return std::move(option_);
  }

 private:
  bool ReadKind() {
    if (cursor_.NextIs("strict") && cursor_.Peek(1).kind == TokenKind::kEnd) {
      cursor_.Take();
      option_.kind = OptionKind::kStrict;
      return true;
    }
    if (cursor_.TakeIf("without")) {
      option_.kind = OptionKind::kWithoutRowid;
      return cursor_.TakeIf("rowid") ? ExpectEnd() : cursor_.Unexpected("'rowid' after 'without'");
    }
    if (cursor_.TakeIf("renamed")) {
      option_.kind = OptionKind::kRenamedFrom;
      if (!cursor_.TakeIf("from")) return cursor_.Unexpected("'from' after 'renamed'");
      if (!cursor_.NextIsName()) return cursor_.Unexpected("the earlier name after 'renamed from'");
      cursor_.TakeInto(&option_.tokens);
      return ExpectEnd();
    }
    if (cursor_.NextIs("index") || (cursor_.NextIs("unique") && cursor_.NextIs("index", 1)))
      return ReadIndex();
    return ReadConstraint();
  }

  bool ReadIndex() {
    option_.kind = OptionKind::kIndex;
    option_.unique = cursor_.TakeIf("unique");
    cursor_.Take();
    if (cursor_.NextIsName()) cursor_.TakeInto(&option_.name);
    if (!cursor_.NextIs("(")) return cursor_.Unexpected("the columns of the index in parentheses");
    cursor_.TakeRest(&option_.tokens);
    return true;
  }

  bool ReadConstraint() {
    if (cursor_.NextIs("constraint")) {
      cursor_.TakeInto(&option_.tokens);
      if (!cursor_.NextIsName()) return cursor_.Unexpected("the constraint's name");
      cursor_.TakeInto(&option_.tokens);
    }
    const bool is_primary = cursor_.NextIs("primary");
    if (cursor_.NextIs("foreign")) {
      option_.kind = OptionKind::kForeignKey;
    } else if (!is_primary && !cursor_.NextIs("unique") && !cursor_.NextIs("check")) {
      return cursor_.Unexpected(
          "'unique', 'check', 'primary key', 'foreign key', 'index', 'renamed from', 'strict' or 'without "
          "rowid'");
    }
    const std::size_t begin = option_.tokens.size();
    // A comma outside of parentheses would begin another element.
    int depth = 0;
    while (!cursor_.AtEnd()) {
      if (cursor_.NextIs("(")) ++depth;
      if (cursor_.NextIs(")")) --depth;
      if (depth == 0 && cursor_.NextIs(",")) return cursor_.Unexpected("the end of this element");
      cursor_.TakeInto(&option_.tokens);
    }
    if (is_primary) FindKeyColumns(begin);
    return true;
  }

  void FindKeyColumns(std::size_t begin) {
    bool at_start = false;
    for (std::size_t i = begin; i < option_.tokens.size(); ++i) {
      const Token& token = option_.tokens[i];
      const bool is_name = token.kind == TokenKind::kWord || token.kind == TokenKind::kQuotedName;
      if (at_start && is_name) option_.primary_key.push_back(token);
      const std::string_view text = cursor_.Text(token);
      at_start = text == "(" || text == ",";
    }
  }

  bool ExpectEnd() { return cursor_.AtEnd() || cursor_.Unexpected("the end of this element"); }

  ClauseCursor& cursor_;
  TableOption option_;
};

}  // namespace

ReadOption ReadTableOption(const SourceSet& texts, FileId text, Diagnostics* diagnostics) {
  ClauseCursor cursor(texts, text, diagnostics);
  ReadOption result;
  result.option = OptionReader(&cursor).Read();
  result.has_errors = cursor.failed();
  return result;
}

}  // namespace instar::compiler
