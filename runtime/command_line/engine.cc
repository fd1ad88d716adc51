#include "runtime/command_line/engine.h"

#include "runtime/command_line/help.h"
#include "runtime/message.h"

namespace instar::command_line {
namespace {

ExitCode WrongUsage(const Program& program, const CommandLine& line, Output& output) {
  output.PrintError(line.problem);
  const std::string help = line.verb == nullptr ? Message("% help", {program.name})
                                                : Message("% help %", {program.name, line.verb->name});
  output.PrintNote(Message("'%' tells more", {help}));
  return ExitCode::kUsage;
}

void PrintVersion(const Arguments& arguments, Output& output) {
  if (!arguments.Has("json")) return output.PrintLine("Instar " INSTAR_VERSION);
  Json json;
  json.BeginObject();
  json.Add("version", INSTAR_VERSION);
  json.Add("ok", true);
  json.EndObject();
  output.Print(json.Finish());
}

bool SetColor(const Arguments& arguments, Output& output, std::string* problem) {
  const std::string_view when = arguments.Value("color");
  if (when == "always" || when == "never") {
    output.SetColor(when == "always");
  } else if (arguments.Has("color") && when != "auto") {
    *problem = Message("--color is always, never or auto, and not '%'", {when});
    return false;
  }
  return true;
}

// "ok" and "error" come last: what was done before the failure stands there already.
void PrintJson(Call& call, ExitCode code) {
  Json& json = call.json();
  json.Add("ok", code == ExitCode::kDone);
  if (const Status& failure = call.failure(); !failure.ok()) {
    json.BeginObject("error");
    json.Add("code", StatusCodeName(failure.code()));
    json.Add("message", failure.message());
    json.EndObject();
  }
  json.EndObject();
  call.output().Print(json.Finish());
}

ExitCode Finish(Output& output, ExitCode code) {
  if (output.Finish()) return code;
  output.PrintError("cannot write to the standard output");
  return ExitCode::kFailed;
}

}  // namespace

std::vector<Option> CommonOptions() {
  return {
      {"database", 0, "URL",
       "The database: a path, sqlite:PATH or sqlite:///ABSOLUTE/PATH. Default: the environment's "
       "DATABASE_URL"},
      {"quiet", 'q', "", "Print nothing but errors: the exit code tells"},
      {"json", 0, "", "Print one JSON object for programs (docs/json.md) instead of text for people"},
      {"color", 0, "WHEN", "always, never, or auto (the default): on a terminal, unless NO_COLOR is set"},
      {"version", 0, "", "Print the version of Instar, and do nothing"},
  };
}

ExitCode RunWords(const Program& program, const std::vector<std::string_view>& words, Session& session,
                  const Prepare& prepare) {
  Output& output = *session.output;
  CommandLine line = ParseWords(program, words);
  if (line.problem.empty()) SetColor(line.arguments, output, &line.problem);
  if (!line.problem.empty()) return WrongUsage(program, line, output);
  if (line.arguments.Has("quiet")) output.SetQuiet();
  if (line.arguments.Has("version")) {
    PrintVersion(line.arguments, output);
    return Finish(output, ExitCode::kDone);
  }
  if (line.help) {
    PrintHelp(program, line.verb, output);
    return Finish(output, ExitCode::kDone);
  }
  if (line.verb == nullptr) {
    line.problem = "a verb is missing";
    return WrongUsage(program, line, output);
  }
  Call call(program, *line.verb, line.arguments, session);
  if (call.wants_json()) {
    call.json().BeginObject();
    call.json().Add("verb", line.verb->name);
  }
  const Status prepared = prepare ? prepare(line.arguments, session) : OkStatus();
  ExitCode code = prepared.ok() ? line.verb->run(call) : call.Fail(prepared);
  if (call.wants_json()) PrintJson(call, code);
  return Finish(output, code);
}

}  // namespace instar::command_line
