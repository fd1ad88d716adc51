// SQLite's answers as Status values.
#ifndef INSTAR_RUNTIME_SQLITE_ERROR_H_
#define INSTAR_RUNTIME_SQLITE_ERROR_H_

#include <string_view>

#include "instar/status.h"

struct sqlite3;

namespace instar::sqlite {

// Another connection is in the way; the same call may succeed later.
bool IsBusy(int result_code);

// What SQLite says about this result code of the connection's latest call. Valid until the next one.
const char* WordsOf(sqlite3* db, int result_code);

// `doing` completes "cannot ...": "read the version". Adds SQLite's words and its number. What to do next is
// said by Advised(), at the end of an operation.
Status ErrorOf(sqlite3* db, int result_code, std::string_view doing);

// The kind of trouble: the disk, the lock, the file; kDatabaseError for the rest.
StatusCode CodeOf(int result_code);

}  // namespace instar::sqlite

#endif  // INSTAR_RUNTIME_SQLITE_ERROR_H_
