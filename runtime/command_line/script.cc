#include "runtime/command_line/script.h"

#include <cstddef>
#include <memory>
#include <string>

namespace instar::command_line {

ScriptOptions ScriptOptionsOf(const Call& call, std::string_view range) {
  ScriptOptions options;
  options.options = call.MakeOptions();
  options.skip_calls = call.Has("skip-calls");
  const std::size_t colon = range.find(':');
  options.to = range.substr(colon == std::string_view::npos ? 0 : colon + 1);
  if (colon != std::string_view::npos) options.from = range.substr(0, colon);
  return options;
}

ExitCode PrintScript(Call& call, const std::function<Script(const Table&)>& make) {
  std::unique_ptr<Database> database;
  if (call.KnowsDatabase()) {
    const Status status = call.OpenDatabase(&database);
    if (!status.ok()) return call.Fail(status);
  }
  const Table* table = call.GetHistory(Need::kSteps);
  if (table == nullptr) return ExitCode::kFailed;
  const Script script = make(*table);
  if (!script.ok()) return call.Fail(script.status);
  if (!call.wants_json()) {
    call.output().Print(script.text);
    return ExitCode::kDone;
  }
  call.json().Add("sql", script.text);
  call.json().AddTexts("revisions", script.revisions);
  return ExitCode::kDone;
}

}  // namespace instar::command_line
