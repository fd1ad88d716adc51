// One migration with one fault, and what must be true afterwards.
#ifndef INSTAR_TESTS_FAULTS_TRIAL_H_
#define INSTAR_TESTS_FAULTS_TRIAL_H_

#include <cstddef>
#include <cstdint>
#include <functional>

#include "instar/report.h"
#include "tests/faults/disk_vfs.h"
#include "tests/faults/scenario.h"
#include "tests/faults/simulated_disk.h"

namespace instar {

class Trial {
 public:
  // Runs it. The process is as good as gone afterwards: what it left on the disk is judged.
  Trial(const Undisturbed& undisturbed, const Fault& fault);

  // The migration got as far as the fault.
  bool hit() const { return hit_; }
  const Report& report() const { return report_; }

  // The database is whole, at the revision that the report says.
  void ExpectWhole();
  // The next run goes on and gets to the end. What it does is forgotten.
  void ExpectFinishes();

 private:
  void Arm();
  std::size_t CommittedAtOnce() const;
  // How many of the reported revisions may be gone.
  std::size_t Losable() const;

  const Undisturbed& undisturbed_;
  Fault fault_;
  SimulatedDisk disk_;
  DiskVfs vfs_;
  Report report_;
  bool hit_ = false;
};

// Every n, until the migration is over before the n-th call: how many there were. Ends at the first failure.
std::size_t TryEach(const Undisturbed& undisturbed, Fault fault, std::size_t stride = 1);

}  // namespace instar

#endif  // INSTAR_TESTS_FAULTS_TRIAL_H_
