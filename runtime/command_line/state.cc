#include "runtime/command_line/state.h"

#include <cstdint>
#include <string>

#include "runtime/planning/identifier.h"

namespace instar::command_line {

std::optional<ExitCode> Open(Call& call, Need need, Opened* opened) {
  opened->table = call.GetHistory(need);
  if (opened->table == nullptr) return ExitCode::kFailed;
  const Status status = call.OpenDatabase(&opened->database);
  if (!status.ok()) return call.Fail(status);
  return std::nullopt;
}

std::optional<ExitCode> Read(Call& call, Reading* reading) {
  if (const std::optional<ExitCode> end = Open(call, Need::kHashes, reading)) return end;
  reading->state = reading->database->Inspect(*reading->table);
  if (reading->state.kind == StateKind::kNew || !reading->state.unfinished.empty()) {
    // Only with the schema can it be told whether its tables are those of the migrations, and only with the
    // steps how far a revision came.
    reading->table = call.GetHistory(Need::kSteps);
    if (reading->table == nullptr) return ExitCode::kFailed;
    reading->state = reading->database->Inspect(*reading->table);
  }
  if (reading->state.kind == StateKind::kUnreadable) return call.Fail(reading->state.status);
  for (const std::string& id : reading->state.current) {
    const std::int64_t r = FindId(*reading->table, id);
    if (r >= 0) reading->rows.push_back(static_cast<std::uint32_t>(r));
  }
  return std::nullopt;
}

std::optional<ExitCode> ReadPlace(Call& call, Reading* reading) {
  std::optional<ExitCode> end = Read(call, reading);
  if (!end.has_value() && !reading->state.ok()) end = call.Fail(reading->state.status);
  return end;
}

bool SpeaksOfDatabase(std::string_view identifier) {
  Identifier parsed;
  Status mistake;
  if (!ParseIdentifier(identifier, &parsed, &mistake)) return false;
  return parsed.symbol == "current" || (parsed.symbol.empty() && parsed.steps > 0);
}

}  // namespace instar::command_line
