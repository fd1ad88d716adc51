#include "runtime/sqlite/script_text.h"

#include <algorithm>
#include <cstddef>

#include "runtime/message.h"

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

}  // namespace

Status FindBeginning(const Table& table, const ScriptOptions& options, Revisions* rows) {
  const std::string_view from = options.from.empty() ? std::string_view("base") : options.from;
  Revisions all;
  for (std::size_t begin = 0; begin <= from.size();) {
    const std::size_t end = std::min(from.find(',', begin), from.size());
    Revisions found;
    const Status status = FindRevisions(table, {}, from.substr(begin, end - begin), &found);
    if (!status.ok()) return status;
    all.insert(all.end(), found.begin(), found.end());
    begin = end + 1;
  }
  *rows = RowsOf(table, AppliedBy(table, all));
  return OkStatus();
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
