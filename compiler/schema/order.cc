#include "compiler/schema/order.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/touches.h"

namespace instar::compiler {
namespace {

// How many places one diagnostic shows.
constexpr std::size_t kMaxNotes = 16;
// How many errors are remembered, so that no consequence of them is reported.
constexpr std::size_t kMaxRemembered = 64;

std::vector<std::uint32_t> PrerequisitesOf(const Revision& revision) {
  std::vector<std::uint32_t> all = revision.parents;
  all.insert(all.end(), revision.dependencies.begin(), revision.dependencies.end());
  return all;
}

// Of each revision, whether all before it are its ancestors: whether it is the only head of what is there by
// then.
std::vector<bool> FollowAll(const Chain& chain) {
  std::vector<bool> follow_all, has_successor(chain.revisions.size(), false);
  std::size_t heads = 0;
  for (const Revision& revision : chain.revisions) {
    ++heads;
    for (const std::uint32_t prerequisite : PrerequisitesOf(revision)) {
      if (!has_successor[prerequisite]) --heads;
      has_successor[prerequisite] = true;
    }
    follow_all.push_back(heads == 1);
  }
  return follow_all;
}

// Whether all behind it are its descendants: whether none of them has all its prerequisites before it.
std::vector<bool> PrecedeAll(const Chain& chain) {
  const std::size_t count = chain.revisions.size();
  // The number of those that have is a running sum: each counts from behind its last prerequisite up to
  // itself.
  std::vector<int> change(count + 1, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<std::uint32_t> prerequisites = PrerequisitesOf(chain.revisions[i]);
    const auto last = std::max_element(prerequisites.begin(), prerequisites.end());
    ++change[last == prerequisites.end() ? 0 : *last + 1];
    --change[i];
  }
  std::vector<bool> precede_all;
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += change[i];
    precede_all.push_back(sum == 0);
  }
  return precede_all;
}

// What somebody did to a thing.
struct Event {
  std::uint32_t revision = 0;
  SourceRange source;
  std::string description;
};

// Everything since the last exclusive touch: what came before that one is an ancestor of it.
struct Thing {
  std::optional<Event> exclusive;
  std::vector<Event> shared;
};

struct Conflict {
  Event mine;
  Event other;
};

}  // namespace

class OrderChecker::State {
 public:
  State(const SourceSet& sources, const Chain& chain, const Ancestry& ancestry,
        std::uint32_t sqlite_min_version, Diagnostics* diagnostics)
      : sources_(sources),
        chain_(chain),
        ancestry_(ancestry),
        sqlite_min_version_(sqlite_min_version),
        diagnostics_(*diagnostics),
        follows_all_(FollowAll(chain)),
        precedes_all_(PrecedeAll(chain)) {}

  bool Check(std::uint32_t revision, const std::vector<Operation>& upgrade) {
    if (follows_all_[revision] && precedes_all_[revision]) return true;
    conflicts_.clear();
    for (const Operation& operation : upgrade) {
      const SourceRange source = operation.kind == OperationKind::kRaw ? operation.raw : operation.source;
      for (Touch& touch : TouchesOf(sources_, operation, sqlite_min_version_)) {
        Record(std::move(touch.thing), touch.exclusive, {revision, source, std::move(touch.description)});
      }
    }
    if (conflicts_.empty()) return true;
    KeepLastOfEachBranch();
    if (!IsConsequence(revision)) Report(revision);
    return false;
  }

 private:
  void Record(TouchedThing touched, bool exclusive, Event event) {
    Thing& thing = things_[std::move(touched)];
    if (thing.exclusive) Compare(event, *thing.exclusive);
    if (!exclusive) {
      const bool is_known = !thing.shared.empty() && thing.shared.back().revision == event.revision;
      if (!is_known) thing.shared.push_back(std::move(event));
      return;
    }
    for (const Event& other : thing.shared) Compare(event, other);
    thing.shared.clear();
    thing.exclusive = std::move(event);
  }

