#include "runtime/planning/names.h"

#include <algorithm>
#include <cstddef>

#include "runtime/message.h"

namespace instar {
namespace {

// Ids and labels share one namespace: first come the ids, then the labels.
std::uint32_t NameCount(const Table& table) { return table.revision_count + table.label_count; }

std::string_view NameAt(const Table& table, std::uint32_t n) {
  return n < table.revision_count ? table.id(n) : table.label(n - table.revision_count);
}

std::uint32_t RevisionAt(const Table& table, std::uint32_t n) {
  return n < table.revision_count ? n : table.labels[n - table.revision_count].revision;
}

// How many characters differ between what two names begin and end with alike. Enough to see one slip of the
// keyboard, and far smaller than an edit distance.
std::size_t Difference(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t front = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  return std::max(a.size(), b.size()) - front - back;
}

bool UnknownName(const Table& table, std::string_view name, Status* status) {
  // Two differing characters are two letters exchanged.
  std::size_t best = 3;
  std::string_view near;
  for (std::uint32_t n = 0; n < NameCount(table); ++n) {
    const std::size_t difference = Difference(name, NameAt(table, n));
    if (difference < best && difference < name.size()) {
      best = difference;
      near = NameAt(table, n);
    }
  }
  if (!near.empty()) {
    return Fail(status, StatusCode::kUnknownRevision, "no revision or label is named '%'; did you mean '%'?",
                {name, near});
  }
  return Fail(status, StatusCode::kUnknownRevision,
              name.size() < kMinPrefix
                  ? "no revision or label is named '%'; write all of it, or at least its first 4 characters"
                  : "no revision or label is named '%' or begins so; check the spelling, capitals too",
              {name});
}

}  // namespace

std::string ListIds(const Table& table, const Revisions& revisions) {
  constexpr std::size_t kShown = 3;
  std::string list;
  for (std::size_t i = 0; i < revisions.size() && i < kShown; ++i) {
    list.append(i == 0 ? "'" : ", '").append(table.id(revisions[i])).append("'");
  }
  if (revisions.size() > kShown) list.append(" and more");
  return list;
}

Revisions OnBranch(const Branch& branch, const Revisions& revisions) {
  Revisions held;
  for (std::uint32_t r : revisions) {
    if (branch.Holds(r)) held.push_back(r);
  }
  return held;
}

std::int64_t FindId(const Table& table, std::string_view id) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (table.id(r) == id) return r;
  }
  return -1;
}

bool FindName(const Table& table, std::string_view name, const Branch& branch, std::uint32_t* revision,
              Status* status) {
  RevisionSet on_branch(table.revision_count);
  RevisionSet off_branch(table.revision_count);
  for (std::uint32_t n = 0; n < NameCount(table); ++n) {
    const std::string_view candidate = NameAt(table, n);
    const std::uint32_t r = RevisionAt(table, n);
    if (candidate.substr(0, name.size()) != name) continue;
    if (candidate.size() == name.size()) {
      *revision = r;
      return true;
    }
    if (name.size() >= kMinPrefix) (branch.Holds(r) ? on_branch : off_branch)[r] = true;
  }
  Revisions matches = ListOf(on_branch);
  if (matches.empty()) matches = ListOf(off_branch);
  if (matches.empty()) return UnknownName(table, name, status);
  if (matches.size() > 1) {
    return Fail(status, StatusCode::kAmbiguousRevision,
                "several revisions begin with '%': %; write more of the one you mean",
                {name, ListIds(table, matches)});
  }
  *revision = matches[0];
  return true;
}

bool FindBranch(const Table& table, std::string_view name, Branch* branch, Status* status) {
  *branch = Branch();
  if (name.empty()) return true;
  if (!FindName(table, name, Branch(), &branch->revision, status)) return false;
  branch->name = name;
  branch->lineage = WithLineage(table, Along::kParents, SetOf(table, {branch->revision}));
  return true;
}

}  // namespace instar
