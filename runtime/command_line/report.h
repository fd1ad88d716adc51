// What a migration did, for people and for programs.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_

#include <string>
#include <vector>

#include "instar/report.h"
#include "instar/table.h"
#include "runtime/command_line/call.h"

namespace instar::command_line {

// Into the call's object.
void AddReport(Call& call, const Report& report);

// A line for each revision, and one for where the database is now.
void PrintReport(Call& call, const Table& table, const Report& report);

// "base", "a", "a and b".
std::string PlaceOf(const std::vector<std::string>& ids);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_
