#include "runtime/command_line/script.h"

#include <cstddef>
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

ExitCode PrintScript(Call& call, const Script& script) {
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
