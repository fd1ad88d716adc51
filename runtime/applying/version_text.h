// The texts that version and history tables hold.
#ifndef INSTAR_RUNTIME_APPLYING_VERSION_TEXT_H_
#define INSTAR_RUNTIME_APPLYING_VERSION_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "instar/table.h"

namespace instar {

// Bytes in lower-case hexadecimal.
std::string HexOf(std::string_view bytes);

// The bytes of a hash in hexadecimal (IsHash).
std::string BytesOfHash(std::string_view hex);

// The parents of a revision, joined by ','; then ';' and its dependencies where there are any.
std::string ParentsOf(const Table& table, std::uint32_t revision);
// The first id of such a text, which is left with the rest; false at the end.
bool TakeParent(std::string_view* parents, std::string_view* id);

// What can be the id of a revision, a hash in hexadecimal, a time in ISO 8601. Other things in such a place
// were not written by Instar.
bool IsId(std::string_view text);
bool IsHash(std::string_view text);
bool IsTime(std::string_view text);

// As much of the user's own text as a row gets: what is longer would make it one that cannot be trusted.
// Never a part of a character: a database in UTF-16 would give something else back.
std::string_view CutText(std::string_view text, std::size_t longest = 255);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_VERSION_TEXT_H_
