// A scratch database that holds what one revision meets, and the revision run on it.
#ifndef INSTAR_COMPILER_REPLAY_REVISION_DATABASE_H_
#define INSTAR_COMPILER_REPLAY_REVISION_DATABASE_H_

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/replay/left_rows.h"
#include "compiler/replay/revision_context.h"
#include "compiler/replay/scratch_database.h"
#include "compiler/replay/seeds.h"
#include "instar/report.h"
#include "runtime/sqlite/rebuild.h"

namespace instar::compiler {

class RevisionDatabase {
 public:
  explicit RevisionDatabase(const RevisionContext& context) : context_(context) {}

  // Makes the schema before the revision, with these rows. False, and reported, where SQLite refuses.
  bool Build(const LeftRows& rows, Diagnostics* diagnostics);
  // The same with awkward rows beside, some of them older than their table's last columns. False where that
  // cannot be had; the database is of no use then.
  bool BuildAged(const LeftRows& rows, std::vector<TablePointer>* unseeded);
  // Returns the tables that took no row.
  std::vector<TablePointer> Seed(SeedKind kind, SeedRows rows = {});
  // After all rows, which would set them off.
  void AddTriggers();
  // By the real runtime. The form of rebuilds is what it would take for few rows, unless another is asked
  // for.
  instar::Report Migrate(Direction direction,
                         instar::sqlite::RebuildForm form = instar::sqlite::RebuildForm::kFastest);

  ScratchDatabase& scratch() { return scratch_; }

 private:
  void AddVirtualTable(const std::string& name, const std::string& text);

  const RevisionContext& context_;
  ScratchDatabase scratch_;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_REVISION_DATABASE_H_
