// The constant table that instarc makes of a history of `.migration` files.
//
// Users pass it around and never look inside:
//
//   #include "shop_migrations.h"
//   auto report = instar::sqlite::Upgrade(db, shop::migrations());
//
// The generated file holds it in read-only memory: no constructor runs, nothing is allocated. It is immutable
// and lives as long as the program, so any number of threads may read it.
//
// The form is chosen by measurement: one blob of characters with offsets compiles 10,000 revisions in 0.15 s
// where structs of string views take 1.1 s, and needs almost no relocations. The fields are written by
// instarc and read through the functions below; they are not an interface, and a table of another
// kTableVersion does not compile against this header.
#ifndef INSTAR_TABLE_H_
#define INSTAR_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace instar {

class Status;
class Step;

// Raised whenever the meaning of a field below changes.
inline constexpr std::uint32_t kTableVersion = 3;

// A C++ step: `call shop::HashKeys;` in a migration calls `instar::Status shop::HashKeys(instar::Step&)`.
using StepFunction = Status (*)(Step& step);

// Which database the steps are for. Never renumber: stored in tables.
enum class Dialect : std::uint32_t { kSqlite = 1, kPostgresql = 2 };

enum class Direction : std::uint32_t { kUpgrade = 0, kDowngrade = 1 };

// Never renumber: databases will keep steps, so that an older program can undo a newer one's work.
enum class StepKind : std::uint32_t {
  kSql = 1,      // one SQL statement
  kCall = 2,     // a C++ function; the text is its qualified name
  kRebuild = 3,  // a table made anew with its rows; the text is that of runtime/applying/rebuild.h
};

// Positions in the blob are chunk * 65536 + offset: compilers limit the length of one literal (MSVC: 65,535
// bytes), so the blob is an array of literals, and no text crosses from one to the next.
struct RevisionRow {
  // Meaning hash (32 bytes), chain hash (32), id, message, created, irreversible reason, compatibility
  // reason.
  std::uint32_t text;
  std::uint32_t id_size;
  std::uint32_t message_size;
  std::uint32_t created_size;
  std::uint32_t reason_size;
  std::uint32_t compatibility_size;
  std::uint32_t flags;       // kRevision... below
  std::uint32_t first_link;  // into Table::links: the parents, then the dependencies
  std::uint32_t parent_count;
  std::uint32_t dependency_count;
};

inline constexpr std::uint32_t kRevisionIrreversible = 1;  // downgrade refuses, with the reason
inline constexpr std::uint32_t kRevisionUntransacted =
    2;  // each step is committed by itself, in both directions
// A program that does not know the revision may go on using a database that has it, or may not. Neither: the
// compiler did not judge.
inline constexpr std::uint32_t kRevisionCompatible = 4;
inline constexpr std::uint32_t kRevisionBreaking = 8;

struct LabelRow {
  std::uint32_t revision;
  std::uint32_t text;
  std::uint32_t size;
};

struct StepRow {
  std::uint32_t text;
  std::uint32_t size;
  StepKind kind;
  std::uint32_t function;  // kCall: into Table::functions
  std::uint32_t flags;     // kStep... below
};

// kSql in an untransacted revision: the database refuses the statement inside a transaction.
inline constexpr std::uint32_t kStepAutocommit = 1;
// kStepAutocommit: run twice, it leaves what it leaves when run once.
inline constexpr std::uint32_t kStepRepeatable = 2;
// What it does depends on foreign keys being enforced: rows go that others may refer to, or their keys
// change.
inline constexpr std::uint32_t kStepNeedsForeignKeys = 4;
// The database takes it only while no foreign keys are enforced: all of its revision runs so, and what that
// breaks is looked for before the commit. True of every kRebuild, without the flag.
inline constexpr std::uint32_t kStepWithoutForeignKeys = 8;

// What a revision does to the schema: the text is that of runtime/applying/schema_change.h.
struct SchemaChangeRow {
  std::uint32_t text;
  std::uint32_t size;
};

// The steps of every revision in one database's own language.
struct DialectSteps {
  Dialect dialect;
  std::uint32_t minimum_version;  // of the database library, as it numbers itself (SQLite: 3037000)
  // Revision r goes up by steps [first[2r], first[2r+1]) and down by [first[2r+1], first[2r+2]).
  const std::uint32_t* first;
  const StepRow* steps;
  const SchemaChangeRow* schema_changes;  // one per revision; null where they were not compiled
};

struct StepRange {
  const StepRow* begin_;
  const StepRow* end_;
  const StepRow* begin() const { return begin_; }
  const StepRow* end() const { return end_; }
  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
};

