// A history for Graphviz.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_DOT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_DOT_H_

#include "instar/table.h"
#include "runtime/command_line/description.h"
#include "runtime/command_line/output.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

// Bases below, heads above. Links by `revises` are lines, those by `depends on` are dashed. Where the state
// is known, what is applied is filled and the current place is bold.
void PrintDot(const Table& table, const RevisionSet& shown, const Description& description, Output& output);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_DOT_H_
