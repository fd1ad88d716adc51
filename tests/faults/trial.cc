#include "tests/faults/trial.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/faults/failing_memory.h"

namespace instar {
namespace {

// What a failed commit left is known only to the next one who opens the database: the disk may have done all
// of it and then have failed to say so.
bool FailedAtCommit(const Report& report) {
  return !report.failure.revision.empty() && report.status.message().find("its commit") != std::string::npos;
}

}  // namespace

Trial::Trial(const Undisturbed& undisturbed, const Fault& fault)
    : undisturbed_(undisturbed), fault_(fault), disk_(undisturbed.start()), vfs_(&disk_) {
  if (undisturbed_.scenario().opens_file) {
    Arm();
    report_ = undisturbed_.Migrate();
  } else {
    Connection connection(undisturbed_.scenario());
    Arm();
    report_ = connection.Migrate();
    connection.ExpectAsBefore();
  }
  hit_ = vfs_.hit() || FailingMemory::hit();
  FailingMemory::Disarm();
  vfs_.Restart();
}

void Trial::Arm() {
  if (fault_.kind == FaultKind::kOutOfMemory) {
    FailingMemory::Arm(fault_.at, fault_.lasting);
  } else {
    vfs_.Arm(fault_);
  }
}

std::size_t Trial::Losable() const {
  // SQLite does not wait until the removal of a journal is on the disk (unless synchronous is EXTRA): it may
  // come back, and takes the last transaction with it.
  return fault_.kind == FaultKind::kPowerCut && undisturbed_.scenario().journal_mode == "delete" ? 1 : 0;
}

void Trial::ExpectWhole() const {
  const std::vector<std::string>& way = undisturbed_.way();
  const std::string version = undisturbed_.ExpectAtRevision();
  const auto at = static_cast<std::size_t>(std::find(way.begin(), way.end(), version) - way.begin());
  const std::size_t reported = report_.applied.size();
  EXPECT_GE(at + Losable(), reported) << "reported as applied, and gone";
  EXPECT_LE(at, reported + (FailedAtCommit(report_) ? 1 : 0)) << "applied, and not reported";
  EXPECT_TRUE(report_.to.empty() || VersionText(report_.to) == way[reported]) << VersionText(report_.to);
  EXPECT_EQ(report_.ok(), reported + 1 == way.size());
  undisturbed_.ExpectFinishes();
}

std::size_t TryEach(const Undisturbed& undisturbed, Fault fault, std::size_t stride) {
  for (fault.at = 0;; fault.at += stride) {
    const Trial trial(undisturbed, fault);
    if (!trial.hit()) return fault.at;
    trial.ExpectWhole();
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "at call " << fault.at << ", seed " << fault.seed << ": "
                    << trial.report().status.message();
      return fault.at;
    }
  }
}

bool TryAll() {
  const char* wanted = std::getenv("INSTAR_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all";
}

}  // namespace instar
