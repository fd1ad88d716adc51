// Conversions for programs that use Abseil. Only they include this header: Instar itself does not need
// Abseil, and links nothing of it.
//
//   absl::Status status = instar::ToAbslStatus(report.status);
#ifndef INSTAR_ABSL_H_
#define INSTAR_ABSL_H_

#include "absl/status/status.h"
#include "instar/status.h"

namespace instar {

// The nearest meaning. kInternal for a number that this header does not know.
inline absl::StatusCode ToAbslStatusCode(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return absl::StatusCode::kOk;
    case StatusCode::kInvalidArgument:
    case StatusCode::kAmbiguousRevision:
    case StatusCode::kMultipleHeads:
    case StatusCode::kInvalidTarget:
      return absl::StatusCode::kInvalidArgument;
    case StatusCode::kUnknownRevision:
      return absl::StatusCode::kNotFound;
    // The database is not in a state that this program can work on; trying again does not help.
    case StatusCode::kUnknownDatabaseRevision:
    case StatusCode::kEditedHistory:
    case StatusCode::kUnknownFormat:
    case StatusCode::kLibraryTooOld:
    case StatusCode::kIrreversible:
    case StatusCode::kUnknownObject:
    case StatusCode::kUnexpectedTable:
    case StatusCode::kNewerDatabase:
    case StatusCode::kNotVersioned:
    case StatusCode::kInterrupted:
    case StatusCode::kNeedsNewerProgram:
    case StatusCode::kNotADatabase:
      return absl::StatusCode::kFailedPrecondition;
    case StatusCode::kBusy:
    case StatusCode::kIoError:
      return absl::StatusCode::kUnavailable;
    case StatusCode::kCannotOpen:
    case StatusCode::kReadOnly:
      return absl::StatusCode::kPermissionDenied;
    case StatusCode::kDiskFull:
    case StatusCode::kOutOfMemory:
      return absl::StatusCode::kResourceExhausted;
    case StatusCode::kCorrupt:
      return absl::StatusCode::kDataLoss;
    // The revision was rolled back.
    case StatusCode::kStepFailed:
    case StatusCode::kBackupFailed:
      return absl::StatusCode::kAborted;
    case StatusCode::kCancelled:
      return absl::StatusCode::kCancelled;
    case StatusCode::kDatabaseError:
      return absl::StatusCode::kUnknown;
  }
  return absl::StatusCode::kInternal;
}

// The message stays as it is. Several codes become one; the payload "instar/status_code" keeps the name of
// the code: StatusCodeName().
inline absl::Status ToAbslStatus(const Status& status) {
  absl::Status result(ToAbslStatusCode(status.code()), status.message());
  if (!status.ok()) result.SetPayload("instar/status_code", absl::Cord(StatusCodeName(status.code())));
  return result;
}

}  // namespace instar

#endif  // INSTAR_ABSL_H_