struct IndexRange {
  const std::uint32_t* begin_;
  const std::uint32_t* end_;
  const std::uint32_t* begin() const { return begin_; }
  const std::uint32_t* end() const { return end_; }
  std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
};

// Revisions are numbered 0 .. revision_count - 1 in the order of application: parents and dependencies stand
// before those that need them, so ancestors and descendants are found by one sweep.
struct Table {
  std::uint32_t version;  // kTableVersion
  std::uint32_t revision_count;
  const char* const* blob;
  const RevisionRow* revisions;
  const std::uint32_t* links;
  const LabelRow* labels;
  std::uint32_t label_count;
  const DialectSteps* dialects;
  std::uint32_t dialect_count;
  const StepFunction* functions;
  // What `PRAGMA user_version` holds in an SQLite database at all heads: the first 4 bytes, big-endian, of
  // the XOR of the version rows' chain hashes, 0 read as 1; 0 for a history without revisions.
  std::uint32_t head_digest;
  // The rows of a database at all heads: what no other revision revises or depends on.
  const std::uint32_t* heads;
  std::uint32_t head_count;
  const char* stream;  // NUL-terminated: histories of different streams live side by side in one database

  static constexpr std::size_t kHashSize = 32;  // SHA-256

  const char* Text(std::uint32_t position) const { return blob[position >> 16] + (position & 0xFFFFu); }

  // The meaning hash: what the revision does. The chain hash: what it and all before it do. Raw bytes.
  std::string_view meaning_hash(std::uint32_t r) const { return {Text(revisions[r].text), kHashSize}; }
  std::string_view chain_hash(std::uint32_t r) const {
    return {Text(revisions[r].text) + kHashSize, kHashSize};
  }
  std::string_view id(std::uint32_t r) const {
    return {Text(revisions[r].text) + 2 * kHashSize, revisions[r].id_size};
  }
  // The text after the id in the file, or empty.
  std::string_view message(std::uint32_t r) const {
    return {id(r).data() + revisions[r].id_size, revisions[r].message_size};
  }
  // ISO 8601 as written in the file, or empty.
  std::string_view created(std::uint32_t r) const {
    return {message(r).data() + revisions[r].message_size, revisions[r].created_size};
  }
  // Why the revision cannot be undone; empty when it can.
  std::string_view irreversible_reason(std::uint32_t r) const {
    return {created(r).data() + revisions[r].created_size, revisions[r].reason_size};
  }
  bool untransacted(std::uint32_t r) const { return (revisions[r].flags & kRevisionUntransacted) != 0; }
  bool irreversible(std::uint32_t r) const { return (revisions[r].flags & kRevisionIrreversible) != 0; }
  bool compatible(std::uint32_t r) const { return (revisions[r].flags & kRevisionCompatible) != 0; }
  bool breaking(std::uint32_t r) const { return (revisions[r].flags & kRevisionBreaking) != 0; }
  // Why it is the one or the other; empty where there is nothing to say.
  std::string_view compatibility_reason(std::uint32_t r) const {
    return {irreversible_reason(r).data() + revisions[r].reason_size, revisions[r].compatibility_size};
  }

  IndexRange parents(std::uint32_t r) const {
    const std::uint32_t* first = links + revisions[r].first_link;
    return {first, first + revisions[r].parent_count};
  }
  IndexRange dependencies(std::uint32_t r) const {
    const std::uint32_t* first = links + revisions[r].first_link + revisions[r].parent_count;
    return {first, first + revisions[r].dependency_count};
  }
  // Parents and dependencies together: all that must be applied before.
  IndexRange prerequisites(std::uint32_t r) const { return {parents(r).begin_, dependencies(r).end_}; }

  std::string_view label(std::uint32_t l) const { return {Text(labels[l].text), labels[l].size}; }

  // Null when the migrations were not compiled for that database.
  const DialectSteps* Find(Dialect dialect) const {
    for (std::uint32_t i = 0; i < dialect_count; ++i) {
      if (dialects[i].dialect == dialect) return &dialects[i];
    }
    return nullptr;
  }
  StepRange Steps(const DialectSteps& of, std::uint32_t r, Direction direction) const {
    const std::uint32_t* first = of.first + 2 * r + static_cast<std::uint32_t>(direction);
    return {of.steps + first[0], of.steps + first[1]};
  }
  std::string_view text(const StepRow& step) const { return {Text(step.text), step.size}; }
  std::string_view schema_change(const DialectSteps& of, std::uint32_t r) const {
    return {Text(of.schema_changes[r].text), of.schema_changes[r].size};
  }
};

}  // namespace instar

#endif  // INSTAR_TABLE_H_
