#include "tests/property/shrink.h"

#include <algorithm>
#include <utility>

namespace instar::compiler::property {
namespace {

void Relink(std::vector<std::size_t>* links, std::size_t gone, const std::vector<std::size_t>& instead) {
  std::vector<std::size_t> relinked;
  for (const std::size_t link : *links) {
    for (const std::size_t to : link == gone ? instead : std::vector{link}) {
      const std::size_t place = to > gone ? to - 1 : to;
      if (std::ranges::find(relinked, place) == relinked.end()) relinked.push_back(place);
    }
  }
  *links = std::move(relinked);
}

// What revised it revises what it revised.
History WithoutRevision(const History& history, std::size_t gone) {
  History smaller = history;
  smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(gone));
  for (RandomRevision& revision : smaller) {
    Relink(&revision.parents, gone, history[gone].parents);
    Relink(&revision.dependencies, gone, {});
  }
  return smaller;
}

History WithoutEdit(const History& history, std::size_t revision, std::size_t gone) {
  History smaller = history;
  RandomRevision& changed = smaller[revision];
  changed.edits.erase(changed.edits.begin() + static_cast<std::ptrdiff_t>(gone));
  changed.joined.erase(changed.joined.begin() + static_cast<std::ptrdiff_t>(gone));
  return smaller;
}

bool Fits(const History& history) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    Model model;
    Effects effects;
    for (const std::size_t needed : Needed(history, i)) {
      if (!Apply(history[needed], &model, &effects)) return false;
    }
    if (!Apply(history[i], &model, &effects)) return false;
  }
  return true;
}

}  // namespace

History Shrink(History history, const Failure& failure,
               const std::function<std::optional<Failure>(const History&)>& fails) {
  const auto is_as_bad = [&](const History& candidate) {
    if (candidate.empty() || !Fits(candidate)) return false;
    const std::optional<Failure> found = fails(candidate);
    return found && found->kind == failure.kind;
  };
  bool smaller = true;
  while (smaller) {
    smaller = false;
    for (std::size_t i = history.size(); i-- > 0;) {
      History candidate = WithoutRevision(history, i);
      if (is_as_bad(candidate)) {
        history = std::move(candidate);
        smaller = true;
        continue;
      }
      for (std::size_t j = history[i].edits.size(); j-- > 0;) {
        candidate = WithoutEdit(history, i, j);
        if (!is_as_bad(candidate)) continue;
        history = std::move(candidate);
        smaller = true;
      }
    }
  }
  return history;
}

}  // namespace instar::compiler::property
