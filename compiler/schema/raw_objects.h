// What raw SQL made, kept so that nothing pulls the ground from under it (DESIGN 3, `on DIALECT`).
#ifndef INSTAR_COMPILER_SCHEMA_RAW_OBJECTS_H_
#define INSTAR_COMPILER_SCHEMA_RAW_OBJECTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/objects.h"
#include "compiler/schema/operation.h"
#include "compiler/source/source.h"

namespace instar::compiler {

// Fills in what the raw statement `operation->raw` of `operation->statement` does to the schema
// `operation->before`: `table_before`, `table_after` and `after`. `next_id` gives the new object its id.
// Reports `raw-schema-change` when that is to be written portably, and names that are taken or unknown.
bool ApplyRaw(const SourceSet& sources, std::uint32_t revision, Operation* operation, ObjectId* next_id,
              Diagnostics* diagnostics);

// A raw object in whose way a rename or a drop comes.
struct RawMention {
  const RawObject* object = nullptr;  // of a table of the catalog that was asked; null: nothing mentions it

  explicit operator bool() const { return object != nullptr; }
  // "trigger 'tr' mentions it": for a note at `object->origin`.
  std::string Message() const;
};

// A raw object that keeps the table from being renamed: any that mentions its name, its own ones included.
RawMention FindMentionOfRenamedTable(const Catalog& catalog, const Table& table);
// From being dropped: its own triggers and indexes go with it.
RawMention FindMentionOfDroppedTable(const Catalog& catalog, const Table& table);
// One that mentions the table and the column.
RawMention FindMentionOfColumn(const Catalog& catalog, const Table& table, std::string_view column_key);
RawMention FindMentionOfView(const Catalog& catalog, const View& view);

// Reports `mentioned-in-raw-object` at `place`. `what`: "table 't'", "column 'a'"; `verb`: "renamed",
// "dropped".
void ReportMention(const RawMention& mention, SourceRange place, std::string_view what, std::string_view verb,
                   Diagnostics* diagnostics);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_RAW_OBJECTS_H_
