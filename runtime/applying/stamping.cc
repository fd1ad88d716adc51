#include "runtime/applying/stamping.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace instar {
namespace {

std::vector<std::string_view> SplitAtCommas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t comma = 0; (comma = text.find(',')) != std::string_view::npos;) {
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  parts.push_back(text);
  return parts;
}

// The members of one that are not in the other.
Revisions Without(const Revisions& revisions, const Revisions& others) {
  Revisions rest;
  for (const std::uint32_t r : revisions) {
    if (std::find(others.begin(), others.end(), r) == others.end()) rest.push_back(r);
  }
  return rest;
}

}  // namespace

Status PlanStamping(const Table& table, const Revisions& rows, std::string_view targets, Stamping* stamping) {
  Revisions asked_for;
  Status status = PlanStamp(table, rows, SplitAtCommas(targets), &asked_for);
  if (!status.ok()) return status;
  const RevisionSet before = AppliedBy(table, rows);
  const RevisionSet after = AppliedBy(table, asked_for);
  stamping->rows = RowsOf(table, after);
  stamping->change = {Without(rows, stamping->rows), Without(stamping->rows, rows)};
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (after[r] && !before[r]) stamping->stamped.push_back(r);
  }
  for (std::uint32_t r = table.revision_count; r-- > 0;) {
    if (before[r] && !after[r]) stamping->unstamped.push_back(r);
  }
  return status;
}

}  // namespace instar
