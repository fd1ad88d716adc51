#include "tools/import_alembic/offline_sql.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "compiler/syntax/raw_block.h"

namespace instar::tools {
namespace {

constexpr std::string_view kUpgrade = "-- Running upgrade ";
constexpr std::string_view kDowngrade = "-- Running downgrade ";

std::string Trimmed(std::string_view text) {
  return std::string(absl::StripAsciiWhitespace(absl::string_view(text.data(), text.size())));
}

// "a, b -> c": 'c' of an upgrade, 'a' of a downgrade.
std::string RevisionOf(std::string_view line, bool upgrade) {
  const std::size_t arrow = line.find("->");
  if (arrow == std::string_view::npos) return "";
  std::string_view side = upgrade ? line.substr(arrow + 2) : line.substr(0, arrow);
  side = side.substr(0, side.find(','));
  return Trimmed(side);
}

bool IsAlembicsOwn(const std::vector<std::string>& words, const std::string& statement) {
  if (words.empty() || words[0] == "begin" || words[0] == "commit") return true;
  // Only as the table that the statement is about.
  const std::string lower = absl::AsciiStrToLower(statement);
  for (const char* start :
       {"create table alembic_version", "insert into alembic_version", "update alembic_version",
        "delete from alembic_version", "drop table alembic_version"}) {
    if (lower.rfind(start, 0) == 0) return true;
  }
  return false;
}

void AddStatements(std::string_view text, std::vector<std::string>* statements) {
  // The cutter ends at a `}` of its own, which no statement begins with.
  for (std::uint32_t at = 0; at < text.size();) {
    const compiler::RawBlock block = compiler::CutRawBlock(text, at, Dialect::kSqlite);
    for (const compiler::RawCut& cut : block.statements) {
      const std::string statement = Trimmed(text.substr(cut.begin, cut.end - cut.begin));
      const auto words = compiler::LeadingWords(text, cut.begin, Dialect::kSqlite);
      if (!IsAlembicsOwn(words, statement)) statements->push_back(statement);
    }
    at = block.end + 1;
  }
}

}  // namespace

void AddOfflineSql(std::string_view text, OfflineSql* sql) {
  std::vector<std::string>* statements = nullptr;
  std::size_t begin = 0;
  const auto finish = [&](std::size_t end) {
    if (statements != nullptr) AddStatements(text.substr(begin, end - begin), statements);
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const bool upgrade = line.substr(0, kUpgrade.size()) == kUpgrade;
    const bool downgrade = line.substr(0, kDowngrade.size()) == kDowngrade;
    if (upgrade || downgrade) {
      finish(at);
      const std::string revision =
          RevisionOf(line.substr(upgrade ? kUpgrade.size() : kDowngrade.size()), upgrade);
      statements = &(upgrade ? sql->upgrades : sql->downgrades)[revision];
      begin = end;
    }
    at = end + 1;
  }
  finish(text.size());
}

}  // namespace instar::tools
