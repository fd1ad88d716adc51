#include "instar/status.h"

namespace instar {

const char* StatusCodeName(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return "Ok";
    case StatusCode::kInvalidArgument:
      return "InvalidArgument";
    case StatusCode::kUnknownRevision:
      return "UnknownRevision";
    case StatusCode::kAmbiguousRevision:
      return "AmbiguousRevision";
    case StatusCode::kMultipleHeads:
      return "MultipleHeads";
    case StatusCode::kInvalidTarget:
      return "InvalidTarget";
    case StatusCode::kUnknownDatabaseRevision:
      return "UnknownDatabaseRevision";
    case StatusCode::kEditedHistory:
      return "EditedHistory";
    case StatusCode::kUnknownFormat:
      return "UnknownFormat";
    case StatusCode::kBusy:
      return "Busy";
    case StatusCode::kCannotOpen:
      return "CannotOpen";
    case StatusCode::kReadOnly:
      return "ReadOnly";
    case StatusCode::kDiskFull:
      return "DiskFull";
    case StatusCode::kIoError:
      return "IoError";
    case StatusCode::kNotADatabase:
      return "NotADatabase";
    case StatusCode::kCorrupt:
      return "Corrupt";
    case StatusCode::kOutOfMemory:
      return "OutOfMemory";
    case StatusCode::kStepFailed:
      return "StepFailed";
    case StatusCode::kLibraryTooOld:
      return "LibraryTooOld";
    case StatusCode::kIrreversible:
      return "Irreversible";
    case StatusCode::kDatabaseError:
      return "DatabaseError";
    case StatusCode::kCancelled:
      return "Cancelled";
    case StatusCode::kUnknownObject:
      return "UnknownObject";
    case StatusCode::kUnexpectedTable:
      return "UnexpectedTable";
    case StatusCode::kBackupFailed:
      return "BackupFailed";
    case StatusCode::kNewerDatabase:
      return "NewerDatabase";
    case StatusCode::kNotVersioned:
      return "NotVersioned";
    case StatusCode::kInterrupted:
      return "Interrupted";
    case StatusCode::kNeedsNewerProgram:
      return "NeedsNewerProgram";
  }
  return "Unknown";
}

}  // namespace instar
