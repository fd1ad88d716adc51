#include "compiler/lowering/sqlite/needed_version.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/syntax/raw_token.h"
#include "compiler/syntax/words.h"

namespace instar::compiler::sqlite {
namespace {

constexpr std::size_t kMaxTokens = 4;

// Tokens that stand one behind the other, from https://www.sqlite.org/changes.html. By the first of them.
struct Feature {
  std::array<std::string_view, kMaxTokens> tokens;
  std::uint32_t version;
};
constexpr Feature kFeatures[] = {
    {{"-", ">"}, 3038000},
    {{"as", "materialized"}, 3035000},
    {{"as", "not", "materialized"}, 3035000},
    {{"concat", "("}, 3044000},
    {{"concat_ws", "("}, 3044000},
    {{"drop", "column"}, 3035000},
    {{"filter", "("}, 3030000},
    {{"format", "("}, 3038000},
    {{"full", "join"}, 3039000},
    {{"full", "outer"}, 3039000},
    {{"generated", "always", "as"}, 3031000},
    {{"if", "("}, 3048000},
    {{"iif", "("}, 3032000},
    {{"is", "distinct", "from"}, 3039000},
    {{"is", "not", "distinct", "from"}, 3039000},
    {{"json_error_position", "("}, 3042000},
    {{"json_pretty", "("}, 3046000},
    {{"jsonb", "("}, 3045000},
    {{"jsonb_array", "("}, 3045000},
    {{"jsonb_extract", "("}, 3045000},
    {{"jsonb_object", "("}, 3045000},
    {{"jsonb_set", "("}, 3045000},
    {{"nulls", "first"}, 3030000},
    {{"nulls", "last"}, 3030000},
    {{"octet_length", "("}, 3043000},
    {{"right", "join"}, 3039000},
    {{"right", "outer"}, 3039000},
    {{"string_agg", "("}, 3044000},
    {{"timediff", "("}, 3043000},
    {{"unistr", "("}, 3050000},
    {{"unixepoch", "("}, 3038000},
    {{"vacuum", "into"}, 3027000},
    {{"within", "group"}, 3047000},
};

class Statement {
 public:
  explicit Statement(std::string_view text) {
    for (RawToken token = NextSqliteToken(text, 0);
         token.kind != RawTokenKind::kEnd && token.kind != RawTokenKind::kUnterminated;
         token = NextSqliteToken(text, token.end)) {
      depths_.push_back(depth_);
      if (token.kind == RawTokenKind::kOpenParenthesis) ++depth_;
      if (token.kind == RawTokenKind::kCloseParenthesis) --depth_;
      std::string word(text.substr(token.begin, token.end - token.begin));
      // A string is never one of the words looked for.
      words_.push_back(token.kind == RawTokenKind::kQuoted ? "'" : LowerWord(word));
    }
  }

  std::uint32_t NeededVersion() const {
    std::uint32_t version = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) version = std::max(version, NeededAt(i));
    if (BeginsWith("create", "table") && HasOption("strict")) version = std::max(version, 3037000U);
    if (ChangesRows() && HasOutside("returning")) version = std::max(version, 3035000U);
    if (ChangesRows() && HasUpdateFrom()) version = std::max(version, 3033000U);
    return version;
  }

 private:
  std::uint32_t NeededAt(std::size_t at) const {
    const auto first = [](const Feature& feature) { return feature.tokens[0]; };
    std::uint32_t version = 0;
    for (const Feature& feature : std::ranges::equal_range(kFeatures, words_[at], {}, first)) {
      if (IsAt(feature, at)) version = std::max(version, feature.version);
    }
    return version;
  }

  bool IsAt(const Feature& feature, std::size_t at) const {
    for (std::size_t i = 0; i < kMaxTokens && !feature.tokens[i].empty(); ++i) {
      if (at + i >= words_.size() || words_[at + i] != feature.tokens[i]) return false;
    }
    return true;
  }

  bool BeginsWith(std::string_view first, std::string_view second) const {
    return words_.size() > 1 && words_[0] == first && words_[1] == second;
  }

  bool ChangesRows() const {
    static constexpr std::string_view kFirst[] = {"delete", "insert", "replace", "update", "with"};
    return !words_.empty() && std::find(std::begin(kFirst), std::end(kFirst), words_[0]) != std::end(kFirst);
  }

  bool HasOutside(std::string_view word) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (depths_[i] == 0 && words_[i] == word) return true;
    }
    return false;
  }

  // Behind the parentheses of a CREATE TABLE.
  bool HasOption(std::string_view word) const {
    for (std::size_t i = words_.size(); i-- > 0 && words_[i] != ")";) {
      if (words_[i] == word) return true;
    }
    return false;
  }

  // UPDATE ... SET ... FROM
  bool HasUpdateFrom() const {
    bool sets = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (depths_[i] != 0) continue;
      // Where rows are inserted, what is behind SELECT has a FROM of its own.
      if (words_[i] == "insert" || words_[i] == "replace") return false;
      if (words_[i] == "set") sets = true;
      if (words_[i] == "from" && sets && words_[i - 1] != "distinct") return true;
    }
    return false;
  }

  std::vector<std::string> words_;
  std::vector<int> depths_;
  int depth_ = 0;
};

}  // namespace

std::uint32_t NeededVersion(std::string_view statement) { return Statement(statement).NeededVersion(); }

}  // namespace instar::compiler::sqlite
