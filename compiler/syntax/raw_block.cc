#include "compiler/syntax/raw_block.h"

#include <algorithm>

#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

// Of an opener, in a message.
constexpr std::size_t kShown = 40;

RawToken NextToken(std::string_view text, std::uint32_t at, Dialect dialect) {
  return dialect == Dialect::kSqlite ? NextSqliteToken(text, at) : NextPostgresqlToken(text, at);
}

std::string_view TextOf(std::string_view text, const RawToken& token) {
  return text.substr(token.begin, token.end - token.begin);
}

// The state machine of sqlite3_complete(): a `;` ends a statement, but in CREATE TRIGGER only behind
// `; end`.
class SqliteStatement {
 public:
  // Whether the statement ends with this token, a `;`.
  bool EndsWith(const RawToken& token, std::string_view word) {
    if (token.kind != RawTokenKind::kSemicolon) {
      state_ = After(token.kind == RawTokenKind::kWord ? word : std::string_view());
      return false;
    }
    bool inside = state_ == State::kTrigger || state_ == State::kTriggerSemicolon;
    state_ = inside ? State::kTriggerSemicolon : State::kStart;
    return !inside;
  }

  std::optional<RawProblem> ProblemAtEnd(RawCut first_token) const {
    if (state_ != State::kTrigger && state_ != State::kTriggerSemicolon) return std::nullopt;
    return RawProblem{DiagnosticKind::kUnterminated, first_token, "the body of this trigger has no 'end;'"};
  }

 private:
  enum class State { kStart, kExplain, kCreate, kOther, kTrigger, kTriggerSemicolon, kTriggerEnd };

  State After(std::string_view word) const {
    switch (state_) {
      case State::kStart:
        if (IsWord(word, "explain")) return State::kExplain;
        return IsWord(word, "create") ? State::kCreate : State::kOther;
      case State::kExplain:
        // `explain query plan create` is one, too.
        if (IsWord(word, "create")) return State::kCreate;
        return IsKeyword(word) ? State::kOther : State::kExplain;
      case State::kCreate:
        if (IsWord(word, "trigger")) return State::kTrigger;
        return IsWord(word, "temp") || IsWord(word, "temporary") ? State::kCreate : State::kOther;
      case State::kOther:
        return State::kOther;
      case State::kTriggerSemicolon:
        return IsWord(word, "end") ? State::kTriggerEnd : State::kTrigger;
      case State::kTrigger:
      case State::kTriggerEnd:
        return State::kTrigger;
    }
    return State::kOther;
  }

  // The other words that the machine knows.
  static bool IsKeyword(std::string_view word) {
    for (std::string_view keyword : {"explain", "temp", "temporary", "trigger", "end"}) {
      if (IsWord(word, keyword)) return true;
    }
    return false;
  }

  State state_ = State::kStart;
};

// As psql does it: a `;` ends a statement outside of parentheses (CREATE RULE has statements in them) and
// outside of BEGIN ATOMIC ... END in a function.
class PostgresqlStatement {
 public:
  bool EndsWith(const RawToken& token, std::string_view word) {
    switch (token.kind) {
      case RawTokenKind::kOpenParenthesis:
        if (parentheses_++ == 0) open_ = {token.begin, token.end};
        break;
      case RawTokenKind::kCloseParenthesis:
        parentheses_ = std::max(0, parentheses_ - 1);
        break;
      case RawTokenKind::kWord:
        if (parentheses_ == 0) CountBodies({token.begin, token.end}, word);
        break;
      case RawTokenKind::kSemicolon:
        if (parentheses_ == 0 && bodies_ == 0) {
          *this = PostgresqlStatement();
          return true;
        }
        break;
      default:
        break;
    }
    ++tokens_;
    return false;
  }

  std::optional<RawProblem> ProblemAtEnd(RawCut) const {
    if (parentheses_ > 0) return RawProblem{DiagnosticKind::kUnbalanced, open_, "this '(' is never closed"};
    if (bodies_ == 0) return std::nullopt;
    return RawProblem{DiagnosticKind::kUnterminated, body_, "this function body has no 'end'"};
  }

