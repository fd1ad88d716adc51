// Several revisions in one transaction: all or nothing.
#ifndef INSTAR_RUNTIME_SQLITE_ALL_TOGETHER_H_
#define INSTAR_RUNTIME_SQLITE_ALL_TOGETHER_H_

#include "instar/status.h"
#include "instar/table.h"
#include "runtime/sqlite/job.h"

namespace instar::sqlite {

// Whether one transaction can hold them all: none may run without one, and where one runs with foreign keys
// off, as all that rebuild a table do, none may count on them.
Status CheckTogether(const Job& job, IndexRange revisions);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_ALL_TOGETHER_H_
