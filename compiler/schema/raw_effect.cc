#include "compiler/schema/raw_effect.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler {
namespace {

RawToken NextToken(std::string_view text, std::uint32_t at, Dialect dialect) {
  return dialect == Dialect::kSqlite ? NextSqliteToken(text, at) : NextPostgresqlToken(text, at);
}

bool IsEnd(const RawToken& token) {
  return token.kind == RawTokenKind::kEnd || token.kind == RawTokenKind::kUnterminated;
}

// The name that a token is: "x", [x], `x`, U&"x" or a plain word; nothing for strings and numbers.
std::optional<Identifier> NameIn(std::string_view token, RawTokenKind kind) {
  if (kind == RawTokenKind::kWord) {
    if (IsDigit(token.front())) return std::nullopt;
    return Identifier{std::string(token), false};
  }
  if (kind != RawTokenKind::kQuoted) return std::nullopt;
  if (token.size() > 2 && LowerLetter(token[0]) == 'u' && token[1] == '&') token.remove_prefix(2);
  const char open = token.front();
  if (open != '"' && open != '[' && open != '`') return std::nullopt;
  std::string text;
  const char close = open == '[' ? ']' : open;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    text.push_back(token[i]);
    if (token[i] == close) ++i;
  }
  return Identifier{std::move(text), true};
}

class StatementReader {
 public:
  StatementReader(const SourceSet& sources, SourceRange statement, Dialect dialect)
      : text_(sources.Text(statement)), statement_(statement), dialect_(dialect) {
    Advance();
  }

  RawEffect Read() {
    if (Take("create")) {
      effect_.verb = "create";
      ReadCreate();
    } else if (Take("drop")) {
      effect_.verb = "drop";
      ReadDrop();
    } else if (Take("alter")) {
      effect_.verb = "alter";
      ReadAlter();
    }
    // Without a name it is no statement that a database would take.
    if (effect_.names.empty()) effect_.kind = RawEffectKind::kNone;
    return std::move(effect_);
  }

 private:
  void ReadCreate() {
    if (Take("or")) effect_.replaces = Take("replace");
    // Gone with the connection.
    if (Take("temp") || Take("temporary")) return;
    for (const char* adjective : {"constraint", "unique", "recursive", "materialized"}) {
      if (Take(adjective)) break;
    }
    effect_.kind = RawEffectKind::kCreate;
    if (Take("table")) {
      effect_.kind = RawEffectKind::kCreateTable;
      effect_.object = "table";
      TakeIfExists();
      TakeName();
    } else if (Take("type")) {
      ReadCreateType();
    } else if (Take("virtual") && Take("table")) {
      ReadCreated("virtual table");
    } else if (Take("view")) {
      ReadCreated("view");
    } else if (Take("function") || Take("procedure")) {
      ReadCreated("function");
    } else if (Take("trigger")) {
      ReadCreated("trigger");
      ReadTable();
    } else if (Take("index")) {
      Take("concurrently");
      // PostgreSQL makes up a name where there is none; only it knows which.
      if (!Is("on")) ReadCreated("index");
      ReadTable();
    } else {
      effect_.kind = RawEffectKind::kNone;
    }
  }

  void ReadCreated(const char* object) {
    effect_.object = object;
    TakeIfExists();
    TakeName();
  }

  // What follows the first `on`.
  void ReadTable() {
    while (!IsEnd(token_) && !Is("on")) Advance();
    if (!Take("on")) return;
    Take("only");
    effect_.table = TakeQualifiedName();
  }

  void ReadCreateType() {
    effect_.object = "type";
    TakeName();
    const bool is_enum = Take("as") && Take("enum");
    effect_.kind = is_enum ? RawEffectKind::kCreateEnum : RawEffectKind::kNone;
  }

  void ReadDrop() {
    Take("materialized");
    static constexpr std::string_view kObjects[] = {"trigger", "index",    "view",     "table",
                                                    "type",    "function", "procedure"};
    for (const std::string_view object : kObjects) {
      if (!Is(object)) continue;
      effect_.object = object == "procedure" ? "function" : std::string(object);
      effect_.kind = RawEffectKind::kDrop;
      Advance();
      break;
    }
    if (effect_.kind == RawEffectKind::kNone) return;
    Take("concurrently");
    TakeIfExists();
    do {
      TakeName();
      SkipArguments();
    } while (TakeCharacter(','));
    if (effect_.object == "trigger" && Take("on")) effect_.table = TakeQualifiedName();
  }

