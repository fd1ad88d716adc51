#include "runtime/applying/table_parts.h"

#include <string>
#include <utility>

#include "runtime/applying/canonical_text.h"

namespace instar {
namespace {

// What can follow the type of a column; all are words that SQLite takes for nothing else there.
bool BeginsClause(const SqlTokens& tokens) {
  for (const std::string_view word : {"constraint", "primary", "not", "null", "unique", "check", "default",
                                      "collate", "references", "generated", "as"}) {
    if (tokens.Is(word)) return true;
  }
  return false;
}

bool BeginsTableConstraint(const SqlTokens& tokens) {
  for (const std::string_view word : {"constraint", "primary", "unique", "check", "foreign"}) {
    if (tokens.Is(word)) return true;
  }
  return false;
}

class TableReader {
 public:
  TableReader(std::string_view table, SqlTokens tokens, SchemaParts* parts)
      : table_(table), tokens_(tokens), parts_(*parts) {}

  void Read() {
    tokens_.Take("(");
    while (!tokens_.AtEnd() && !tokens_.Take(")")) {
      ReadItem();
      tokens_.Take(",");
    }
    Add(PartKind::kTable, "", Options());
  }

 private:
  void ReadItem() {
    column_.clear();
    type_ = default_ = collation_ = generated_ = other_ = {};
    not_null_ = false;
    const bool is_column = !BeginsTableConstraint(tokens_);
    if (is_column) ReadNameAndType();
    while (!AtItemEnd()) ReadClause();
    if (!is_column) return;
    if (not_null_) type_.AddText("not null");
    for (CanonicalText* text : {&default_, &collation_, &generated_, &other_}) type_.AddText(text->text());
    Add(PartKind::kColumn, column_, type_.Take());
  }

  bool AtItemEnd() const { return tokens_.AtEnd() || tokens_.Is(",") || tokens_.Is(")"); }

  void ReadNameAndType() {
    column_token_ = tokens_.token();
    column_ = PlainName(column_token_);
    tokens_.Next();
    while (!AtItemEnd() && !BeginsClause(tokens_)) type_.TakeGroup(&tokens_);
  }

  void ReadClause() {
    name_.clear();
    if (tokens_.Take("constraint")) {
      name_ = PlainName(tokens_.token());
      tokens_.Next();
    }
    if (tokens_.Take("primary")) {
      ReadPrimaryKey();
    } else if (tokens_.Take("unique")) {
      ReadUnique();
    } else if (tokens_.Is("check")) {
      CanonicalText text;
      text.Add(tokens_.token());
      tokens_.Next();
      text.TakeGroup(&tokens_);
      Add(PartKind::kConstraint, name_, text.Take());
    } else if (tokens_.Take("foreign")) {
      tokens_.Take("key");
      CanonicalText columns;
      columns.TakeGroup(&tokens_);
      ReadReferences(columns.Take());
    } else if (tokens_.Is("references")) {
      CanonicalText columns;
      AddOwnColumn(&columns);
      ReadReferences(columns.Take());
    } else if (!column_.empty() && !AtItemEnd()) {
      ReadColumnClause();
    } else if (!AtItemEnd()) {
      tokens_.Next();
    }
  }

  void ReadColumnClause() {
    if (tokens_.Take("null")) {
      CanonicalText nothing;
      TakeConflict(&nothing);
    } else if (tokens_.Take("not")) {
      not_null_ = tokens_.Take("null");
      TakeConflict(&other_);
    } else if (tokens_.Take("default")) {
      ReadDefault();
    } else if (tokens_.Take("collate")) {
      // Which is what a column has without a word.
      if (!SameName(PlainName(tokens_.token()), "binary")) {
        collation_.AddText("collate");
        collation_.Add(tokens_.token());
      }
      tokens_.Next();
    } else if (tokens_.Is("generated") || tokens_.Is("as")) {
      ReadGenerated();
    } else {
      other_.TakeGroup(&tokens_);
    }
  }

  void ReadPrimaryKey() {
    tokens_.Take("key");
    bool autoincrement = false;
    CanonicalText text = KeyText("primary key", &autoincrement);
    TakeConflict(&text);
    if (tokens_.Take("autoincrement") || autoincrement) text.AddText("autoincrement");
    if (!name_.empty()) text.AddText("named " + LowerCase(name_));
    Add(PartKind::kPrimaryKey, "", text.Take());
  }

  void ReadUnique() {
    bool autoincrement = false;
    CanonicalText text = KeyText("unique", &autoincrement);
    TakeConflict(&text);
    Add(PartKind::kConstraint, name_, text.Take());
  }

  // "unique (a, b desc)"
  CanonicalText KeyText(std::string_view what, bool* autoincrement) {
    CanonicalText text;
    text.AddText(what);
    if (column_.empty()) {
      text.TakeKeyColumns(&tokens_, autoincrement);
      return text;
    }
    text.Add("(");
    text.Add(column_token_);
    if (tokens_.Take("desc")) {
      text.Add("desc");
    } else {
      tokens_.Take("asc");
    }
    text.Add(")");
    return text;
  }

