#include "runtime/planning/find.h"

#include <cstddef>

#include "runtime/message.h"
#include "runtime/planning/reachability.h"
#include "runtime/planning/walk.h"

namespace instar {
namespace {

// `head` is what people count as one: by parents alone. `heads` without a branch are the rows of a database
// at head, so a revision that another one depends on is none of them.
Revisions FindHeads(const Table& table, const Target& target) {
  const bool all = target.identifier.symbol == "heads" && !target.branch.named();
  return OnBranch(target.branch, ListOf(Heads(table, all ? Along::kPrerequisites : Along::kParents)));
}

bool SeveralHeads(const Table& table, const Identifier& identifier, const Revisions& heads, Status* status) {
  return Fail(
      status, StatusCode::kMultipleHeads,
      "'%' must be one revision, but there are several: %; name one of them, or a branch, as in 'LABEL@head'",
      {identifier.text, ListIds(table, heads)});
}

bool LeadsToBase(const Identifier& identifier, Status* status) {
  return Fail(status, StatusCode::kInvalidTarget,
              "'%' leads to the base, where there is no revision; write a smaller number", {identifier.text});
}

bool FindNamed(const Table& table, const Target& target, Membership membership, Revisions* found,
               Status* status) {
  std::uint32_t revision = 0;
  if (!FindName(table, target.identifier.symbol, target.branch, &revision, status)) return false;
  if (membership == Membership::kRequired && !target.branch.Holds(revision)) {
    return Fail(status, StatusCode::kInvalidTarget, "revision '%' is not on branch '%'; name it without '@'",
                {table.id(revision), target.branch.name});
  }
  *found = {revision};
  return true;
}

}  // namespace

bool ParseTarget(const Table& table, std::string_view text, Target* target, Status* status) {
  if (!ParseIdentifier(text, &target->identifier, status)) return false;
  const std::string_view symbol = target->identifier.symbol;
  // Taken over from Alembic with the rest of the language, where `v1.2+1` was never more than an unknown
  // name.
  if (target->identifier.steps != 0 && symbol.find('.') != std::string_view::npos) {
    return Fail(status, StatusCode::kUnknownRevision,
                "no revision or label is named '%'; steps cannot be counted from a name that holds '.', "
                "so write the revision itself",
                {text});
  }
  return FindBranch(table, target->identifier.branch, &target->branch, status);
}

bool FindSymbol(const Table& table, const Revisions& rows, const Target& target, Membership membership,
                Revisions* found, Status* status) {
  found->clear();
  const std::string_view symbol = target.identifier.symbol;
  if (symbol == "base") return true;
  if (symbol == "current") {
    *found = OnBranch(target.branch, rows);
    return true;
  }
  if (symbol != "head" && symbol != "heads") return FindNamed(table, target, membership, found, status);
  *found = FindHeads(table, target);
  if (symbol == "head" && found->size() > 1) return SeveralHeads(table, target.identifier, *found, status);
  return true;
}

bool FindOne(const Table& table, const Revisions& rows, const Target& target, Membership membership,
             std::uint32_t* found, Status* status) {
  Revisions starts;
  if (!FindSymbol(table, rows, target, membership, &starts, status)) return false;
  if (starts.size() > 1) return SeveralHeads(table, target.identifier, starts, status);
  return Walk(table, target.identifier, target.branch, starts.empty() ? kBase : starts[0], found, status);
}

bool CountUp(const Table& table, const Revisions& rows, const Target& target, std::uint32_t* found,
             Status* status) {
  Revisions starts = OnBranch(target.branch, rows);
  if (starts.empty() && target.branch.named()) {
    // No row lies on the branch, but something below the rows may.
    starts = RowsOf(table, Common(AppliedBy(table, rows), target.branch.lineage));
  }
  if (starts.size() > 1) {
    return Fail(
        status, StatusCode::kInvalidTarget,
        "'%' is ambiguous: the database is at %; name a branch, as in 'LABEL@+1', or the revision itself",
        {target.identifier.text, ListIds(table, starts)});
  }
  return Walk(table, target.identifier, target.branch, starts.empty() ? kBase : starts[0], found, status);
}

bool CountDownFromHeads(const Table& table, const Target& target, Revisions* found, bool* past_base,
                        Status* status) {
  RevisionSet ends(table.revision_count);
  *past_base = false;
  for (std::uint32_t head : OnBranch(target.branch, ListOf(Heads(table, Along::kPrerequisites)))) {
    std::uint32_t end = kBase;
    std::int64_t left = 0;
    if (!WalkDown(table, target.identifier, head, &end, &left, status)) return false;
    if (left < 0) {
      *past_base = true;
    } else if (end == kBase) {
      return LeadsToBase(target.identifier, status);
    } else {
      ends[end] = true;
    }
  }
  *found = ListOf(ends);
  return true;
}

bool FindTarget(const Table& table, const Revisions& rows, const Target& target, Revisions* found,
                Status* status) {
  const std::int64_t steps = target.identifier.steps;
  if (steps == 0) return FindSymbol(table, rows, target, Membership::kRequired, found, status);
  if (target.IsCount() && steps < 0) {
    bool past_base = false;
    if (!CountDownFromHeads(table, target, found, &past_base, status)) return false;
    return !past_base || LeadsToBase(target.identifier, status);
  }
  std::uint32_t end = kBase;
  const bool reached = target.IsCount() ? CountUp(table, rows, target, &end, status)
                                        : FindOne(table, rows, target, Membership::kRequired, &end, status);
  if (!reached) return false;
  if (end == kBase) return LeadsToBase(target.identifier, status);
  *found = {end};
  return true;
}

Status FindRevisions(const Table& table, const Revisions& rows, std::string_view identifier,
                     Revisions* found) {
  Status status;
  found->clear();
  Target target;
  if (ParseTarget(table, identifier, &target, &status)) FindTarget(table, rows, target, found, &status);
  return status;
}

}  // namespace instar
