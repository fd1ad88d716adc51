// What an operation answers: done, or what went wrong and what to do next.
//
//   instar::Status status = DoWork();
//   if (!status.ok()) std::fprintf(stderr, "%s\n", status.message().c_str());
//
// A Status is a plain value: copy it, move it, keep it. It has no global state, so different threads may
// use different Status objects freely; one object is as thread-safe as a std::string. It is a type of its
// own because linking absl::Status statically costs 310 KiB of code against 5 (measured).
#ifndef INSTAR_STATUS_H_
#define INSTAR_STATUS_H_

#include <string>
#include <utility>

namespace instar {

// The numbers are stable: programs may log or compare them. New codes are added at the end.
enum class StatusCode : int {
  kOk = 0,
  // The request itself is wrong: a bad identifier, an option that contradicts another, a connection that is
  // inside a transaction. Nothing was read or written.
  kInvalidArgument = 1,
  // No revision has the id, prefix or label that was asked for.
  kUnknownRevision = 2,
  // Several revisions begin with the prefix that was asked for.
  kAmbiguousRevision = 3,
  // "head" was asked for and the history has several.
  kMultipleHeads = 4,
  // The identifier is well formed but names nothing here: a step count that the history cannot give, a walk
  // that forks, a target that is not below or above what is applied, a branch that does not hold it.
  kInvalidTarget = 5,
  // The database holds a revision that this program does not know, and nothing tells that it is a newer one:
  // another program migrated it.
  kUnknownDatabaseRevision = 6,
  // A revision that the database has applied differs from the one in this program.
  kEditedHistory = 7,
  // Instar's own tables are of a format that this program does not know, or were tampered with.
  kUnknownFormat = 8,
  // Another connection kept the database locked until the deadline passed.
  kBusy = 9,
  // The database cannot be opened, read or written: missing folder, permissions, read-only file.
  kCannotOpen = 10,
  kReadOnly = 11,
  // The disk is full.
  kDiskFull = 12,
  kIoError = 13,
  // The file is not a database, is encrypted, or is damaged.
  kNotADatabase = 14,
  kCorrupt = 15,
  kOutOfMemory = 16,
  // A statement or a C++ step of a revision failed. The revision was rolled back; those before it stay.
  kStepFailed = 17,
  // The database library is older than the version that the migrations were compiled for.
  kLibraryTooOld = 18,
  // The revision cannot be undone.
  kIrreversible = 19,
  // Whatever else the database library answers. The message has its words and number.
  kDatabaseError = 20,
  // The program wanted so, by Options::progress or Options::cancel, or the user's own C++ step said no. The
  // revision was rolled back; those before it stay.
  kCancelled = 21,
  // A table that must be rebuilt has an index or a trigger that its migrations do not know, made by hand: it
  // would be lost. Options::keep_unknown_objects keeps it. Or a view or a trigger made by hand uses a column
  // that the table loses, and would not work any more.
  kUnknownObject = 22,
  // A table that must be rebuilt is not there, or has other columns than its migrations gave it.
  kUnexpectedTable = 23,
  // The backup that Options::backup asked for could not be had: the migration did not begin.
  kBackupFailed = 24,
  // The database holds revisions that build on those of this program and that it does not know: a newer
  // program migrated it.
  kNewerDatabase = 25,
  // The database has no version, but tables that the migrations would make.
  kNotVersioned = 26,
  // A step of a revision without a transaction was begun, and nobody knows whether it was finished: say so by
  // instar::sqlite::Resolve() or `instar resolve`. From Verify: a revision is half finished, so that there is
  // nothing to compare with.
  kInterrupted = 27,
  // A revision that a newer program applied can only be undone by that program: it calls C++, or the database
  // does not keep how.
  kNeedsNewerProgram = 28,
};

class [[nodiscard]] Status {
 public:
  // Success.
  Status() = default;
  // `message` says where, what and what to do next, in one sentence or a few; no trailing newline.
  Status(StatusCode code, std::string message) : code_(code), message_(std::move(message)) {}

  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  // Empty for success.
  const std::string& message() const { return message_; }

 private:
  StatusCode code_ = StatusCode::kOk;
  std::string message_;
};

inline Status OkStatus() { return Status(); }

// The name of a code as it is written above without its `k`: "InvalidArgument". Never null.
const char* StatusCodeName(StatusCode code);

}  // namespace instar

#endif  // INSTAR_STATUS_H_
