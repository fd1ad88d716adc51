#include "instar/state.h"

namespace instar {

const char* StateKindName(StateKind kind) {
  switch (kind) {
    case StateKind::kNoFile:
      return "NoFile";
    case StateKind::kNew:
      return "New";
    case StateKind::kBehind:
      return "Behind";
    case StateKind::kAtHead:
      return "AtHead";
    case StateKind::kNotVersioned:
      return "NotVersioned";
    case StateKind::kNewer:
      return "Newer";
    case StateKind::kUnknownRevision:
      return "UnknownRevision";
    case StateKind::kEditedHistory:
      return "EditedHistory";
    case StateKind::kTampered:
      return "Tampered";
    case StateKind::kCompatible:
      return "Compatible";
    case StateKind::kUnreadable:
      return "Unreadable";
    case StateKind::kInterrupted:
      return "Interrupted";
  }
  return "Unknown";
}

}  // namespace instar
