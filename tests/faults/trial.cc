#include "tests/faults/trial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/faults/failing_memory.h"

namespace instar {
namespace {

// What a failed commit left is known only to the next one who opens the database: the disk may have done all
// of it and then have failed to say so.
bool FailedAtCommit(const Report& report) {
  return !report.failure.revision.empty() && report.status.message().find("its commit") != std::string::npos;
}

// The codes that name the trouble.
std::vector<StatusCode> CodesOf(FaultKind kind) {
  switch (kind) {
    case FaultKind::kDiskFull:
      return {StatusCode::kDiskFull};
    case FaultKind::kLockRefused:
      return {StatusCode::kBusy};
    case FaultKind::kOutOfMemory:
      return {StatusCode::kOutOfMemory};
    case FaultKind::kInterrupted:
      return {StatusCode::kStepFailed, StatusCode::kDatabaseError, StatusCode::kCancelled};
    default:
      return {StatusCode::kIoError, StatusCode::kCannotOpen};
  }
}

void ExpectNamed(const Report& report, FaultKind kind) {
  // The user's own C++ step says only that it failed.
  if (report.failure.revision == "sign_readings" && report.status.code() == StatusCode::kStepFailed) return;
  EXPECT_THAT(CodesOf(kind), testing::Contains(report.status.code())) << report.status.message();
  for (const char* consequence : {"not an error", "changed the schema", "no transaction"}) {
    EXPECT_THAT(report.status.message(), testing::Not(testing::HasSubstr(consequence)));
  }
}

}  // namespace

Trial::Trial(const Undisturbed& undisturbed, const Fault& fault)
    : undisturbed_(undisturbed), fault_(fault), disk_(undisturbed.start()), vfs_(&disk_) {
  if (undisturbed_.scenario().opens_file) {
    Arm();
    report_ = undisturbed_.Migrate();
  } else {
    Connection connection(undisturbed_.scenario());
    vfs_.set_connection(connection.get());
    Arm();
    report_ = connection.Migrate();
    connection.ExpectAsBefore();
  }
  hit_ = vfs_.hit() || FailingMemory::hit();
  FailingMemory::Disarm();
  vfs_.Restart(&disk_);
}

void Trial::Arm() {
  if (fault_.kind == FaultKind::kOutOfMemory) {
    FailingMemory::Arm(fault_.at, fault_.lasting);
  } else {
    vfs_.Arm(fault_);
  }
}

std::size_t Trial::CommittedAtOnce() const {
  return undisturbed_.scenario().together ? undisturbed_.way().last() : 1;
}

std::size_t Trial::Losable() const {
  // SQLite does not wait until the removal of a journal is on the disk (unless synchronous is EXTRA): it may
  // come back, and takes the last transaction with it.
  const bool may_come_back =
      fault_.kind == FaultKind::kPowerCut && undisturbed_.scenario().journal_mode == "delete";
  return may_come_back ? CommittedAtOnce() : 0;
}

void Trial::ExpectWhole() {
  const weather::Way& way = undisturbed_.way();
  const std::size_t place = undisturbed_.ExpectOnWay();
  const std::size_t reported = report_.applied.size();
  EXPECT_GE(place + Losable(), reported) << "reported as applied, and gone";
  EXPECT_LE(place, reported + (FailedAtCommit(report_) ? CommittedAtOnce() : 0))
      << "applied, and not reported";
  EXPECT_EQ(place % CommittedAtOnce(), 0u) << "a part of what belongs together";
  EXPECT_TRUE(report_.to.empty() || weather::VersionText(report_.to) == way.version(reported));
  EXPECT_EQ(report_.ok(), reported == way.last());
  if (!report_.ok()) ExpectNamed(report_, fault_.kind);
}

void Trial::ExpectFinishes() {
  SimulatedDisk copy(disk_);
  vfs_.Restart(&copy);
  undisturbed_.ExpectFinishes();
  vfs_.Restart(&disk_);
}

std::size_t TryEach(const Undisturbed& undisturbed, Fault fault, std::size_t stride) {
  for (fault.at = 0;; fault.at += stride) {
    Trial trial(undisturbed, fault);
    if (!trial.hit()) return fault.at;
    // The first to open what was left: Instar itself, or SQLite alone. To save time not both are always
    // tried.
    if (TryAll() || fault.at / stride % 4 == 0) trial.ExpectFinishes();
    trial.ExpectWhole();
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "at call " << fault.at << ", seed " << fault.seed << ": "
                    << trial.report().status.message();
      return fault.at;
    }
  }
}

}  // namespace instar
