// What a migration did, for people and for programs.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_
#define INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_

#include <string>
#include <vector>

#include "instar/report.h"
#include "runtime/command_line/call.h"

namespace instar::command_line {

// Into the call's object.
void AddReport(Call& call, const Report& report);

// A line for where the database is now.
void PrintPlace(Call& call, const Report& report);

// "base", "a", "a and b".
std::string PlaceOf(const std::vector<std::string>& ids);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_REPORT_H_
