// One call of a verb: what it was asked, and what it may use.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_CALL_H_
#define INSTAR_RUNTIME_COMMAND_LINE_CALL_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "instar/options.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/command_line/arguments.h"
#include "runtime/command_line/database.h"
#include "runtime/command_line/json.h"
#include "runtime/command_line/output.h"
#include "runtime/command_line/verb.h"

namespace instar::command_line {

// How much of the history a verb needs. Each includes those before it.
enum class Need {
  kHeaders,  // ids, messages, links, labels: also where the history has errors
  kGraph,    // which cannot be undone as well
  kHashes,   // to read a database
  kSteps,    // to change one
};

// Where the history comes from: it stands in a program, or `instar` compiles it from files first.
class History {
 public:
  virtual ~History() = default;
  // Null: it could not be had, and why was said on the standard error. Good until the next call. Asking again
  // is cheap.
  virtual const Table* Get(Need need, Output& output) = 0;
  // The file that a revision was written in, or empty.
  virtual std::string FileOf(std::uint32_t /*revision*/) const { return ""; }
  // Whether the C++ steps are there. If not, a revision that calls one cannot be run.
  virtual bool HasSteps() const { return true; }
  // What Get gave is not all: the files have errors, which stand on the standard error.
  virtual bool IsBroken() const { return false; }
};

// A place that names the database, and what it says: the first one that is not empty counts.
struct DatabaseSource {
  std::string name;  // "DATABASE_URL"
  std::string value;
};

struct Session {
  History* history = nullptr;
  Output* output = nullptr;
  // After --database, in this order.
  std::vector<DatabaseSource> databases;
  Options options;
};

class Call {
 public:
  Call(const Program& program, const Verb& verb, const Arguments& arguments, Session& session)
      : program_(program), verb_(verb), arguments_(arguments), session_(session) {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  const Program& program() const { return program_; }
  const Verb& verb() const { return verb_; }
  const Arguments& arguments() const { return arguments_; }
  bool Has(std::string_view option) const { return arguments_.Has(option); }
  std::string_view Value(std::string_view option) const { return arguments_.Value(option); }
  // The argument, or what stands for it when it was left out.
  std::string_view Word(std::size_t index, std::string_view otherwise = {}) const;
  Session& session() { return session_; }
  Output& output() { return *session_.output; }

  // --json: the verb fills the object, and prints no text for people on the standard output.
  bool wants_json() const { return arguments_.Has("json"); }
  Json& json() { return json_; }

  // Null: said already, and the verb ends with kFailed.
  const Table* GetHistory(Need need);
  // The database that the command line, the environment or the settings name. Fails when none does.
  Status OpenDatabase(std::unique_ptr<Database>* database);
  // The command line, the environment or the settings name one.
  bool KnowsDatabase() const;
  // It was named by --database, and not just lies in the environment.
  bool NamesDatabase() const { return arguments_.Has("database"); }
  // The database's name for messages, without a password. Empty before OpenDatabase.
  const std::string& database_name() const { return database_name_; }
  // `options` of the session, with what the command line says.
  Options MakeOptions() const;

  // The code of a verb that has told what it knows of the history: kFailed where that is not all, because the
  // files have errors.
  ExitCode Answered() const;
  // Says what went wrong, on the standard error or in the object, and gives the code to end with.
  ExitCode Fail(const Status& status);
  ExitCode WrongUsage(std::string_view problem);

  // For the engine.
  const Status& failure() const { return failure_; }

 private:
  // Without a name when there is none.
  DatabaseSource FindDatabase() const;

  const Program& program_;
  const Verb& verb_;
  const Arguments& arguments_;
  Session& session_;
  Json json_;
  Status failure_;
  std::string database_name_;
};

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_CALL_H_
