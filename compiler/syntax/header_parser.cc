#include "compiler/syntax/header_parser.h"

#include <optional>
#include <utility>

#include "compiler/syntax/names.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Clauses that exclude each other count as one.
std::string SlotOf(const std::string& word) {
  if (word == "depends on") return "depends";
  return word == "breaking" ? "compatible" : word;
}

}  // namespace

bool HeaderParser::Begins(std::string_view word) {
  for (std::string_view clause : {"revision", "revises", "depends", "depends on", "label", "created",
                                  "breaking", "compatible", "transaction", "allow"}) {
    if (word == clause) return true;
  }
  return false;
}

void HeaderParser::ParseClause(const std::string& word, SourceRange keyword) {
  if (!CheckOrder(word, keyword)) return SkipClause(context_);
  bool understood = ParseRest(word, keyword) && ExpectSemicolon(context_, "this clause");
  if (word == "revises") header_.revises = context_.lexer.Range(keyword.begin, context_.lexer.position());
  if (understood) return;
  SkipClause(context_);
  // What else is missing may be in what was skipped.
  if (context_.lexer.Peek().token.kind == TokenKind::kEnd) context_.lexer.LoseRest();
}

// Only `allow` may be said twice, and nothing before `revision`.
bool HeaderParser::CheckOrder(const std::string& word, SourceRange keyword) {
  if (seen_.empty() && word != "revision") {
    context_.reporter.Error(DiagnosticKind::kMissingHeader, keyword, "a file begins with 'revision ID;'");
    seen_.emplace("revision", keyword);
  }
  auto [first, is_new] = seen_.emplace(SlotOf(word), keyword);
  if (is_new || word == "allow") return true;
  if (word == "revision" && first->second != keyword && !header_.revision) return true;
  std::string first_word = LowerWord(context_.lexer.TextOf({TokenKind::kWord, first->second}));
  bool same = SlotOf(word) != "compatible" || word == first_word;
  std::string message =
      same ? "a second '" + word + "' clause" : "a revision is either 'breaking' or 'compatible', not both";
  context_.reporter.Error(DiagnosticKind::kDuplicateClause, keyword, std::move(message))
      .AddNote(first->second, same ? "the first one is here" : "'" + first_word + "' is here");
  return false;
}

bool HeaderParser::ParseRest(const std::string& word, SourceRange keyword) {
  if (word == "revision") return ParseRevision();
  if (word == "revises") return ParseRevises();
  if (word == "depends") return ParseDependsOn();
  // Alembic's `depends_on`, reported by now.
  if (word == "depends on") return ParseNames(&header_.dependencies);
  if (word == "label") return ParseNames(&header_.labels);
  if (word == "created") return ParseCreated();
  if (word == "transaction") return ParseTransaction(keyword);
  if (word == "allow") return ParseAllow(context_, keyword, &header_.allows.emplace_back());
  return ParseCompatibility(word == "breaking", keyword);
}

bool HeaderParser::ParseRevision() {
  Name id = context_.lexer.TakeId();
  CheckId(id);
  if (id.text.empty()) return false;
  // Kept even when illegal: others that name it are not to blame.
  if (!id.text.empty()) header_.revision = std::move(id);
  if (!context_.lexer.NextIs('"')) return true;
  header_.message = context_.lexer.TakeString('"');
  return header_.message.has_value();
}

bool HeaderParser::ParseRevises() {
  SourceRange base;
  do {
    Name parent = context_.lexer.TakeId();
    if (IsWord(parent.text, "base")) {
      header_.revises_base = true;
      base = parent.range;
    } else {
      CheckId(parent);
      if (parent.text.empty()) return false;
      header_.parents.push_back(std::move(parent));
    }
  } while (AnotherFollows());
  if (header_.revises_base && !header_.parents.empty()) {
    context_.reporter.Error(DiagnosticKind::kIllegalId, base,
                            "'base' stands for no parent at all, so it cannot stand beside one");
    header_.revises_base = false;
  }
  return true;
}

