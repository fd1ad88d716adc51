// What a migration did.
#ifndef INSTAR_REPORT_H_
#define INSTAR_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "instar/status.h"
#include "instar/table.h"

namespace instar {

// A revision that was applied or undone, and committed.
struct AppliedRevision {
  std::string revision;
  Direction direction = Direction::kUpgrade;
  std::int64_t duration_us = 0;  // microseconds, without the commit
};

// Where a migration stopped; `revision` is empty when it did not fail inside one.
struct Failure {
  std::string revision;
  Direction direction = Direction::kUpgrade;
  std::size_t step = 0;  // from 0, within that revision and direction; the number of steps if at commit
  std::string reason;    // the database's or the C++ step's own words
};

// A plain value that owns all it holds.
//
// When `status` is not ok, `applied` still lists what was finished and committed before the failure: the
// database is whole, at a revision boundary, and running again goes on from there.
struct [[nodiscard]] Report {
  Status status;
  std::vector<AppliedRevision> applied;  // in the order they were run
  // The revisions in the version table before and afterwards. Empty at base, and where the version could not
  // be read: look at `status` first.
  std::vector<std::string> from;
  std::vector<std::string> to;
  // Revisions of a newer program that are applied and that this one does not know, in the order of their
  // application. Every one of them lets older programs go on using the database, so there is nothing to do
  // when `status` is ok.
  std::vector<std::string> newer;
  Failure failure;
  // The copy that Options::backup made, as it can be opened; empty when none was made.
  std::string backup;

  bool ok() const { return status.ok(); }
};

// For people: a line for the backup, one for every revision, one for the whole, one for what went wrong. Each
// ends with a line feed; control characters are shown as '?'.
//
//   backup: /data/shop.db.20251120T142233.456Z.5f3a9c21.backup
//   applied add_email in 12.3 ms
//   upgraded from add_users to add_email: 1 revision in 12.3 ms
//
// Programs use nothing of this and of the next unless they call it.
std::string ReportText(const Report& report);

// For programs: one JSON object on one line, no line feed at its end. All keys are always there, in this
// order; keys may be added at the end.
//
//   {"status":"StepFailed",                          StatusCodeName(); "Ok" when all went well
//    "message":"upgrade of revision 'c' failed ...", empty when all went well
//    "from":["a"],                                   as in Report; [] is base
//    "to":["b"],
//    "applied":[{"revision":"b","direction":"upgrade","duration_us":12345}],
//    "failure":{"revision":"c","direction":"upgrade","step":0,"reason":"..."},   or null
//    "backup":"/data/shop.db.20251120T142233.456Z.5f3a9c21.backup",             or null
//    "newer":["d"]}                                  [] where this program knows all that is applied
//
// It is valid UTF-8 whatever the texts hold: bytes that are not become U+FFFD, as Unicode recommends.
std::string ReportJson(const Report& report);

}  // namespace instar

#endif  // INSTAR_REPORT_H_
