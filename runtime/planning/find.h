// The revisions that a parsed identifier names.
#ifndef INSTAR_RUNTIME_PLANNING_FIND_H_
#define INSTAR_RUNTIME_PLANNING_FIND_H_

#include <cstdint>
#include <string_view>

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/planning/identifier.h"
#include "runtime/planning/names.h"
#include "runtime/planning/plan.h"

namespace instar {

// An identifier, and the branch that it names. The text must outlive it.
struct Target {
  Identifier identifier;
  Branch branch;

  // "+1", "auth@-2": counted from the database's rows.
  bool IsCount() const { return identifier.symbol.empty(); }
};

bool ParseTarget(const Table& table, std::string_view text, Target* target, Status* status);

// Must a revision that is named together with a branch lie on it?
enum class Membership { kRequired, kIgnored };

// What the symbol names, without its count of steps. `base` names nothing.
bool FindSymbol(const Table& table, const Revisions& rows, const Target& target, Membership membership,
                Revisions* found, Status* status);
// The one revision, or kBase, where the symbol and its count lead.
bool FindOne(const Table& table, const Revisions& rows, const Target& target, Membership membership,
             std::uint32_t* found, Status* status);
// Everything that a target names. A count down is taken from the heads; see CountDownFromHeads.
bool FindTarget(const Table& table, const Revisions& rows, const Target& target, Revisions* found,
                Status* status);

// Where a count up from the rows leads.
bool CountUp(const Table& table, const Revisions& rows, const Target& target, std::uint32_t* found,
             Status* status);
// N below each head of the branch: what `-N` means where it is not the database that goes down. `past_base`
// is set when a head has fewer revisions below it.
bool CountDownFromHeads(const Table& table, const Target& target, Revisions* found, bool* past_base,
                        Status* status);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_FIND_H_
