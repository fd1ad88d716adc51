#include "compiler/schema/ancestry.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"

namespace instar::compiler {
namespace {

std::vector<std::uint32_t> PrerequisitesOf(const Revision& revision) {
  std::vector<std::uint32_t> all = revision.parents;
  all.insert(all.end(), revision.dependencies.begin(), revision.dependencies.end());
  return all;
}

}  // namespace

Ancestry::Ancestry(const Chain& chain) : chain_(&chain) {
  places_.reserve(chain.revisions.size());
  reach_.reserve(chain.revisions.size());
  std::vector<std::uint32_t> line_ends;
  for (std::uint32_t index = 0; index < chain.revisions.size(); ++index) {
    const std::vector<std::uint32_t> prerequisites = PrerequisitesOf(chain.revisions[index]);
    const auto continued = std::find_if(prerequisites.begin(), prerequisites.end(),
                                        [&](std::uint32_t p) { return line_ends[places_[p].line] == p; });
    Place place{static_cast<std::uint32_t>(line_ends.size()), 0};
    if (continued == prerequisites.end()) {
      line_ends.push_back(index);
    } else {
      place = {places_[*continued].line, places_[*continued].position + 1};
      line_ends[place.line] = index;
    }
    places_.push_back(place);
    reach_.push_back(ReachThrough(prerequisites, place.line));
  }
}

Ancestry::Reach Ancestry::ReachThrough(const std::vector<std::uint32_t>& prerequisites,
                                       std::uint32_t own_line) const {
  const auto higher = [](std::uint32_t a, std::uint32_t b) { return std::max(a, b); };
  Reach reach;
  for (const std::uint32_t prerequisite : prerequisites) {
    reach = reach.Union(reach_[prerequisite], higher);
  }
  for (const std::uint32_t prerequisite : prerequisites) {
    const Place& place = places_[prerequisite];
    const std::uint32_t* known = reach.Find(place.line);
    const bool is_news = known == nullptr || *known < place.position;
    if (place.line != own_line && is_news) reach = reach.With(place.line, place.position);
  }
  return reach;
}

bool Ancestry::IsAncestor(std::uint32_t ancestor, std::uint32_t of) const {
  const Place& place = places_[ancestor];
  if (place.line == places_[of].line) return place.position <= places_[of].position;
  const std::uint32_t* reached = reach_[of].Find(place.line);
  return reached != nullptr && place.position <= *reached;
}

std::vector<std::uint32_t> Ancestry::Missing(std::uint32_t of, std::uint32_t without) const {
  std::vector<std::uint32_t> missing;
  absl::flat_hash_set<std::uint32_t> seen;
  // `missing` is the queue, too.
  const auto visit_prerequisites = [&](std::uint32_t revision) {
    for (const std::uint32_t prerequisite : PrerequisitesOf(chain_->revisions[revision])) {
      if (IsAncestor(prerequisite, without) || !seen.insert(prerequisite).second) continue;
      missing.push_back(prerequisite);
    }
  };
  visit_prerequisites(of);
  for (std::size_t next = 0; next < missing.size(); ++next) visit_prerequisites(missing[next]);
  std::sort(missing.begin(), missing.end());
  return missing;
}

}  // namespace instar::compiler
