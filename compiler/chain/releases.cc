#include "compiler/chain/releases.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "compiler/chain/graph.h"

namespace instar::compiler {
namespace {

const std::string& TagOf(const LockFile& lock, const LockedRevision& revision) {
  return lock.releases[revision.release].tag;
}

// "a,b;c": "'a', 'b' and depending on 'c'"
std::string Spoken(const std::string& links) {
  const std::size_t end = std::min(links.find(';'), links.size());
  const auto quoted = [](const std::string& list) {
    return absl::StrCat("'", absl::StrReplaceAll(list, {{",", "', '"}}), "'");
  };
  std::string spoken = quoted(links.substr(0, end));
  if (end < links.size()) absl::StrAppend(&spoken, " and depending on ", quoted(links.substr(end + 1)));
  return spoken;
}

// Parents and dependencies have no order among themselves.
std::string Sorted(const std::string& links) {
  const std::size_t end = std::min(links.find(';'), links.size());
  std::string sorted;
  for (const std::string& part : {links.substr(0, end), links.substr(std::min(end + 1, links.size()))}) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < part.size();) {
      const std::size_t comma = std::min(part.find(',', begin), part.size());
      names.push_back(part.substr(begin, comma - begin));
      begin = comma + 1;
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) absl::StrAppend(&sorted, name, ",");
    sorted += ';';
  }
  return sorted;
}

void ReportEdited(const LockFile& lock, const LockedRevision& locked, const Chain& chain, std::uint32_t index,
                  Diagnostics* diagnostics) {
  const Revision& revision = chain.revisions[index];
  const Header& header = revision.tree->header;
  const std::string links = LockedLinks(chain, index);
  const bool moved = Sorted(links) != Sorted(locked.links);
  const SourceRange place = moved && header.revises.valid() ? header.revises : header.revision->range;
  std::string message =
      absl::StrCat(Quoted(revision.id), " has changed since ", Quoted(TagOf(lock, locked)), " released it");
  if (moved) {
    absl::StrAppend(&message, ": then it came after ", Spoken(locked.links), ", now after ", Spoken(links));
  }
  Diagnostic& error = diagnostics->Add(DiagnosticKind::kEditedRelease, place, std::move(message));
  error.AddNote(locked.place, "it is listed here");
  error.AddNote({},
                "databases have run it as it was: bring the file back from version control, and write what "
                "is to change as a new revision");
}

}  // namespace

std::set<std::string, std::less<>> CheckRemoved(const LockFile& lock, const std::vector<SyntaxTree>& trees,
                                                Diagnostics* diagnostics) {
  absl::flat_hash_set<std::string_view> ids;
  for (const SyntaxTree& tree : trees) {
    // It may be the one that is missed.
    if (!tree.header.revision || tree.hides_revisions) return {};
    ids.insert(tree.header.revision->text);
  }
  std::set<std::string, std::less<>> removed;
  for (const LockedRevision& locked : lock.revisions) {
    if (ids.contains(locked.id)) continue;
    diagnostics
        ->Add(DiagnosticKind::kRemovedRelease, locked.place,
              absl::StrCat(Quoted(locked.id), ", released with ", Quoted(TagOf(lock, locked)), ", is gone"))
        .AddNote({}, "databases have run it: bring its file back from version control");
    removed.insert(locked.id);
  }
  return removed;
}

Releases CheckReleases(const LockFile& lock, const Chain& chain, const std::vector<RevisionHashes>& hashes,
                       Diagnostics* diagnostics) {
  absl::flat_hash_map<std::string_view, std::uint32_t> places;
  for (std::uint32_t r = 0; r < chain.revisions.size(); ++r) places.emplace(chain.revisions[r].id, r);
  Releases releases(chain.revisions.size(), kUnreleased);
  for (const LockedRevision& locked : lock.revisions) {
    const auto found = places.find(locked.id);
    if (found == places.end()) continue;
    const std::uint32_t r = found->second;
    releases[r] = locked.release;
    if (hashes[r].meaning != locked.meaning) {
      ReportEdited(lock, locked, chain, r, diagnostics);
    } else if (hashes[r].downgrade != locked.downgrade) {
      diagnostics
          ->Add(DiagnosticKind::kEditedReleasedDowngrade, chain.revisions[r].tree->header.revision->range,
                absl::StrCat("the downgrade of ", Quoted(locked.id), " has changed since ",
                             Quoted(TagOf(lock, locked)), " released it"))
          .AddNote(locked.place, "it is listed here")
          .AddNote({}, "databases that were migrated before keep the old one for older programs");
    }
  }
  return releases;
}

}  // namespace instar::compiler
