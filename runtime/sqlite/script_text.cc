#include "runtime/sqlite/script_text.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "runtime/message.h"
#include "runtime/planning/identifier.h"

namespace instar::sqlite {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

// Another place would run it half, or lose what is there.
std::string CheckOfPlace(const Table& table, const Revisions& rows) {
  if (rows.empty()) {
    return "INSERT INTO instar_script SELECT NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = "
           "'instar_version');\n";
  }
  std::string ids;
  for (const std::uint32_t r : rows) ids.append(ids.empty() ? "" : ", ").append(Quoted(table.id(r)));
  return Message(
      "INSERT INTO instar_script SELECT count(*) = % AND count(*) = sum(revision IN (%)) FROM instar_version "
      "WHERE stream = %;\n",
      {Decimal(static_cast<std::int64_t>(rows.size())), ids, Quoted(table.stream)});
}

std::vector<std::string_view> SplitAtCommas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// A script is written without a database, so it cannot begin where one is, or at a count from there.
Status CheckKnown(std::string_view text, bool is_beginning) {
  for (const std::string_view part : SplitAtCommas(text)) {
    Identifier identifier;
    Status status;
    if (!ParseIdentifier(part, &identifier, &status)) return status;
    const bool counts = identifier.symbol.empty() && identifier.steps > 0;
    if (identifier.symbol != "current" && !(is_beginning && counts)) continue;
    return StatusOf(StatusCode::kInvalidArgument,
                    "'%' depends on where a database is, which a script does not know; name a revision",
                    {part});
  }
  return OkStatus();
}

}  // namespace

Status FindBeginning(const Table& table, const ScriptOptions& options, Revisions* rows) {
  const std::string_view from = options.from.empty() ? std::string_view("base") : options.from;
  Status status = CheckKnown(from, true);
  if (status.ok()) status = CheckKnown(options.to.empty() ? "heads" : options.to, false);
  Revisions all;
  for (const std::string_view part : SplitAtCommas(from)) {
    Revisions found;
    if (status.ok()) status = FindRevisions(table, {}, part, &found);
    all.insert(all.end(), found.begin(), found.end());
  }
  if (status.ok()) *rows = RowsOf(table, AppliedBy(table, all));
  return status;
}

std::string ScriptHead(const Table& table, std::string_view verb, const ScriptOptions& options,
                       const Revisions& rows) {
  std::string head = Message("-- %: % to %\n", {verb, options.from.empty() ? "base" : options.from,
                                                options.to.empty() ? "heads" : options.to});
  head +=
      "-- For the sqlite3 shell: it stops at the first error, which leaves the last finished revision.\n"
      ".bail on\n\n"
      "-- It begins at this revision, and nowhere else.\n"
      "CREATE TEMP TABLE instar_script (starts_here CHECK (starts_here));\n";
  head += CheckOfPlace(table, rows);
  return head + "DROP TABLE temp.instar_script;\n";
}

}  // namespace instar::sqlite
