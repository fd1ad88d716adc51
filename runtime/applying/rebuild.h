// A table rebuild as a step of its own kind (StepKind::kRebuild), so that the driver can take the fastest
// safe form for the table it finds.
#ifndef INSTAR_RUNTIME_APPLYING_REBUILD_H_
#define INSTAR_RUNTIME_APPLYING_REBUILD_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace instar {

// An index or a trigger that stands on the table.
struct RebuildObject {
  std::string_view type;  // "index" or "trigger"
  std::string_view name;
  std::string_view sql;  // makes it again after the rebuild; empty: known before, gone afterwards
};

// Rows that keep a promise of the new table from being true. The query gives a row for each, or at least for
// one.
struct RebuildCheck {
  std::string_view query;
  std::string_view promise;  // "t.a is not null": for the message
};

struct Rebuild {
  std::string_view table;       // quoted where it must be: as it stands in SQL
  std::string_view plain_name;  // as it stands in sqlite_schema.name
  // What follows the name in CREATE TABLE: "(a INTEGER, ...) STRICT". References to itself use the final
  // name.
  std::string_view definition;
  // The columns the step was made for, in the order of the table as Instar made it (plain names). Where the
  // order is found to be another, the short forms are not taken.
  std::vector<std::string_view> old_columns;
  // INSERT INTO new (columns) SELECT expressions FROM old: one expression for each column; generated ones
  // left out.
  std::vector<std::string_view> columns;
  std::vector<std::string_view> expressions;
  std::vector<RebuildObject> objects;
  std::vector<RebuildCheck> checks;
  // kRebuildDefaultEdit: `definition` with defaults that nothing else holds in place of the new ones. Under
  // it the probe, a query, has a row where a row of the table does not hold such a column.
  std::string_view probe_definition;
  std::string_view probe;
  std::uint32_t flags = 0;
};

// Never renumber: steps are kept inside databases.
// Every stored row stays the same bytes, and the columns their order: SQLite's raw transfer can copy it.
inline constexpr std::uint32_t kRebuildSameStorage = 1;
// Beyond that only constraints or defaults change: the text in the schema can be edited after the checks
// pass.
inline constexpr std::uint32_t kRebuildSchemaEdit = 2;
inline constexpr std::uint32_t kRebuildAutoincrement = 4;  // the new table has it
inline constexpr std::uint32_t kRebuildWithoutRowid = 8;   // the new table is
inline constexpr std::uint32_t kRebuildOldWithoutRowid = 16;
// As kRebuildSchemaEdit, which is then not set, but a default changes: rows written before an ADD COLUMN do
// not hold that column, they read its default from the schema, and an edit would change them. The probe finds
// them: then the table is copied.
inline constexpr std::uint32_t kRebuildDefaultEdit = 32;

// The text of a step: each field a tag byte, a 4-byte big-endian length, and the bytes.
std::string EncodeRebuild(const Rebuild& rebuild);
// Views into the text. False when it is not such a text (a damaged database): never trust the lengths.
bool DecodeRebuild(std::string_view text, Rebuild* rebuild);

}  // namespace instar

#endif  // INSTAR_RUNTIME_APPLYING_REBUILD_H_
