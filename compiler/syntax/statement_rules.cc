#include "compiler/syntax/statement_rules.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/shown.h"

namespace instar::compiler {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kTransactionWords[] = {"begin",     "commit",  "end",   "rollback",
                                                  "savepoint", "release", "start", "abort"};
constexpr std::string_view kStatements[] = {"create", "drop", "alter", "insert", "update", "delete",
                                            "with",   "on",   "call",  "allow",  "auto"};
constexpr std::string_view kObjectModifiers[] = {"temp", "temporary", "unique"};
constexpr std::string_view kPortableObjects[] = {"table", "index", "view", "type"};
constexpr std::string_view kRawObjects[] = {
    "trigger", "virtual", "function",     "procedure", "extension", "rule",     "schema",     "sequence",
    "domain",  "policy",  "materialized", "role",      "aggregate", "operator", "publication"};

template <typename Range>
bool Contains(const Range& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <typename Range>
std::string Closest(const Range& words, std::string_view word) {
  Suggester known({std::begin(words), std::end(words)});
  return std::string(known.Closest(word));
}

// Where the kind of object stands: create [or replace] [temp|temporary|unique] table
std::size_t ObjectPlace(const Words& words) {
  std::size_t place = 1;
  if (words.size() > 2 && words[1] == "or" && words[2] == "replace") place = 3;
  while (place < words.size() && Contains(kObjectModifiers, words[place])) ++place;
  return place;
}

StatementProblem NeedsRawBlock(const std::string& statement, std::size_t place, Dialect dialect) {
  return {DiagnosticKind::kNeedsRawBlock, place,
          "'" + statement + "' differs between databases: write it in an 'on " +
              (dialect == Dialect::kSqlite ? "sqlite" : "postgresql") + " { }' block",
          "", dialect};
}

std::optional<StatementProblem> CheckObject(const Words& words) {
  std::size_t place = ObjectPlace(words);
  if (place >= words.size() || Contains(kPortableObjects, words[place])) return std::nullopt;
  const std::string& object = words[place];
  if (Contains(kRawObjects, object)) {
    bool sqlite = object == "trigger" || object == "virtual";
    return NeedsRawBlock(words[0] + " " + object, place, sqlite ? Dialect::kSqlite : Dialect::kPostgresql);
  }
  // `alter table` and its like are checked by those who know what is there.
  std::string near = Closest(kPortableObjects, object);
  std::string message = "cannot " + words[0] + " a '" + Shortened(object) + "'";
  message +=
      near.empty() ? "; use an 'on DIALECT { }' block for what only one database has" : DidYouMean(near);
  return StatementProblem{DiagnosticKind::kUnknownStatement, place, std::move(message), std::move(near)};
}

std::optional<StatementProblem> CheckVacuum(const Words& words, bool transaction_none) {
  if (words[0] != "vacuum" || transaction_none) return std::nullopt;
  return StatementProblem{
      DiagnosticKind::kVacuumInTransaction, 0,
      "'vacuum' cannot run inside a transaction: give it a revision of its own with 'transaction none;'", ""};
}

struct KnownElsewhere {
  std::string_view word;
  std::string_view message;
};
constexpr KnownElsewhere kKnownElsewhere[] = {
    {"select", "a 'select' changes nothing, so it is no migration"},
    {"truncate", "'truncate' is not portable: write 'delete from TABLE'"},
    {"rename", "'rename' is not portable: write 'alter table A rename to B'"},
    {"replace",
     "'replace' is not portable: write 'insert into TABLE (...) ... on conflict (...) do update set ...'"},
};

StatementProblem UnknownStatement(const std::string& word) {
  for (const KnownElsewhere& known : kKnownElsewhere) {
    if (word == known.word) return {DiagnosticKind::kUnknownStatement, 0, std::string(known.message), ""};
  }
  std::string near = Closest(kStatements, word);
  std::string message = "'" + Shortened(word) + "' begins no statement known here";
  message +=
      near.empty() ? "; use an 'on DIALECT { }' block for what only one database has" : DidYouMean(near);
  return {DiagnosticKind::kUnknownStatement, 0, std::move(message), std::move(near)};
}

}  // namespace

std::optional<StatementProblem> CheckRawStatement(const Words& words, bool transaction_none) {
  if (words.empty()) return std::nullopt;
  const std::string& first = words[0];
  if (Contains(kTransactionWords, first)) {
    return StatementProblem{DiagnosticKind::kTransactionControl, 0,
                            "'" + first + "' controls a transaction, and transactions are the runtime's", ""};
  }
  if (first == "pragma") {
    return StatementProblem{DiagnosticKind::kPragmaStatement, 0,
                            "a pragma speaks for a connection, and connections are the program's", ""};
  }
  if (first == "attach" || first == "detach") {
    return StatementProblem{DiagnosticKind::kAttachStatement, 0,
                            "'" + first + "' reaches beyond the database that is migrated", ""};
  }
  if (first == "vacuum" && Contains(words, "into")) {
    return StatementProblem{DiagnosticKind::kAttachStatement, 0,
                            "'vacuum into' writes a file beyond the database that is migrated", ""};
  }
  return CheckVacuum(words, transaction_none);
}

std::optional<StatementProblem> CheckPortableStatement(const Words& words, bool transaction_none) {
  std::optional<StatementProblem> problem = CheckRawStatement(words, transaction_none);
  if (problem || words.empty()) return problem;
  if (words[0] == "vacuum") return NeedsRawBlock("vacuum", 0, Dialect::kSqlite);
  if (words[0] == "create" || words[0] == "drop" || words[0] == "alter") return CheckObject(words);
  if (Contains(kStatements, words[0])) return std::nullopt;
  return UnknownStatement(words[0]);
}

}  // namespace instar::compiler
