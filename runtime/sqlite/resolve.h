// A person's word on a step of which nobody else knows whether it was finished.
#ifndef INSTAR_RUNTIME_SQLITE_RESOLVE_H_
#define INSTAR_RUNTIME_SQLITE_RESOLVE_H_

#include "instar/sqlite.h"
#include "instar/status.h"
#include "runtime/sqlite/job.h"

namespace instar::sqlite {

// The job's direction is of no account.
Status ResolveStep(const Job& job, Resolution resolution);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_RESOLVE_H_
