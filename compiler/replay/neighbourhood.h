// The part of the schema that a revision can meet.
#ifndef INSTAR_COMPILER_REPLAY_NEIGHBOURHOOD_H_
#define INSTAR_COMPILER_REPLAY_NEIGHBOURHOOD_H_

#include <vector>

#include "compiler/schema/objects.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// In the order of their ids.
struct Neighbourhood {
  std::vector<TablePointer> tables;
  std::vector<ViewPointer> views;
  std::vector<ObjectId> touched;  // the tables that the revision itself names
};

// Of the schema before the revision: the tables and views that it touches or mentions, in either direction,
// what refers to them, and what all of those need to stand.
Neighbourhood NeighbourhoodOf(const SourceSet& sources, const RevisionSchema& schema);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_NEIGHBOURHOOD_H_
