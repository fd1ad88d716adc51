#include "instar/verify.h"

#include <sqlite3.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/applying/advice.h"
#include "runtime/applying/schema_change.h"
#include "runtime/applying/schema_parts.h"
#include "runtime/message.h"
#include "runtime/planning/plan.h"
#include "runtime/sqlite/error.h"
#include "runtime/sqlite/journal.h"
#include "runtime/sqlite/read_only_file.h"
#include "runtime/sqlite/snapshot.h"
#include "runtime/sqlite/sql_text.h"
#include "runtime/sqlite/statement.h"
#include "runtime/sqlite/version_check.h"
#include "runtime/sqlite/version_store.h"
#include "runtime/sqlite/wait.h"

namespace instar::sqlite {
namespace {

bool StandsAlone(PartKind kind) {
  return kind == PartKind::kTable || kind == PartKind::kView || kind == PartKind::kVirtualTable;
}

class Verifier {
 public:
  Verifier(sqlite3* db, const Table& table, const Options& options)
      : db_(db),
        table_(&table),
        steps_(table.Find(Dialect::kSqlite)),
        options_(&options),
        store_(db, table, options),
        journal_(db, table, options) {}

  Verification Run() {
    found_.status = Check();
    if (found_.status.ok()) {
      Patience patience(options_->lock_timeout_ms);
      patience.Try([&] {
        found_.status = Read();
        return found_.status.code() == StatusCode::kBusy ? SQLITE_BUSY : SQLITE_OK;
      });
    }
    if (found_.status.ok()) {
      Compare();
      return std::move(found_);
    }
    found_.revisions.clear();
    for (const StoredRow& row : store_.stored()) found_.revisions.push_back(row.revision);
    found_.status =
        Advised(std::move(found_.status), "verify", *table_, store_.was_read() ? &found_.revisions : nullptr);
    return std::move(found_);
  }

 private:
  Status Check() const {
    if (db_ == nullptr) return Status(StatusCode::kInvalidArgument, "the connection is null: open it first");
    if (steps_ == nullptr || steps_->schema_changes == nullptr) {
      return Status(StatusCode::kInvalidArgument,
                    "these migrations were not compiled for sqlite: add it to DIALECTS of add_migrations()");
    }
    return OkStatus();
  }

  // The version and the schema of one moment.
  Status Read() {
    const Snapshot snapshot(db_);
    Revisions rows;
    Status status = store_.Read(&rows);
    // The history may tell why it is refused.
    if (!status.ok() && store_.was_read()) status = ReadAndCheckVersion(db_, *table_, store_, &rows);
    if (status.ok()) status = CheckFinished();
    if (status.ok()) status = Expect(rows);
    return status.ok() ? ReadActual() : status;
  }

  // Half-way through a revision there is nothing to compare with.
  Status CheckFinished() {
    std::optional<Unfinished> unfinished;
    Status status = journal_.Read(store_, &unfinished);
    if (!status.ok() || !unfinished.has_value()) return status;
    return StatusOf(StatusCode::kInterrupted,
                    "the database stands half-way through revision '%': run `instar upgrade`, which finishes "
                    "it first",
                    {table_->id(unfinished->revision)});
  }

  Status Expect(const Revisions& rows) {
    found_.revisions.clear();
    found_.pending = 0;
    expected_.clear();
    for (const std::uint32_t r : rows) found_.revisions.emplace_back(table_->id(r));
    const RevisionSet applied = AppliedBy(*table_, rows);
    for (std::uint32_t r = 0; r < table_->revision_count; ++r) {
      if (applied[r] == 0) {
        ++found_.pending;
      } else if (!ApplySchemaChange(table_->schema_change(*steps_, r), &expected_)) {
        return Status(StatusCode::kInvalidArgument,
                      "the compiled migrations are damaged: build the program again");
      }
    }
    return OkStatus();
  }

  Status ReadActual() {
    actual_.clear();
    Statement read;
    int rc = read.Prepare(db_, "SELECT tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL");
    while (rc == SQLITE_OK && (rc = read.Step()) == SQLITE_ROW) {
      if (IsOurs(read.Column(0))) AddParts(read.Column(1), &actual_);
      rc = SQLITE_OK;
    }
    return rc == SQLITE_DONE ? OkStatus() : ErrorOf(db_, rc, "read the schema");
  }

