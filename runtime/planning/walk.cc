#include "runtime/planning/walk.h"

#include <string>
#include <vector>

#include "runtime/message.h"

namespace instar {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFEu;
constexpr std::uint32_t kSeveral = 0xFFFFFFFDu;

// The one child of every revision on the branch, or kNone or kSeveral. That of the base comes last.
std::vector<std::uint32_t> OnlyChildren(const Table& table, const Branch& branch) {
  std::vector<std::uint32_t> only(table.revision_count + std::size_t{1}, kNone);
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    if (!branch.Holds(r)) continue;
    for (std::uint32_t parent : table.parents(r)) only[parent] = only[parent] == kNone ? r : kSeveral;
    if (table.parents(r).size() == 0) only.back() = only.back() == kNone ? r : kSeveral;
  }
  return only;
}

std::string NameOf(const Table& table, std::uint32_t place) {
  if (place == kBase) return "the base";
  return std::string("'").append(table.id(place)).append("'");
}

bool WalkUp(const Table& table, const Identifier& identifier, const Branch& branch, std::uint32_t* place,
            Status* status) {
  const std::vector<std::uint32_t> only = OnlyChildren(table, branch);
  for (std::int64_t left = identifier.steps; left > 0; --left) {
    const std::uint32_t next = *place == kBase ? only.back() : only[*place];
    if (next == kNone) {
      return Fail(status, StatusCode::kInvalidTarget,
                  "'%' counts past %, which is the newest on its line; write a smaller number",
                  {identifier.text, NameOf(table, *place)});
    }
    if (next == kSeveral) {
      return Fail(
          status, StatusCode::kInvalidTarget,
          "'%' is ambiguous: the history forks at %; name a branch, as in 'LABEL@+1', or the revision itself",
          {identifier.text, NameOf(table, *place)});
    }
    *place = next;
  }
  return true;
}

}  // namespace

bool WalkDown(const Table& table, const Identifier& identifier, std::uint32_t start, std::uint32_t* end,
              std::int64_t* left, Status* status) {
  *end = start;
  for (*left = identifier.steps; *left < 0 && *end != kBase; ++*left) {
    const IndexRange parents = table.parents(*end);
    if (parents.size() > 1) {
      return Fail(
          status, StatusCode::kInvalidTarget, "'%' is ambiguous: % merges %; name the one to go to",
          {identifier.text, NameOf(table, *end), ListIds(table, Revisions(parents.begin(), parents.end()))});
    }
    *end = parents.size() == 0 ? kBase : *parents.begin();
  }
  return true;
}

bool Walk(const Table& table, const Identifier& identifier, const Branch& branch, std::uint32_t start,
          std::uint32_t* end, Status* status) {
  *end = start;
  if (identifier.steps > 0) return WalkUp(table, identifier, branch, end, status);
  std::int64_t left = 0;
  if (!WalkDown(table, identifier, start, end, &left, status)) return false;
  if (left == 0) return true;
  return Fail(status, StatusCode::kInvalidTarget,
              "'%' counts past the first revision; write a smaller number, or 'base'", {identifier.text});
}

}  // namespace instar
