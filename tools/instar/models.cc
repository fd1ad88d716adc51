#include "tools/instar/models.h"

#include <string>

#include "tools/instar/run_program.h"

namespace instar::tool {

Status RefreshModels(const Workspace& workspace, command_line::Call& call) {
  const ModelsCommand& models = workspace.settings.models_command;
  if (models.command.empty() || call.Has("models")) return OkStatus();
  std::string output;
  const Status status = RunProgram(models.directory, models.command, &output);
  if (status.ok()) return status;
  call.output().Write(command_line::Stream::kError, output);
  return Status(status.code(), "the structs could not be read again: " + status.message());
}

}  // namespace instar::tool