  bool IsOurs(std::string_view table) const { return Has(expected_, table); }

  static bool Has(const SchemaParts& parts, std::string_view table) {
    const std::string key = KeyOfTable(table);
    const auto first = parts.lower_bound(key);
    return first != parts.end() && first->first.compare(0, key.size(), key) == 0;
  }

  // What the part stands on is told, and enough.
  bool OwnerIsMissing(const SchemaPart& part) const {
    for (const PartKind kind : {PartKind::kTable, PartKind::kView, PartKind::kVirtualTable}) {
      const std::string owner = KeyOf({kind, part.table, "", ""});
      if (expected_.find(owner) != expected_.end() && actual_.find(owner) == actual_.end()) return true;
    }
    return false;
  }

  void Compare() {
    auto expected = expected_.begin();
    auto actual = actual_.begin();
    while (expected != expected_.end() || actual != actual_.end()) {
      const int order = expected == expected_.end() ? 1
                        : actual == actual_.end()   ? -1
                                                    : expected->first.compare(actual->first);
      if (order > 0) {
        Add(DifferenceKind::kExtra, actual->second, "", actual->second.text);
      } else if (order < 0) {
        AddMissing(expected->second);
      } else if (expected->second.text != actual->second.text) {
        Add(DifferenceKind::kDifferent, expected->second, expected->second.text, actual->second.text);
      }
      if (order >= 0) ++actual;
      if (order <= 0) ++expected;
    }
  }

  void AddMissing(const SchemaPart& part) {
    if (!StandsAlone(part.kind) && OwnerIsMissing(part)) return;
    Add(DifferenceKind::kMissing, part, part.kind == PartKind::kTable ? std::string() : part.text, "");
  }

  void Add(DifferenceKind kind, const SchemaPart& part, std::string expected, std::string actual) {
    found_.differences.push_back(
        {kind, PartKindName(part.kind), part.name, part.table, std::move(expected), std::move(actual)});
  }

  sqlite3* db_;
  const Table* table_;
  const DialectSteps* steps_;
  const Options* options_;
  VersionStore store_;
  Journal journal_;
  SchemaParts expected_, actual_;
  Verification found_;
};

std::string Or(const std::string& text, const char* otherwise) { return text.empty() ? otherwise : text; }

}  // namespace

std::string Difference::Text() const {
  const bool itself = object == "table" || object == "view" || object == "virtual table";
  const std::string& own_name = itself ? table : name;
  std::string text = object;
  if (!own_name.empty()) text.append(Concat({" '", own_name, "'"}));
  if (!itself) text.append(Concat({" of table '", table, "'"}));
  switch (kind) {
    case DifferenceKind::kMissing:
      text.append(" is missing");
      return expected.empty() ? text : text.append(Concat({"; expected: ", expected}));
    case DifferenceKind::kExtra:
      text.append(" is not in the migrations");
      return found.empty() ? text : text.append(Concat({"; found: ", found}));
    case DifferenceKind::kDifferent:
      break;
  }
  return text.append(
      Concat({" differs; expected: ", Or(expected, "nothing"), "; found: ", Or(found, "nothing")}));
}

std::string Verification::Text() const {
  if (!status.ok()) return status.message() + "\n";
  std::string text;
  for (const Difference& difference : differences) text.append(difference.Text()).append(1, '\n');
  return text;
}

Verification Verify(sqlite3* db, const Table& table, const Options& options) {
  return Verifier(db, table, options).Run();
}

Verification Verify(const std::string& path, const Table& table, const Options& options) {
  Verification verification;
  for (const auto mode : {ReadOnlyFile::Mode::kQuiet, ReadOnlyFile::Mode::kUsual}) {
    const ReadOnlyFile file(path, mode);
    verification.status = Advised(file.status(), "verify", table, nullptr);
    if (file.status().ok()) verification = Verify(file.db(), table, options);
    if (!file.disturbed()) break;
  }
  return verification;
}

}  // namespace instar::sqlite