  void Compare(const Event& event, const Event& other) {
    if (!ancestry_.IsAncestor(other.revision, event.revision)) conflicts_.push_back({event, other});
  }

  // Whoever depends on the last one of a branch depends on all of it. Leaves the first conflict with each.
  void KeepLastOfEachBranch() {
    std::stable_sort(conflicts_.begin(), conflicts_.end(), [](const Conflict& a, const Conflict& b) {
      return a.other.revision > b.other.revision;
    });
    std::vector<Conflict> kept;
    for (Conflict& conflict : conflicts_) {
      const bool is_covered = std::any_of(kept.begin(), kept.end(), [&](const Conflict& later) {
        return ancestry_.IsAncestor(conflict.other.revision, later.other.revision);
      });
      if (!is_covered && kept.size() < kMaxNotes) kept.push_back(std::move(conflict));
    }
    conflicts_ = std::move(kept);
  }

  // Whether what earlier errors ask for brings all of this into order.
  bool IsConsequence(std::uint32_t revision) const {
    return std::all_of(conflicts_.begin(), conflicts_.end(), [&](const Conflict& conflict) {
      return std::any_of(asked_for_.begin(), asked_for_.end(), [&](const auto& dependency) {
        return ancestry_.IsAncestor(conflict.other.revision, dependency.second) &&
               ancestry_.IsAncestor(dependency.first, revision);
      });
    });
  }

  void Report(std::uint32_t revision) {
    const Conflict& first = conflicts_.front();
    Diagnostic& error = diagnostics_.Add(
        DiagnosticKind::kUnorderedChange, first.mine.source,
        absl::StrCat("'", IdOf(revision), "' ", first.mine.description, ", and '", IdOf(first.other.revision),
                     "' ", first.other.description, "; neither comes after the other"));
    std::string names;
    for (const Conflict& conflict : conflicts_) {
      const std::string& id = IdOf(conflict.other.revision);
      error.AddNote(conflict.other.source, absl::StrCat("'", id, "' ", conflict.other.description, " here"));
      absl::StrAppend(&names, names.empty() ? "" : ", ", id);
      if (asked_for_.size() < kMaxRemembered) asked_for_.emplace_back(revision, conflict.other.revision);
    }
    AddDependencies(chain_.revisions[revision].tree->header, names, &error);
  }

  // There can be no cycle: the others come earlier in the chain.
  static void AddDependencies(const Header& header, const std::string& names, Diagnostic* error) {
    if (!header.dependencies.empty()) {
      const SourceRange last = header.dependencies.back().range;
      error->AddFixIt({last.file, last.end, last.end}, ", " + names);
    } else if (header.revises.valid()) {
      const SourceRange revises = header.revises;
      error->AddFixIt({revises.file, revises.end, revises.end}, "\ndepends on " + names + ";");
    }
  }

  const std::string& IdOf(std::uint32_t revision) const { return chain_.revisions[revision].id; }

  const SourceSet& sources_;
  const Chain& chain_;
  const Ancestry& ancestry_;
  const std::uint32_t sqlite_min_version_;
  Diagnostics& diagnostics_;
  std::vector<bool> follows_all_;
  std::vector<bool> precedes_all_;
  absl::flat_hash_map<TouchedThing, Thing> things_;
  std::vector<Conflict> conflicts_;
  // Dependencies that were reported as missing: who should depend on whom.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> asked_for_;
};

OrderChecker::OrderChecker(const SourceSet& sources, const Chain& chain, const Ancestry& ancestry,
                           std::uint32_t sqlite_min_version, Diagnostics* diagnostics)
    : state_(std::make_unique<State>(sources, chain, ancestry, sqlite_min_version, diagnostics)) {}

OrderChecker::~OrderChecker() = default;

bool OrderChecker::Check(std::uint32_t revision, const std::vector<Operation>& upgrade) {
  return state_->Check(revision, upgrade);
}

}  // namespace instar::compiler
