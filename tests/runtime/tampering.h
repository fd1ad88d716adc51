// What somebody who knows SQL may write into Instar's tables.
#ifndef INSTAR_TESTS_RUNTIME_TAMPERING_H_
#define INSTAR_TESTS_RUNTIME_TAMPERING_H_

#include <string>
#include <vector>

namespace instar {

// What may stand in a field, in SQL; each fits some columns and no other.
const std::vector<std::string>& TamperingValues();
// One of them that is a text, of a length that Instar reads.
bool IsDecentText(const std::string& value);

// Runs statements on the file without what the definitions of Instar's tables forbid: for their time these
// say nothing but the names of the columns. False when SQLite does not take them even so.
bool RunUnchecked(const std::string& path, const std::string& sql);

std::string BytesOf(const std::string& path);

}  // namespace instar

#endif  // INSTAR_TESTS_RUNTIME_TAMPERING_H_
