// Operations that may fail on rows that are there already: the named class of DESIGN 4.4.
#ifndef INSTAR_COMPILER_SCHEMA_ROW_RISK_H_
#define INSTAR_COMPILER_SCHEMA_ROW_RISK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/objects.h"
#include "compiler/source/source.h"

namespace instar::compiler {

struct RowRisk {
  std::uint32_t revision = 0;  // index in the chain
  SourceRange source;          // of the operation: of the statement, or of the action of an ALTER TABLE
  // kAddUnique, kSetNotNull, kAddNotNull, kAddCheck, kAddForeignKey, kCastMayFail; kAffinityCoercion where
  // values that were told apart may become equal.
  DiagnosticKind kind;
  // An `allow` gives the reason, the table is new, or every column named is new or written for all rows.
  bool accepted = false;
  // Not reported yet: the replay with awkward rows decides, on add-unique, set-not-null, and on what was
  // accepted because of what the revision writes. The rest is what is to be reported when it fails; where it
  // is not accepted, also when there is no replay.
  bool undecided = false;
  // Of an undecided one: what must not be null, or must differ. Of an index that is what it is computed from
  // too, and what its condition mentions.
  ObjectId table = kNoObject;
  std::vector<ObjectId> columns;
  SourceRange place;
  std::string message;
  std::vector<Note> notes;
};

// The reference is good until the next diagnostic.
inline Diagnostic& Report(const RowRisk& risk, Diagnostics* diagnostics) {
  Diagnostic& diagnostic = diagnostics->Add(risk.kind, risk.place, risk.message);
  diagnostic.notes = risk.notes;
  return diagnostic;
}

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_ROW_RISK_H_
