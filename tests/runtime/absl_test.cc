#include "instar/absl.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>

namespace instar {
namespace {

TEST(Absl, EveryCodeHasItsMeaning) {
  const std::map<StatusCode, absl::StatusCode> expected = {
      {StatusCode::kOk, absl::StatusCode::kOk},
      {StatusCode::kInvalidArgument, absl::StatusCode::kInvalidArgument},
      {StatusCode::kUnknownRevision, absl::StatusCode::kNotFound},
      {StatusCode::kAmbiguousRevision, absl::StatusCode::kInvalidArgument},
      {StatusCode::kMultipleHeads, absl::StatusCode::kInvalidArgument},
      {StatusCode::kInvalidTarget, absl::StatusCode::kInvalidArgument},
      {StatusCode::kUnknownDatabaseRevision, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kEditedHistory, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kUnknownFormat, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kBusy, absl::StatusCode::kUnavailable},
      {StatusCode::kCannotOpen, absl::StatusCode::kPermissionDenied},
      {StatusCode::kReadOnly, absl::StatusCode::kPermissionDenied},
      {StatusCode::kDiskFull, absl::StatusCode::kResourceExhausted},
      {StatusCode::kIoError, absl::StatusCode::kUnavailable},
      {StatusCode::kNotADatabase, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kCorrupt, absl::StatusCode::kDataLoss},
      {StatusCode::kOutOfMemory, absl::StatusCode::kResourceExhausted},
      {StatusCode::kStepFailed, absl::StatusCode::kAborted},
      {StatusCode::kLibraryTooOld, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kIrreversible, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kDatabaseError, absl::StatusCode::kUnknown},
      {StatusCode::kCancelled, absl::StatusCode::kCancelled},
      {StatusCode::kUnknownObject, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kUnexpectedTable, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kBackupFailed, absl::StatusCode::kAborted},
      {StatusCode::kNewerDatabase, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kNotVersioned, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kInterrupted, absl::StatusCode::kFailedPrecondition},
      {StatusCode::kNeedsNewerProgram, absl::StatusCode::kFailedPrecondition},
  };
  // A new code needs its line above: it is known by its name.
  for (int number = 0; std::strcmp(StatusCodeName(static_cast<StatusCode>(number)), "Unknown") != 0;
       ++number) {
    const auto code = static_cast<StatusCode>(number);
    ASSERT_EQ(expected.count(code), 1u) << StatusCodeName(code);
    EXPECT_EQ(ToAbslStatusCode(code), expected.at(code)) << StatusCodeName(code);
  }
  EXPECT_EQ(ToAbslStatusCode(static_cast<StatusCode>(9999)), absl::StatusCode::kInternal);
}

TEST(Absl, KeepsTheMessageAndTheNameOfTheCode) {
  const absl::Status busy = ToAbslStatus(Status(StatusCode::kBusy, "locked by another"));
  EXPECT_EQ(busy.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(busy.message(), "locked by another");
  EXPECT_EQ(busy.GetPayload("instar/status_code"), absl::Cord("Busy"));
  EXPECT_TRUE(ToAbslStatus(OkStatus()).ok());
}

}  // namespace
}  // namespace instar
