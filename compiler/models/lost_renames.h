// A name that came while another one just like it went: one thing or two?
#ifndef INSTAR_COMPILER_MODELS_LOST_RENAMES_H_
#define INSTAR_COMPILER_MODELS_LOST_RENAMES_H_

#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/alignment.h"
#include "compiler/models/model_places.h"
#include "compiler/schema/objects.h"

namespace instar::compiler {

struct LostRename {
  ObjectId table = kNoObject;  // in the target; of a column: its table
  ObjectId added = kNoObject;  // kNoObject: the table itself
  ObjectId gone = kNoObject;   // at head
};

// Columns of equal type, nullability and default in one table; tables most of whose columns have the same
// names. Each is in one pair at most.
std::vector<LostRename> FindLostRenames(const Alignment& alignment);

// With the words that would say so.
void Report(const LostRename& rename, const Alignment& alignment, const Models& models,
            const ModelPlaces& places, Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_LOST_RENAMES_H_
