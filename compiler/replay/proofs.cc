#include "compiler/replay/proofs.h"

#include <algorithm>
#include <cstdint>

#include "compiler/chain/sha256.h"
#include "compiler/replay/sqlite_version.h"

namespace instar::compiler {
namespace {

// Lengths in front, so that no two lists of fields read the same.
void AddField(std::string_view field, std::string* text) {
  *text += std::to_string(field.size());
  *text += ':';
  *text += field;
}

std::string_view Bytes(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

void AddAllow(const Allow& allow, std::string* text) {
  for (const Name& lint : allow.lints) AddField(lint.text, text);
}

// With the place of each in its block: an `allow` speaks for the statement that follows.
void AddAllows(const SyntaxTree& tree, std::string* text) {
  for (const Allow& allow : tree.header.allows) AddAllow(allow, text);
  for (std::size_t i = 0; i < tree.upgrade.statements.size(); ++i) {
    if (tree.upgrade.statements[i].kind != StatementKind::kAllow) continue;
    AddField(std::to_string(i), text);
    AddAllow(tree.upgrade.statements[i].allow, text);
  }
}

// A release makes revisions answer for rows that they did not have to think of before.
void AddRisk(const RowRisk& risk, std::string* text) {
  AddField(DiagnosticName(risk.kind), text);
  AddField(risk.accepted ? "accepted" : "undecided", text);
}

void AddSteps(const instar::Table& table, std::uint32_t revision, std::string* text) {
  const DialectSteps* steps = table.Find(Dialect::kSqlite);
  if (steps == nullptr) return;
  for (const Direction direction : {Direction::kUpgrade, Direction::kDowngrade}) {
    for (const StepRow& step : table.Steps(*steps, revision, direction)) AddField(table.text(step), text);
    AddField("", text);
  }
}

}  // namespace

std::vector<std::string> ProofKeys(const Chain& chain, const std::vector<RevisionHashes>& hashes,
                                   const TableData& table, const std::vector<RowRisk>& risks,
                                   std::string_view compiler_version) {
  const instar::Table view = table.table();
  auto risk = risks.begin();
  std::vector<std::string> keys;
  keys.reserve(chain.revisions.size());
  for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) {
    std::string text;
    AddField(compiler_version, &text);
    AddField(SqliteVersionText(OwnSqliteVersion()), &text);
    AddField(Bytes(hashes[r].chain), &text);
    AddField(Bytes(hashes[r].downgrade), &text);
    AddAllows(*chain.revisions[r].tree, &text);
    AddSteps(view, r, &text);
    for (; risk != risks.end() && risk->revision == r; ++risk) AddRisk(*risk, &text);
    keys.push_back(HexOf(Sha256(text)));
  }
  return keys;
}

std::set<std::string, std::less<>> ReadProofs(std::string_view text) {
  std::set<std::string, std::less<>> keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    keys.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return keys;
}

std::string WriteProofs(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += key + "\n";
  return text;
}

}  // namespace instar::compiler
