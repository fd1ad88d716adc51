#include <sqlite3.h>

#include <utility>

#include "instar/script.h"
#include "instar/sqlite.h"
#include "runtime/applying/stamping.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/memory_database.h"
#include "runtime/sqlite/recorder.h"
#include "runtime/sqlite/script_text.h"

namespace instar::sqlite {
namespace {

std::string JoinedIds(const Table& table, const Revisions& revisions) {
  std::string ids;
  for (const std::uint32_t r : revisions) ids.append(ids.empty() ? "" : ",").append(table.id(r));
  return ids;
}

// A stamp looks at nothing but the version, so no migration has to be run to take one down.
Status WriteStamp(const Table& table, const ScriptOptions& options, Script* script) {
  if (options.options.purge) {
    return Status(StatusCode::kInvalidArgument,
                  "a script cannot purge: it begins at a known revision, FROM:TO, and refuses any other");
  }
  Revisions rows;
  Stamping stamping;
  Status status = FindBeginning(table, options, &rows);
  if (status.ok()) status = PlanStamping(table, rows, options.to, &stamping);
  if (!status.ok()) return status;
  const MemoryDatabase memory;
  if (memory.result_code() != SQLITE_OK) {
    return ErrorOf(memory.db(), memory.result_code(), "open a database in memory");
  }
  Options run = options.options;
  if (!rows.empty()) {
    run.target = JoinedIds(table, rows);
    status = Stamp(memory.db(), table, run).status;
    if (!status.ok()) return status;
  }
  Recorder recorder(memory.db());
  run.target = options.to;
  status = Stamp(memory.db(), table, run).status;
  if (!status.ok()) return status;
  script->text = ScriptHead(table, "stamp", options, rows) + "\n" + recorder.Take();
  for (const Revisions* changed : {&stamping.unstamped, &stamping.stamped}) {
    for (const std::uint32_t r : *changed) script->revisions.emplace_back(table.id(r));
  }
  return status;
}

}  // namespace

Script StampScript(const Table& table, const ScriptOptions& options) {
  Script script;
  script.status = WriteStamp(table, options, &script);
  return script;
}

}  // namespace instar::sqlite
