// A history with a revision without a transaction, and what must be true of it wherever it was stopped.
#ifndef INSTAR_TESTS_RUNTIME_UNTRANSACTED_HISTORY_H_
#define INSTAR_TESTS_RUNTIME_UNTRANSACTED_HISTORY_H_

#include <cstddef>
#include <string>

#include "instar/report.h"
#include "tests/runtime/hand_history.h"

namespace instar {

// Of the vacuum in the middle: what is known of it when it was begun.
enum class Known { kRepeatable, kNothing };

// r0 makes a table; r1 adds the rows 1, 2 and 3 to it, each in a step, with a vacuum before the last; r2 adds
// row 4. Each row is worked for, so many times around a loop, and r0 leaves so many bytes to vacuum.
HandHistory MakeUntransacted(Known known, int work = 0, int bytes = 9000);

// On the way, with the vacuumed bytes freed: the start of r1.
void MakeUntransactedStart(const std::string& path, const HandHistory& history,
                           const std::string& journal_mode);

// Whatever stopped it: the rows are in the order of their steps, none twice, as many as version and journal
// say. Gives how many steps of r1 are known to be done; 4 when all of it is.
std::size_t ExpectWholeSteps(const std::string& path);

// The next run gets to the end. Where it does not know of the vacuum, a person looks and says what became of
// it: one answer or the other, both are right. Gives whether one was asked.
bool ExpectFinishesSteps(const std::string& path, const HandHistory& history, Known known, bool say_done);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_UNTRANSACTED_HISTORY_H_
