#include "compiler/schema/table_rules.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/strict_default.h"

namespace instar::compiler {
namespace {

bool IsInteger(TypeKind kind) {
  return kind == TypeKind::kSmallint || kind == TypeKind::kInteger || kind == TypeKind::kBigint;
}

bool IsKnownToStrict(const Type& type) {
  if (type.kind == TypeKind::kNone || type.kind == TypeKind::kDecimal) return false;
  return type.kind != TypeKind::kNative || type.name == "any";
}

struct Problem {
  DiagnosticKind kind;
  Origin part;
  std::string message;

  friend bool operator==(const Problem& a, const Problem& b) {
    return a.kind == b.kind && a.message == b.message;
  }
};

class Checker {
 public:
  // `names`: what the table and its columns are called now.
  Checker(const Scope& scope, const Table& table, const Table& names)
      : scope_(scope), table_(table), names_(names) {}

  std::vector<Problem> Check() {
    CheckColumns();
    CheckIdentity();
    CheckAutoincrement();
    CheckGenerated();
    CheckGeneratedCircle();
    if (table_.strict) CheckStrict();
    if (table_.without_rowid && !table_.primary_key) {
      Report(DiagnosticKind::kWithoutRowidKey, table_.origin,
             absl::StrCat("table ", TableName(), " is 'without rowid', so it needs a primary key"));
    }
    return std::move(problems_);
  }

 private:
  void Report(DiagnosticKind kind, const Origin& part, std::string message) {
    problems_.push_back({kind, part, std::move(message)});
  }

  std::string TableName() const { return Quoted(names_.name.text); }
  std::string NameOf(const Column& column) const {
    const Column* const now = names_.Find(column.id);
    return Quoted((now == nullptr ? column : *now).name.text);
  }

  void CheckColumns() {
    const auto is_stored = [](const Column& column) { return !column.generated.has_value(); };
    if (std::any_of(table_.columns.begin(), table_.columns.end(), is_stored)) return;
    Report(DiagnosticKind::kNoColumns, table_.origin,
           absl::StrCat("table ", TableName(),
                        table_.columns.empty() ? " has no columns" : " has only generated columns"));
  }

  bool IsOnlyKey(const Column& column) const {
    return table_.primary_key && table_.primary_key->columns.size() == 1 &&
           table_.primary_key->columns[0].column == column.id;
  }

  void CheckIdentity() {
    const Column* first = nullptr;
    for (const Column& column : table_.columns) {
      if (column.identity == IdentityKind::kNone) continue;
      std::string problem;
      if (!IsInteger(column.type.kind)) {
        problem =
            absl::StrCat("is of type ", Quoted(column.type.written), ", and an identity is a whole number");
      } else if (first != nullptr) {
        problem = absl::StrCat("is a second identity beside ", NameOf(*first));
      } else if (scope_.history().Has(Dialect::kSqlite) && !IsOnlyKey(column)) {
        problem = "is an identity, so it must be the primary key: SQLite has no other";
      } else if (table_.without_rowid) {
        problem = "is an identity, which a table 'without rowid' cannot have";
      }
      if (first == nullptr) first = &column;
      if (problem.empty()) continue;
      Report(DiagnosticKind::kIllegalIdentity, column.origin,
             absl::StrCat("column ", NameOf(column), " ", problem));
      return;
    }
  }

  void CheckAutoincrement() {
    if (!table_.primary_key || !table_.primary_key->autoincrement) return;
    const PrimaryKey& key = *table_.primary_key;
    const Column* const column = key.columns.size() == 1 ? table_.Find(key.columns[0].column) : nullptr;
    std::string problem;
    if (column == nullptr) {
      problem = "'autoincrement' is for a primary key of one column";
    } else if (column->type.written != "integer" || key.columns[0].descending) {
      problem = "'autoincrement' is for 'integer primary key', spelt like that";
    } else if (table_.without_rowid) {
      problem = "a table 'without rowid' has no 'autoincrement'";
    }
    if (!problem.empty()) Report(DiagnosticKind::kIllegalAutoincrement, key.origin, std::move(problem));
  }

  void CheckGenerated() {
    for (const ForeignKey& key : table_.foreign_keys) CheckActions(key);
    if (!table_.primary_key) return;
    for (const KeyColumn& part : table_.primary_key->columns) {
      const Column* const column = table_.Find(part.column);
      if (column == nullptr || !column->generated) continue;
      Report(
          DiagnosticKind::kIllegalGenerated, table_.primary_key->origin,
          absl::StrCat("column ", NameOf(*column), " is generated, so it cannot be part of the primary key"));
    }
  }