 private:
  void CountBodies(RawCut place, std::string_view word) {
    // create [or replace] function|procedure
    if (tokens_ == 0) create_ = IsWord(word, "create");
    if (tokens_ == 1 || tokens_ == 3) {
      routine_ = routine_ || (create_ && (IsWord(word, "function") || IsWord(word, "procedure")));
    }
    bool after_begin = after_begin_;
    after_begin_ = false;
    if (!routine_) return;
    if (IsWord(word, "begin") && bodies_ == 0) {
      after_begin_ = true;
      body_ = place;
    } else if (IsWord(word, "atomic") && after_begin) {
      bodies_ = 1;
    } else if (IsWord(word, "case") && bodies_ > 0) {
      ++bodies_;
    } else if (IsWord(word, "end") && bodies_ > 0) {
      --bodies_;
    }
  }

  int parentheses_ = 0;
  RawCut open_;
  int tokens_ = 0;
  bool create_ = false;
  bool routine_ = false;
  bool after_begin_ = false;
  // BEGIN ATOMIC and CASE that wait for their END.
  int bodies_ = 0;
  RawCut body_;
};

template <typename Statement>
RawBlock Cut(std::string_view text, std::uint32_t begin, Dialect dialect, bool one_statement) {
  RawBlock block;
  Statement statement;
  RawCut cut;
  RawCut first_token;
  auto finish_statement = [&] {
    if (cut.end != 0) block.statements.push_back(cut);
    cut = RawCut();
  };
  for (std::uint32_t at = begin;;) {
    RawToken token = NextToken(text, at, dialect);
    at = token.end;
    bool stops = token.kind == RawTokenKind::kCloseBrace || token.kind == RawTokenKind::kEnd;
    if (stops || token.kind == RawTokenKind::kUnterminated) {
      block.closed = token.kind == RawTokenKind::kCloseBrace;
      block.end = stops ? token.begin : static_cast<std::uint32_t>(text.size());
      if (block.closed) block.problem = statement.ProblemAtEnd(first_token);
      if (!stops) {
        block.problem = {
            DiagnosticKind::kUnterminated,
            {token.begin, token.end},
            "what begins with this '" + std::string(TextOf(text, token).substr(0, kShown)) + "' never ends"};
      }
      finish_statement();
      return block;
    }
    bool ends = statement.EndsWith(token, TextOf(text, token));
    if (ends) {
      finish_statement();
      block.end = token.end;
      if (one_statement) return block;
      continue;
    }
    if (cut.end == 0) {
      cut.begin = token.begin;
      first_token = {token.begin, token.end};
    }
    cut.end = token.end;
  }
}

RawBlock Cut(std::string_view text, std::uint32_t begin, Dialect dialect, bool one_statement) {
  return dialect == Dialect::kSqlite ? Cut<SqliteStatement>(text, begin, dialect, one_statement)
                                     : Cut<PostgresqlStatement>(text, begin, dialect, one_statement);
}

}  // namespace

RawBlock CutRawBlock(std::string_view text, std::uint32_t begin, Dialect dialect) {
  return Cut(text, begin, dialect, false);
}

std::uint32_t EndOfRawStatement(std::string_view text, std::uint32_t begin, Dialect dialect) {
  return Cut(text, begin, dialect, true).end;
}

std::vector<std::string> LeadingWords(std::string_view text, std::uint32_t begin, Dialect dialect) {
  constexpr std::size_t kMostWords = 5;
  std::vector<std::string> words;
  words.reserve(kMostWords);
  for (std::uint32_t at = begin; words.size() < kMostWords;) {
    RawToken token = NextToken(text, at, dialect);
    if (token.kind != RawTokenKind::kWord) break;
    words.push_back(LowerWord(TextOf(text, token)));
    at = token.end;
  }
  return words;
}

}  // namespace instar::compiler
