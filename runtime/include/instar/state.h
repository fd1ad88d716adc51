// Where a database is, seen from one program: which of its revisions are applied, what an upgrade would do,
// and all that was ever done.
//
//   instar::State state = instar::sqlite::Inspect("shop.db", shop::migrations());
//   if (state.kind == instar::StateKind::kBehind) std::printf("%zu to apply\n", state.pending.size());
//
// A plain value that owns all it holds: copy it, keep it, use it in any thread.
#ifndef INSTAR_STATE_H_
#define INSTAR_STATE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "instar/status.h"

namespace instar {

// The numbers are stable: programs may log or compare them. New kinds are added at the end.
enum class StateKind : int {
  // An upgrade can begin, or there is nothing to do; `status` is ok.
  kNoFile = 0,  // nothing is at the path yet
  kNew = 1,     // no version, and nothing that the migrations would make: an upgrade starts at the base
  kBehind = 2,  // on its way, on one branch or several; `pending` is what is missing. Also at the base.
  kAtHead = 3,  // nothing is pending
  // At revisions of a newer program too, which build on all of this one and let it go on: `newer` lists them.
  kCompatible = 11,

  // An upgrade would refuse; `status` says why and what helps.
  kNotVersioned = 4,     // no version, but tables are there which the migrations would make
  kNewer = 5,            // at revisions of a newer program, which does not let this one go on
  kUnknownRevision = 6,  // at a revision that has nothing to do with those of this program
  kEditedHistory = 7,    // an applied revision has another meaning in this program
  kTampered = 8,         // Instar's own tables are of an unknown format, or were changed by hand
  kUnreadable = 9,       // no database, damaged, locked, or it cannot be opened
  kInterrupted = 10,     // half-way through a step, and a person must say whether it was finished
};

// The name of a kind as it is written above without its `k`: "NoFile". Never null.
const char* StateKindName(StateKind kind);

// A row of instar_history: one finished action. Never changed afterwards.
struct HistoryRow {
  std::int64_t id = 0;       // grows
  std::string revision;      // empty for "purge"
  std::string parents;       // ids joined by ',', then ';' and the dependencies where there are any
  std::string action;        // "upgrade", "downgrade"; "stamp", "unstamp": without running anything; "purge"
  std::string meaning_hash;  // SHA-256 of what the revision does, in hexadecimal
  std::optional<bool> compatible;  // may a program that does not know the revision use the database?
  std::string reason;              // why it may or may not; empty where there is nothing to say
  bool has_downgrade = false;      // the way back is kept in the database
  std::string started_at;          // ISO 8601, UTC
  std::int64_t duration_us = 0;    // microseconds
  std::string program;             // Options::program of who did it
};

struct [[nodiscard]] State {
  StateKind kind = StateKind::kUnreadable;
  // What Upgrade with the same options would say before its first step, but for what concerns the connection
  // and not the database. Not ok beside a kind above where it is the target or the library that is wrong.
  Status status;
  // The heads of this program's history: what an upgrade leads to.
  std::vector<std::string> program_heads;
  // The revisions in the database's version table, also those which this program does not know. Empty at the
  // base.
  std::vector<std::string> current;
  // Applied by a newer program, which lets this one go on; in the order of application.
  std::vector<std::string> newer;
  // In the order of application; both empty where the version was refused.
  std::vector<std::string> applied;
  std::vector<std::string> pending;  // up to Options::target, all heads when that is empty
  // The revision that was begun and is not finished, because it runs without a transaction: the next
  // migration finishes it first. Empty where there is none.
  std::string unfinished;
  // Oldest first, of this program's stream.
  std::vector<HistoryRow> history;

  bool ok() const { return status.ok(); }
};

}  // namespace instar

#endif  // INSTAR_STATE_H_