  void AddOwnColumn(CanonicalText* text) const {
    text->Add("(");
    text->Add(column_token_);
    text->Add(")");
  }

  void ReadReferences(const std::string& columns) {
    CanonicalText text, other;
    text.AddText("foreign key" + columns);
    text.Add(tokens_.token());
    tokens_.Next();
    text.Add(tokens_.token());
    tokens_.Next();
    if (tokens_.Is("(")) text.TakeGroup(&tokens_);
    std::string on_delete, on_update;
    while (!AtItemEnd()) {
      if (tokens_.Take("on")) {
        std::string* action = tokens_.Take("delete") ? &on_delete : &on_update;
        tokens_.Take("update");
        *action = TakeAction();
      } else if (tokens_.Take("match")) {
        // SQLite reads the word and does nothing about it.
        tokens_.Next();
      } else {
        break;
      }
    }
    if (!on_delete.empty()) text.AddText("on delete " + on_delete);
    if (!on_update.empty()) text.AddText("on update " + on_update);
    if (TakeDeferred()) text.AddText("deferrable initially deferred");
    Add(PartKind::kConstraint, name_, text.Take());
  }

  // Nothing for NO ACTION, which is what there is without a word.
  std::string TakeAction() {
    CanonicalText action;
    const bool two_words = tokens_.Is("set") || tokens_.Is("no");
    for (int words = two_words ? 2 : 1; words > 0 && !AtItemEnd(); --words) action.TakeGroup(&tokens_);
    return action.text() == "no action" ? "" : action.Take();
  }

  // Only DEFERRABLE INITIALLY DEFERRED is not what there is without a word.
  bool TakeDeferred() {
    SqlTokens ahead = tokens_;
    const bool is_not = ahead.Take("not");
    if (!ahead.Take("deferrable")) return false;
    tokens_ = ahead;
    bool deferred = false;
    if (tokens_.Take("initially")) {
      deferred = tokens_.Is("deferred") && !is_not;
      tokens_.Next();
    }
    return deferred;
  }

  void ReadDefault() {
    default_.AddText("default");
    if (!tokens_.Is("(")) {
      if (tokens_.Is("-") || tokens_.Is("+")) default_.TakeGroup(&tokens_);
      default_.TakeGroup(&tokens_);
      return;
    }
    // (0) is 0.
    SqlTokens ahead = tokens_;
    ahead.Next();
    const SqlTokens inside = ahead;
    ahead.Next();
    if (ahead.Take(")")) {
      default_.Add(inside.token());
      tokens_ = ahead;
    } else {
      default_.TakeGroup(&tokens_);
    }
  }

  void ReadGenerated() {
    if (tokens_.Take("generated")) tokens_.Take("always");
    tokens_.Take("as");
    generated_.AddText("generated always as");
    generated_.TakeGroup(&tokens_);
    const bool stored = tokens_.Take("stored");
    if (!stored) tokens_.Take("virtual");
    generated_.AddText(stored ? "stored" : "virtual");
  }

  // ON CONFLICT REPLACE, which changes what a statement does.
  void TakeConflict(CanonicalText* text) {
    SqlTokens ahead = tokens_;
    if (!ahead.Take("on") || !ahead.Take("conflict")) return;
    text->AddText("on conflict");
    text->Add(ahead.token());
    ahead.Next();
    tokens_ = ahead;
  }

  std::string Options() {
    bool strict = false, without_rowid = false;
    CanonicalText other;
    while (!tokens_.AtEnd()) {
      if (tokens_.Take("strict")) {
        strict = true;
      } else if (tokens_.Take("without")) {
        without_rowid = tokens_.Take("rowid");
      } else if (!tokens_.Take(",")) {
        other.TakeGroup(&tokens_);
      }
    }
    other.AddText(strict ? "strict" : "");
    other.AddText(without_rowid ? "without rowid" : "");
    return other.empty() ? "ordinary" : other.Take();
  }

  void Add(PartKind kind, std::string name, std::string text) {
    AddPart({kind, std::string(table_), std::move(name), std::move(text)}, &parts_);
  }

  std::string_view table_;
  SqlTokens tokens_;
  SchemaParts& parts_;
  // Of the item that is read: a column, or constraints at the end of the table, which have no column.
  std::string column_;
  std::string_view column_token_;
  std::string name_;  // of the constraint
  bool not_null_ = false;
  CanonicalText type_, default_, collation_, generated_, other_;
};

}  // namespace

void AddTableParts(std::string_view table, SqlTokens tokens, SchemaParts* parts) {
  TableReader(table, tokens, parts).Read();
}

}  // namespace instar
