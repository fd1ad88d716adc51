// What the verbs ask of a database, whatever its kind: each driver answers it in a file of its own.
#ifndef INSTAR_RUNTIME_COMMAND_LINE_DATABASE_H_
#define INSTAR_RUNTIME_COMMAND_LINE_DATABASE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "instar/backup.h"
#include "instar/options.h"
#include "instar/report.h"
#include "instar/script.h"
#include "instar/state.h"
#include "instar/status.h"
#include "instar/table.h"
#include "runtime/command_line/database_url.h"
#include "runtime/planning/plan.h"

namespace instar::command_line {

// What sets a database apart from what its migrations made.
struct Comparison {
  Status status;
  std::vector<std::string> revisions;
  std::size_t pending = 0;
  struct Difference {
    std::string kind;  // "missing", "extra", "different"
    std::string object;
    std::string name;
    std::string table;
    std::string expected;
    std::string found;
    std::string text;
  };
  std::vector<Difference> differences;
};

// What a reset drops, or would.
struct Clearance {
  Status status;
  std::vector<std::string> from;
  struct Object {
    std::string type;
    std::string name;
  };
  std::vector<Object> dropped;
  std::vector<Object> kept;
};

class Database {
 public:
  virtual ~Database() = default;

  virtual Dialect dialect() const = 0;

  virtual State Inspect(const Table& table) = 0;
  virtual Report Upgrade(const Table& table, const Options& options) = 0;
  virtual Report Downgrade(const Table& table, const Options& options) = 0;
  // Exactly these revisions, in this order.
  virtual Report Run(const Table& table, const Options& options, Direction direction,
                     const Revisions& revisions) = 0;
  virtual Report Stamp(const Table& table, const Options& options) = 0;
  // Settles a step that was interrupted: it was finished, or is to be run again.
  virtual Status Resolve(const Table& table, const Options& options, bool finished) = 0;
  virtual Comparison Verify(const Table& table, const Options& options) = 0;
  virtual Clearance Reset(const Table& table, const Options& options, bool only_look) = 0;
  // For Options::backup: copies in this folder (empty: beside the database), the newest `keep` of them.
  virtual BackupFunction Backups(const std::string& folder, int keep) = 0;
};

// Connects, or says why not. A database that does not exist yet is no error here.
Status OpenDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database);

// sqlite_database.cc
// What a database of its kind would be sent, without one.
Script SqliteScript(const Table& table, Direction direction, const ScriptOptions& options);
Script SqliteStampScript(const Table& table, const ScriptOptions& options);
Status OpenSqliteDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database);

}  // namespace instar::command_line

#endif  // INSTAR_RUNTIME_COMMAND_LINE_DATABASE_H_
