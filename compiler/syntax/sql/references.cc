// references PARENT [(...)] [match M] [on delete|update ACTION] [[not] deferrable [initially ...]]
#include <optional>
#include <string>

#include "compiler/syntax/sql/constraints.h"
#include "compiler/syntax/sql/names.h"

namespace instar::compiler::sql {
namespace {

class ReferencesParser {
 public:
  ReferencesParser(TokenCursor* cursor, References* references)
      : cursor_(*cursor), references_(*references) {}

  bool Parse() {
    if (!cursor_.Expect("references", "after the columns of the foreign key")) return false;
    if (!ExpectName(cursor_, "the name of the parent table", &references_.table)) return false;
    if (cursor_.NextIs("(") && !ExpectNameList(cursor_, "the name of a column", &references_.columns)) {
      return false;
    }
    while (cursor_.NextIsOneOf({"on", "match"})) {
      if (cursor_.NextAre({"on", "conflict"})) return CheckEndOfConstraint(cursor_);
      if (!(cursor_.NextIs("on") ? ParseAction() : ParseMatch())) return false;
    }
    return ParseDeferrable();
  }

 private:
  bool ParseAction() {
    SourceRange first = cursor_.Take().range;
    if (!cursor_.NextIsOneOf({"delete", "update"})) {
      return cursor_.Unexpected("'delete' or 'update' after 'on'", {"delete", "update"});
    }
    bool on_delete = cursor_.NextIs("delete");
    cursor_.Take();
    ReferentialAction* action = on_delete ? &references_.on_delete : &references_.on_update;
    if (!ParseActionName(action)) return false;
    std::optional<SourceRange>& seen = on_delete ? on_delete_ : on_update_;
    if (!CheckFirst(on_delete ? "on delete" : "on update", first, seen)) return false;
    seen = cursor_.RangeFrom(first);
    return true;
  }

  bool ParseActionName(ReferentialAction* action) {
    if (cursor_.TakeIfAll({"no", "action"})) {
      *action = ReferentialAction::kNoAction;
    } else if (cursor_.TakeIf("restrict")) {
      *action = ReferentialAction::kRestrict;
    } else if (cursor_.TakeIf("cascade")) {
      *action = ReferentialAction::kCascade;
    } else if (cursor_.TakeIfAll({"set", "null"})) {
      *action = ReferentialAction::kSetNull;
    } else if (cursor_.TakeIfAll({"set", "default"})) {
      *action = ReferentialAction::kSetDefault;
    } else if (cursor_.TakeIf("set")) {
      return cursor_.Unexpected("'null' or 'default' after 'set'", {"null", "default"});
    } else {
      return cursor_.Unexpected("'cascade', 'restrict', 'set null', 'set default' or 'no action'",
                                {"cascade", "restrict"});
    }
    return true;
  }

  bool ParseMatch() {
    SourceRange first = cursor_.Take().range;
    Name match;
    if (!ExpectName(cursor_, "'full', 'partial' or 'simple' after 'match'", &match)) return false;
    if (!CheckFirst("match", first, match_)) return false;
    match_ = cursor_.RangeFrom(first);
    references_.match = std::move(match);
    return true;
  }

  bool ParseDeferrable() {
    SourceRange first = cursor_.Peek().range;
    bool refused = cursor_.TakeIfAll({"not", "deferrable"});
    if (!refused && cursor_.TakeIf("deferrable")) references_.deferrable = true;
    if (!cursor_.TakeIf("initially")) return true;
    if (!cursor_.NextIsOneOf({"deferred", "immediate"})) {
      return cursor_.Unexpected("'deferred' or 'immediate' after 'initially'", {"deferred", "immediate"});
    }
    bool deferred = cursor_.NextIs("deferred");
    cursor_.Take();
    if (deferred && !references_.deferrable) {
      Diagnostic& error = cursor_.Error(DiagnosticKind::kSyntaxError, cursor_.RangeFrom(first),
                                        "only a constraint that is 'deferrable' can be 'initially deferred'");
      if (!refused) error.AddFixIt({first.file, first.begin, first.begin}, "deferrable ");
      return false;
    }
    references_.initially_deferred = deferred;
    return true;
  }

  bool CheckFirst(std::string_view clause, SourceRange first, const std::optional<SourceRange>& seen) {
    if (!seen) return true;
    cursor_
        .Error(DiagnosticKind::kDuplicateClause, cursor_.RangeFrom(first),
               "a second '" + std::string(clause) + "'")
        .AddNote(*seen, "the first one is here");
    return false;
  }

  TokenCursor& cursor_;
  References& references_;
  std::optional<SourceRange> on_delete_;
  std::optional<SourceRange> on_update_;
  std::optional<SourceRange> match_;
};

}  // namespace

bool ParseReferences(TokenCursor& cursor, References* references) {
  return ReferencesParser(&cursor, references).Parse();
}

}  // namespace instar::compiler::sql