bool HeaderParser::ParseDependsOn() {
  if (!context_.lexer.Is(context_.lexer.Peek(), "on")) {
    ReportUnexpected(context_, "'on' after 'depends'");
    return false;
  }
  context_.lexer.Take();
  return ParseNames(&header_.dependencies);
}

bool HeaderParser::ParseNames(std::vector<Name>* names) {
  do {
    Name name = context_.lexer.TakeId();
    CheckId(name);
    if (name.text.empty()) return false;
    names->push_back(std::move(name));
  } while (AnotherFollows());
  return true;
}

// Takes the comma between two names, or reports that it is missing.
bool HeaderParser::AnotherFollows() {
  Lexer& lexer = context_.lexer;
  if (lexer.TakeIf(',')) return true;
  std::uint32_t end = lexer.position();
  std::uint32_t next = end;
  std::string_view text = lexer.file_text();
  while (next < text.size() && (text[next] == ' ' || text[next] == '\t')) ++next;
  if (next == end || next == text.size() || !IsIdPart(text[next])) return false;
  context_.reporter.Error(DiagnosticKind::kSyntaxError, end, end, "expected ',' between two names")
      .AddFixIt(lexer.Range(end, end), ",");
  return true;
}

bool HeaderParser::CheckId(const Name& name) {
  // What stands in its place was reported.
  if (name.text.empty() && context_.lexer.Peek().bad) return false;
  std::optional<std::string> problem = ProblemOfId(name.text);
  if (problem) context_.reporter.Error(DiagnosticKind::kIllegalId, name.range, std::move(*problem));
  return !problem;
}

bool HeaderParser::ParseCreated() {
  bool wrong_quotes = context_.lexer.NextIs('"');
  if (!wrong_quotes && !context_.lexer.NextIs('\'')) {
    ReportUnexpected(context_, "a date in single quotes");
    return false;
  }
  std::optional<Text> date = context_.lexer.TakeString(wrong_quotes ? '"' : '\'');
  if (!date) return false;
  std::optional<std::string> problem = ProblemOfDate(date->value);
  if (problem) {
    context_.reporter.Error(DiagnosticKind::kIllegalDate, date->range, std::move(*problem));
  } else if (wrong_quotes) {
    context_.reporter.Error(DiagnosticKind::kSyntaxError, date->range, "a date stands in single quotes")
        .AddFixIt(date->range, "'" + date->value + "'");
  }
  header_.created = std::move(date);
  return true;
}

bool HeaderParser::ParseCompatibility(bool breaking, SourceRange keyword) {
  std::optional<Text> reason = ExpectReason(context_, breaking ? "'breaking'" : "'compatible'");
  if (!reason) return false;
  header_.compatibility = {context_.lexer.Range(keyword.begin, context_.lexer.position()), breaking,
                           std::move(*reason)};
  return true;
}

bool HeaderParser::ParseTransaction(SourceRange keyword) {
  if (!context_.lexer.Is(context_.lexer.Peek(), "none")) {
    ReportUnexpected(context_, "'none' after 'transaction'");
    return false;
  }
  context_.lexer.Take();
  header_.transaction_none = context_.lexer.Range(keyword.begin, context_.lexer.position());
  return true;
}

void HeaderParser::CheckComplete(SourceRange first_token) {
  if (context_.lexer.lost()) return;
  if (!seen_.contains("revision")) {
    context_.reporter.Error(DiagnosticKind::kMissingHeader, first_token.begin, first_token.begin,
                            "a file begins with 'revision ID;'");
  } else if (!seen_.contains("revises")) {
    SourceRange place = header_.revision ? header_.revision->range : seen_["revision"];
    context_.reporter.Error(DiagnosticKind::kMissingHeader, place,
                            "missing 'revises': write 'revises base;' for the first revision, else 'revises' "
                            "and the id of the one before");
  }
}

}  // namespace instar::compiler
