// The form of a revision identifier, without asking what it names.
//
//   [BRANCH@]SYMBOL[+N|-N]     users, head, auth@heads, 5f7a+2, head-1
//   [BRANCH@]+N|-N             +1, auth@-2
#ifndef INSTAR_RUNTIME_PLANNING_IDENTIFIER_H_
#define INSTAR_RUNTIME_PLANNING_IDENTIFIER_H_

#include <cstdint>
#include <string_view>

#include "instar/status.h"

namespace instar {

struct Identifier {
  std::string_view text;    // all of it
  std::string_view branch;  // what stands before '@', or empty
  std::string_view symbol;  // an id, a prefix, a label, head, heads, base or current; empty in "+1"
  std::int64_t steps = 0;   // +N or -N; 0 when there is no count
};

// Reads all of `text`, which must outlive the result. Each mistake has its own message.
bool ParseIdentifier(std::string_view text, Identifier* identifier, Status* status);

// head, heads, base, current: words that no revision or label can be called.
bool IsReservedWord(std::string_view word);

}  // namespace instar

#endif  // INSTAR_RUNTIME_PLANNING_IDENTIFIER_H_
