// What interpreting statements needs: the schema as it is by now, names that resolve in it, and the place
// where operations and errors go.
#ifndef INSTAR_COMPILER_SCHEMA_SCOPE_H_
#define INSTAR_COMPILER_SCHEMA_SCOPE_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "compiler/chain/chain.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/schema/ancestry.h"
#include "compiler/schema/catalog.h"
#include "compiler/schema/operation.h"
#include "compiler/schema/schema.h"

namespace instar::compiler {

// What became of a name, for notes.
struct NameEvent {
  SourceRange range;
  std::uint32_t revision = 0;
  std::string text;  // "'users' was dropped here"
};

// What all revisions of one history share while it is interpreted.
struct History {
  const SourceSet& sources;
  const Chain& chain;
  const Ancestry& ancestry;
  const SchemaOptions& options;
  Diagnostics& diagnostics;
  ObjectId next_id = kNoObject + 1;
  // By what kind of thing it is, and its key: the last event of that name.
  absl::flat_hash_map<std::string, NameEvent> gone = {};
  absl::flat_hash_map<std::string, NameEvent> made = {};
  // Keys of names that stand in text with errors: what is said about them further on would only repeat those.
  absl::flat_hash_set<std::string> doubtful = {};
  // Looking for similar names walks over the whole schema.
  int suggestions_left = 100;

  bool IsOnlySqlite() const { return options.dialects == std::vector<Dialect>{Dialect::kSqlite}; }
  bool Has(Dialect dialect) const;
};

// "'users'"
std::string Quoted(std::string_view name);
Identifier ToIdentifier(const sql::Name& name);
// The value of a name or string token: without quotes, doubled ones undone.
std::string Unquote(std::string_view written);

// One block of one revision. Functions that resolve a name report it when it is unknown, and return nothing.
class Scope {
 public:
  // `operations` receives what the statements do. Names that go away are noted in the history only by an
  // upgrade.
  Scope(History* history, std::uint32_t revision, bool is_upgrade, RevisionSchema* schema, Catalog catalog,
        std::vector<Operation>* operations);

  History& history() { return history_; }
  const History& history() const { return history_; }
  const Catalog& catalog() const { return catalog_; }
  std::uint32_t revision() const { return revision_; }
  // Of any statement; of the one at hand.
  bool has_errors() const { return has_errors_; }
  bool failed() const { return failed_; }
  // Names in a statement with errors become doubtful when it ends.
  void BeginStatement() { failed_ = false; }
  void EndStatement(SourceRange range);

  Diagnostic& Error(DiagnosticKind kind, SourceRange range, std::string message);
  // A mistake, whose error stands elsewhere.
  void Fail() { has_errors_ = failed_ = true; }
  // Whether an `allow` accepts the kind here. Ask only where it would be reported otherwise.
  bool Accepts(DiagnosticKind kind, SourceRange place);
  bool IsDoubtful(std::string_view key) const { return history_.doubtful.contains(std::string(key)); }
  // All words in the text are doubtful from now on.
  void Doubt(SourceRange range);
  void NoteEarlier(const Origin& origin, std::string text, Diagnostic* diagnostic) const;

  TablePointer FindTable(const sql::Name& name);
  const Column* FindColumn(const Table& table, const sql::Name& name);
  ViewPointer FindView(const sql::Name& name);
  EnumPointer FindEnum(const sql::Name& name);
  // The table of the index.
  TablePointer FindIndex(const sql::Name& name, const Index** index);
  // `known` gives the names to suggest from; `event` is the name's key in the history.
  void ReportUnknown(DiagnosticKind kind, const sql::Name& name, std::string message,
                     const std::string& event, const std::function<std::vector<std::string>()>& known);

  // Whether a new table, view or index may have the name: they share one namespace. `kind` and `what` are
  // those of the new thing.
  bool CheckFree(DiagnosticKind kind, std::string_view what, const sql::Name& name);
  bool HasTableOrView(const sql::Name& name) const;

  ObjectId NewId() { return history_.next_id++; }
  Origin OriginOf(SourceRange range) const { return {range, revision_}; }
  // "t:users": names of different kinds of things, in the history.
  static std::string EventKey(std::string_view kind, std::string_view key, ObjectId table = kNoObject);
  void Made(std::string_view kind, const Identifier& name, SourceRange range);
  void Gone(const std::string& event, SourceRange range, std::string text);

  // The operations. Absent before: made; absent after: dropped.
  void ChangeTable(SourceRange source, TablePointer before, TablePointer after,
                   std::map<ObjectId, Expression> conversions = {});
  void ChangeView(SourceRange source, ViewPointer before, ViewPointer after);
  void ChangeEnum(SourceRange source, EnumPointer before, EnumPointer after);
  // Anything else. Fills in the catalogs before and after.
  void Append(Operation operation);
  // One that has them.
  void AppendApplied(Operation operation);
  // After operations that were appended elsewhere.
  void Continue(Catalog catalog) { catalog_ = std::move(catalog); }

 private:
  History& history_;
  std::uint32_t revision_;
  bool is_upgrade_;
  RevisionSchema& schema_;
  Catalog catalog_;
  std::vector<Operation>& operations_;
  bool has_errors_ = false;
  bool failed_ = false;
};

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_SCHEMA_SCOPE_H_
