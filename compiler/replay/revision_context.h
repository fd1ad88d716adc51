// The revision that is replayed, and what it can meet.
#ifndef INSTAR_COMPILER_REPLAY_REVISION_CONTEXT_H_
#define INSTAR_COMPILER_REPLAY_REVISION_CONTEXT_H_

#include <cstdint>
#include <vector>

#include "compiler/chain/chain.h"
#include "compiler/replay/alone.h"
#include "compiler/replay/loose_tables.h"
#include "compiler/replay/neighbourhood.h"
#include "compiler/schema/schema.h"
#include "compiler/source/source.h"
#include "compiler/table/table_data.h"

namespace instar::compiler {

struct ReplayInput {
  const SourceSet& sources;
  const Chain& chain;
  const std::vector<RevisionSchema>& schemas;
  const TableData& table;
};

class RevisionContext {
 public:
  RevisionContext(const ReplayInput& input, const LooseTables& loose, std::uint32_t revision);

  const ReplayInput& input() const { return input_; }
  std::uint32_t revision() const { return revision_; }
  const Name& name() const { return *tree().header.revision; }
  const SyntaxTree& tree() const { return *input_.chain.revisions[revision_].tree; }
  const RevisionSchema& schema() const { return schema_; }
  // The schema that an upgrade leaves, or a downgrade.
  const Catalog& SchemaAfter(Direction direction) const {
    return direction == Direction::kUpgrade ? schema_.after : schema_.before;
  }
  const instar::Table& table() const { return alone_.table(); }
  const Neighbourhood& neighbourhood() const { return neighbourhood_; }
  // Those that it, or a trigger that it may set off, mentions.
  const std::vector<LooseTable>& loose_tables() const { return loose_tables_; }
  bool reversible() const { return !alone_.table().irreversible(0); }
  // A statement of it, either way, says what becomes of rows.
  bool changes_rows() const { return upgrade_changes_rows_ || downgrade_changes_rows_; }
  bool upgrade_changes_rows() const { return upgrade_changes_rows_; }
  // Its own, or triggers and the like of tables that it meets: nobody says how strings are quoted there.
  bool meets_raw_sql() const;

  // What of the neighbourhood, and of what the revision makes, is in a schema. In the order of ids.
  std::vector<TablePointer> TablesIn(const Catalog& catalog) const;
  std::vector<ViewPointer> ViewsIn(const Catalog& catalog) const;

 private:
  const ReplayInput& input_;
  std::uint32_t revision_;
  const RevisionSchema& schema_;
  Alone alone_;
  Neighbourhood neighbourhood_;
  std::vector<LooseTable> loose_tables_;
  std::vector<ObjectId> ids_;
  bool upgrade_changes_rows_;
  bool downgrade_changes_rows_;
};

// "upgrade"
const char* WayText(Direction direction);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_REPLAY_REVISION_CONTEXT_H_