  // They would write to what is computed.
  void CheckActions(const ForeignKey& key) {
    using sql::ReferentialAction;
    const auto writes = [](ReferentialAction action) {
      return action == ReferentialAction::kSetNull || action == ReferentialAction::kSetDefault;
    };
    const bool on_delete = writes(key.on_delete);
    const bool on_update = writes(key.on_update) || key.on_update == ReferentialAction::kCascade;
    if (!on_delete && !on_update) return;
    for (const ObjectId id : key.columns) {
      const Column* const column = table_.Find(id);
      if (column == nullptr || !column->generated) continue;
      Report(DiagnosticKind::kIllegalGenerated, key.origin,
             absl::StrCat("column ", NameOf(*column), " is generated, so 'on ",
                          on_delete ? "delete " : "update ",
                          ActionName(on_delete ? key.on_delete : key.on_update), "' cannot write to it"));
      return;
    }
  }

  // Takes away, again and again, generated columns that need no other generated one: what is left goes in
  // circles.
  void CheckGeneratedCircle() {
    absl::flat_hash_map<ObjectId, std::vector<const Column*>> users;
    absl::flat_hash_map<ObjectId, int> open;
    for (const Column& column : table_.columns) {
      if (column.generated) open.emplace(column.id, 0);
    }
    if (open.empty()) return;
    std::vector<ObjectId> ready;
    for (const Column& column : table_.columns) {
      if (!column.generated) continue;
      for (ObjectId needed : ColumnsOf(column.generated->expression)) {
        if (!open.contains(needed)) continue;
        users[needed].push_back(&column);
        ++open[column.id];
      }
      if (open[column.id] == 0) ready.push_back(column.id);
    }
    while (!ready.empty()) {
      const ObjectId id = ready.back();
      ready.pop_back();
      open.erase(id);
      for (const Column* user : users[id]) {
        if (--open[user->id] == 0) ready.push_back(user->id);
      }
    }
    for (const Column& column : table_.columns) {
      if (!open.contains(column.id)) continue;
      const bool itself = column.generated->expression.Mentions(column.id);
      Report(DiagnosticKind::kIllegalGenerated, column.origin,
             absl::StrCat("column ", NameOf(column), " is generated from itself",
                          itself ? "" : ", by way of other columns"));
      return;
    }
  }

  void CheckStrict() {
    for (const Column& column : table_.columns) {
      if (IsKnownToStrict(column.type)) continue;
      std::string message =
          column.type.kind == TypeKind::kNone
              ? absl::StrCat("column ", NameOf(column), " has no type, which a 'strict' table needs")
              : absl::StrCat("a 'strict' table has no type ", Quoted(column.type.written));
      Report(DiagnosticKind::kStrictType, column.origin, std::move(message));
    }
    for (const Column& column : table_.columns) {
      if (!IsRefusedByStrict(column)) continue;
      Report(DiagnosticKind::kStrictDefault, column.origin,
             absl::StrCat("a 'strict' table refuses the default of column ", NameOf(column),
                          ", which is of type ", Quoted(column.type.written)));
    }
  }

  const Scope& scope_;
  const Table& table_;
  const Table& names_;
  std::vector<Problem> problems_;
};

// What SQLite takes may stand in a history that has shipped.
bool IsAccepted(Scope* scope, const Problem& problem, SourceRange place) {
  return problem.kind == DiagnosticKind::kStrictDefault && scope->Accepts(problem.kind, place);
}

}  // namespace

void CheckTable(Scope* scope, const Table& table) {
  for (Problem& problem : Checker(*scope, table, table).Check()) {
    if (IsAccepted(scope, problem, problem.part.range)) continue;
    scope->Error(problem.kind, problem.part.range, std::move(problem.message));
  }
}

void CheckChange(Scope* scope, const Table& before, const Table& after, SourceRange place) {
  std::vector<Problem> problems = Checker(*scope, after, after).Check();
  if (problems.empty()) return;
  const std::vector<Problem> known = Checker(*scope, before, after).Check();
  for (Problem& problem : problems) {
    if (std::find(known.begin(), known.end(), problem) != known.end()) continue;
    const SourceRange part = problem.part.range;
    const bool is_inside = part.file == place.file && part.begin >= place.begin && part.end <= place.end;
    if (IsAccepted(scope, problem, is_inside ? part : place)) continue;
    Diagnostic& error = scope->Error(problem.kind, is_inside ? part : place, std::move(problem.message));
    if (!is_inside && part.valid()) error.AddNote(part, "defined here");
  }
}

}  // namespace instar::compiler
