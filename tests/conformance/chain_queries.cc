#include "tests/conformance/chain_queries.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "instar/status.h"
#include "runtime/planning/plan.h"

namespace instar {
namespace {

using Names = std::vector<std::string>;

struct Answer {
  Status status;
  Revisions steps;
  Revisions rows;
};

Names NamesOf(const Table& table, const Revisions& revisions) {
  Names names;
  for (std::uint32_t r : revisions) names.emplace_back(table.id(r));
  return names;
}

Names Sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

std::string Listed(const Names& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : " ") + name;
  return "[" + list + "]";
}

std::string Differs(const std::string& what, const Names& expected, const Names& got) {
  if (expected == got) return "";
  return what + ": expected " + Listed(expected) + ", got " + Listed(got);
}

Revisions RowsAfter(const Table& table, const Answer& answer, const Revisions& rows, bool applied_after) {
  RevisionSet applied = AppliedBy(table, rows);
  for (std::uint32_t step : answer.steps) applied[step] = applied_after;
  return RowsOf(table, applied);
}

Answer Ask(const Table& table, const Query& query, const Revisions& rows) {
  Answer answer;
  switch (query.kind) {
    case QueryKind::kUpgrade:
      answer.status = PlanUpgrade(table, rows, query.to[0], &answer.steps);
      answer.rows = RowsAfter(table, answer, rows, true);
      break;
    case QueryKind::kDowngrade:
      answer.status = PlanDowngrade(table, rows, query.to[0], &answer.steps);
      answer.rows = RowsAfter(table, answer, rows, false);
      break;
    case QueryKind::kStamp:
      answer.status = PlanStamp(table, rows, std::vector<std::string_view>(query.to.begin(), query.to.end()),
                                &answer.rows);
      break;
    case QueryKind::kHistory:
      answer.status = PlanHistory(table, rows, query.to[0], query.to[1], &answer.steps);
      break;
    case QueryKind::kResolve:
      answer.status = FindRevisions(table, rows, query.to[0], &answer.steps);
      break;
  }
  return answer;
}

// The rows of a query are those of a database: one that the table does not know is refused by whoever reads
// the database, before planning.
Status FindRows(const Table& table, const Names& ids, Revisions* rows) {
  for (const std::string& id : ids) {
    const std::int64_t row = FindId(table, id);
    if (row < 0) return Status(StatusCode::kUnknownDatabaseRevision, "unknown revision '" + id + "'");
    rows->push_back(static_cast<std::uint32_t>(row));
  }
  return OkStatus();
}

bool IsExpectedError(const std::string& error, StatusCode code) {
  if (error == "unknown_revision") return code == StatusCode::kUnknownRevision;
  if (error == "ambiguous_prefix") return code == StatusCode::kAmbiguousRevision;
  if (error == "multiple_heads") return code == StatusCode::kMultipleHeads;
  return error == "any";
}

std::string CheckError(const std::string& error, const Status& status) {
  if (status.ok()) return "expected the error " + error + ", but it succeeded";
  if (status.message().empty()) return "the error has no message";
  if (IsExpectedError(error, status.code())) return "";
  return "expected the error " + error + ", got " + StatusCodeName(status.code()) + ": " + status.message();
}

// Each step before those that need it: a linear extension of parents and dependencies.
bool IsTopological(const Table& table, const Revisions& steps) {
  std::vector<std::uint32_t> place(table.revision_count, 0);
  for (std::size_t i = 0; i < steps.size(); ++i) place[steps[i]] = static_cast<std::uint32_t>(i + 1);
  for (std::uint32_t step : steps) {
    for (std::uint32_t before : table.prerequisites(step)) {
      if (place[before] > place[step]) return false;
    }
  }
  return true;
}

std::string CheckSteps(const Table& table, const Query& query, Revisions steps) {
  const Names got = NamesOf(table, steps);
  if (query.order == QueryOrder::kExact) return Differs("steps", *query.steps, got);
  std::string difference = Differs("set of steps", Sorted(*query.steps), Sorted(got));
  if (!difference.empty() || query.order == QueryOrder::kSet) return difference;
  if (query.kind != QueryKind::kUpgrade) std::reverse(steps.begin(), steps.end());
  return IsTopological(table, steps) ? "" : "steps are in no topological order: " + Listed(got);
}

}  // namespace

std::string CheckQuery(const Table& table, const Query& query) {
  Revisions rows;
  Answer answer;
  answer.status = FindRows(table, query.from, &rows);
  if (answer.status.ok()) answer = Ask(table, query, rows);
  if (!query.error.empty()) return CheckError(query.error, answer.status);
  if (!answer.status.ok()) return "failed: " + answer.status.message();
  std::string difference;
  if (query.steps && query.kind != QueryKind::kStamp) difference = CheckSteps(table, query, answer.steps);
  if (!difference.empty() || !query.rows) return difference;
  return Differs("rows", Sorted(*query.rows), Sorted(NamesOf(table, answer.rows)));
}

std::string CheckShape(const Table& table, const Case& one) {
  std::vector<std::uint32_t> children(table.revision_count);
  Names heads, bases, branch_points, merge_points;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    for (std::uint32_t parent : table.parents(r)) ++children[parent];
    if (table.parents(r).size() == 0) bases.emplace_back(table.id(r));
    if (table.parents(r).size() > 1) merge_points.emplace_back(table.id(r));
  }
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (children[r] == 0) heads.emplace_back(table.id(r));
    if (children[r] > 1) branch_points.emplace_back(table.id(r));
  }
  std::string difference = Differs("heads", one.heads, Sorted(heads));
  if (difference.empty()) difference = Differs("bases", one.bases, Sorted(bases));
  if (difference.empty()) difference = Differs("branch points", one.branch_points, Sorted(branch_points));
  if (difference.empty()) difference = Differs("merge points", one.merge_points, Sorted(merge_points));
  return difference;
}

}  // namespace instar
