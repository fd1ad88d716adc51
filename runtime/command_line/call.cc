#include "runtime/command_line/call.h"

#include "runtime/message.h"

namespace instar::command_line {

std::string_view Call::Word(std::size_t index, std::string_view otherwise) const {
  return index < arguments_.words().size() ? arguments_.words()[index] : otherwise;
}

const Table* Call::GetHistory(Need need) {
  const Table* table = session_.history->Get(need, output());
  if (table == nullptr) {
    failure_ =
        Status(StatusCode::kInvalidArgument, "the history could not be compiled: its errors stand above");
  }
  return table;
}

DatabaseSource Call::FindDatabase() const {
  if (NamesDatabase()) return {"--database", std::string(arguments_.Value("database"))};
  for (const DatabaseSource& source : session_.databases) {
    if (!source.value.empty()) return source;
  }
  return {};
}

bool Call::KnowsDatabase() const { return !FindDatabase().name.empty(); }

Status Call::OpenDatabase(std::unique_ptr<Database>* database) {
  const DatabaseSource source = FindDatabase();
  if (source.name.empty()) {
    return StatusOf(StatusCode::kInvalidArgument,
                    "'%' needs a database: give --database URL, or set DATABASE_URL; sqlite:PATH is a URL",
                    {verb_.name});
  }
  DatabaseUrl url;
  Status status = ParseDatabaseUrl(source.value, &url);
  if (!status.ok()) return Status(status.code(), source.name + ": " + status.message());
  database_name_ = url.text;
  return command_line::OpenDatabase(url, database);
}

Options Call::MakeOptions() const {
  Options options = session_.options;
  if (options.program.empty()) options.program = program_.name;
  if (Has("tag")) options.program.append(" (").append(Value("tag")).append(")");
  return options;
}

ExitCode Call::Answered() const { return session_.history->IsBroken() ? ExitCode::kFailed : ExitCode::kDone; }

ExitCode Call::Fail(const Status& status) {
  failure_ = status;
  if (!wants_json()) output().PrintError(status.message());
  return status.code() == StatusCode::kInvalidArgument ? ExitCode::kUsage : ExitCode::kFailed;
}

ExitCode Call::WrongUsage(std::string_view problem) {
  return Fail(Status(StatusCode::kInvalidArgument, std::string(problem)));
}

}  // namespace instar::command_line
