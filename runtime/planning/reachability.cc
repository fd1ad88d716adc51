#include "runtime/planning/reachability.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace instar {

IndexRange LinksOf(const Table& table, Along along, std::uint32_t revision) {
  return along == Along::kParents ? table.parents(revision) : table.prerequisites(revision);
}

RevisionSet SetOf(const Table& table, const Revisions& revisions) {
  RevisionSet set(table.revision_count);
  for (std::uint32_t r : revisions) set[r] = true;
  return set;
}

Revisions ListOf(const RevisionSet& set) {
  Revisions revisions;
  for (std::size_t r = 0; r < set.size(); ++r) {
    if (set[r]) revisions.push_back(static_cast<std::uint32_t>(r));
  }
  return revisions;
}

bool Contains(const Revisions& revisions, std::uint32_t revision) {
  return std::find(revisions.begin(), revisions.end(), revision) != revisions.end();
}

RevisionSet WithAncestors(const Table& table, Along along, RevisionSet set) {
  for (std::uint32_t r = table.revision_count; r-- > 0;) {
    if (!set[r]) continue;
    for (std::uint32_t link : LinksOf(table, along, r)) set[link] = true;
  }
  return set;
}

RevisionSet WithDescendants(const Table& table, Along along, RevisionSet set) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    for (std::uint32_t link : LinksOf(table, along, r)) {
      if (set[link]) set[r] = true;
    }
  }
  return set;
}

RevisionSet WithLineage(const Table& table, Along along, const RevisionSet& set) {
  RevisionSet lineage = WithAncestors(table, along, set);
  const RevisionSet below = WithDescendants(table, along, set);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (below[r]) lineage[r] = true;
  }
  return lineage;
}

RevisionSet Common(const RevisionSet& a, const RevisionSet& b) {
  RevisionSet common(a.size());
  for (std::size_t r = 0; r < a.size(); ++r) common[r] = a[r] && b[r];
  return common;
}

RevisionSet Tips(const Table& table, Along along, const RevisionSet& set) {
  RevisionSet tips = set;
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!set[r]) continue;
    for (std::uint32_t link : LinksOf(table, along, r)) tips[link] = false;
  }
  return tips;
}

RevisionSet Heads(const Table& table, Along along) {
  return Tips(table, along, RevisionSet(table.revision_count, true));
}

Revisions RowsOf(const Table& table, const RevisionSet& applied) {
  return ListOf(Tips(table, Along::kPrerequisites, applied));
}

RevisionSet AppliedBy(const Table& table, const Revisions& rows) {
  return WithAncestors(table, Along::kPrerequisites, SetOf(table, rows));
}

}  // namespace instar
