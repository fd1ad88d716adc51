// What a database keeps of every revision that was applied to it, so that an older program, which does not
// know the revision, can undo it.
#ifndef INSTAR_RUNTIME_APPLYING_STORED_REVISION_H_
#define INSTAR_RUNTIME_APPLYING_STORED_REVISION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "instar/table.h"

namespace instar {

// A longer text is neither written nor read: then the way back needs the program itself.
inline constexpr std::size_t kLongestStored = 1'000'000;

struct StoredStep {
  StepKind kind = StepKind::kSql;
  std::uint32_t flags = 0;
  std::string_view text;  // kCall: the function's qualified name
};

struct StoredRevision {
  std::string_view chain_hash;
  std::uint32_t flags = 0;  // kRevision... of instar/table.h
  std::string_view irreversible_reason;
  std::vector<StoredStep> downgrade;
};

// Of a revision of the table, or empty: it would be too long.
std::string EncodeStored(const Table& table, const DialectSteps& steps, std::uint32_t revision);

// Views into the text. False when it is not such a text: cut short, too long, with a kind of step or a flag
// that this Instar does not know.
bool DecodeStored(std::string_view text, StoredRevision* stored);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_STORED_REVISION_H_