  void ReadAlter() {
    static constexpr std::string_view kObjects[] = {"table", "index", "view", "type"};
    for (const std::string_view object : kObjects) {
      if (!Is(object)) continue;
      effect_.object = std::string(object);
      effect_.kind = RawEffectKind::kAlter;
      Advance();
      break;
    }
    if (effect_.kind == RawEffectKind::kNone) return;
    TakeIfExists();
    Take("only");
    TakeName();
    if (token_.kind == RawTokenKind::kWord) effect_.action = LowerWord(TokenText());
  }

  void TakeIfExists() {
    if (!Take("if")) return;
    Take("not");
    effect_.if_exists = Take("exists");
  }

  void TakeName() {
    std::optional<RawName> name = TakeQualifiedName();
    if (name) effect_.names.push_back(std::move(*name));
  }

  // The last part of main.t
  std::optional<RawName> TakeQualifiedName() {
    std::optional<RawName> last;
    do {
      std::optional<Identifier> name = NameIn(TokenText(), token_.kind);
      if (!name) return last;
      last = RawName{{statement_.file, statement_.begin + token_.begin, statement_.begin + token_.end},
                     std::move(*name)};
      Advance();
    } while (TakeCharacter('.'));
    return last;
  }

  void SkipArguments() {
    if (token_.kind != RawTokenKind::kOpenParenthesis) return;
    int depth = 0;
    do {
      if (token_.kind == RawTokenKind::kOpenParenthesis) ++depth;
      if (token_.kind == RawTokenKind::kCloseParenthesis) --depth;
      Advance();
    } while (depth > 0 && !IsEnd(token_));
  }

  bool Is(std::string_view word) const {
    return token_.kind == RawTokenKind::kWord && IsWord(TokenText(), word);
  }
  bool Take(std::string_view word) {
    if (!Is(word)) return false;
    Advance();
    return true;
  }
  bool TakeCharacter(char c) {
    if (token_.kind != RawTokenKind::kOther || text_[token_.begin] != c) return false;
    Advance();
    return true;
  }
  void Advance() { token_ = NextToken(text_, token_.end, dialect_); }
  std::string_view TokenText() const { return text_.substr(token_.begin, token_.end - token_.begin); }

  std::string_view text_;
  SourceRange statement_;
  Dialect dialect_;
  RawToken token_;
  RawEffect effect_;
};

bool IsDollarQuoted(std::string_view token, RawTokenKind kind) {
  return kind == RawTokenKind::kQuoted && token.front() == '$';
}

// What stands between $tag$ and $tag$.
std::string_view InsideOfDollars(std::string_view token) {
  const std::size_t tag = token.find('$', 1) + 1;
  return token.substr(tag, token.size() - 2 * tag);
}

}  // namespace

RawEffect RawEffectOf(const SourceSet& sources, SourceRange statement, Dialect dialect) {
  return StatementReader(sources, statement, dialect).Read();
}

std::vector<std::string> WordsOf(std::string_view text, Dialect dialect) {
  std::vector<std::string> words;
  absl::flat_hash_set<std::string> seen;
  // The bodies of functions come behind the text itself; what is quoted in a body is a string.
  std::vector<std::string_view> texts = {text};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string_view current = texts[i];
    for (RawToken token = NextToken(current, 0, dialect); !IsEnd(token);
         token = NextToken(current, token.end, dialect)) {
      const std::string_view written = current.substr(token.begin, token.end - token.begin);
      if (i == 0 && IsDollarQuoted(written, token.kind)) texts.push_back(InsideOfDollars(written));
      const std::optional<Identifier> name = NameIn(written, token.kind);
      if (!name) continue;
      std::string key = KeyOf(name->text);
      if (seen.insert(key).second) words.push_back(std::move(key));
    }
  }
  return words;
}

}  // namespace instar::compiler
