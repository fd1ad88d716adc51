#include "compiler/models/check_models.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/models/alignment.h"
#include "compiler/models/last_changes.h"
#include "compiler/models/lost_renames.h"
#include "compiler/models/model_catalog.h"
#include "compiler/schema/by_id.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/keys.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_difference.h"

namespace instar::compiler {
namespace {

std::vector<ObjectId> ColumnsOf(const Unique& unique) { return compiler::ColumnsOf(unique.columns); }
std::vector<ObjectId> ColumnsOf(const Check& check) { return compiler::ColumnsOf(check.expression); }
std::vector<ObjectId> ColumnsOf(const ForeignKey& key) { return key.columns; }
std::vector<ObjectId> ColumnsOf(const Index& index) {
  std::vector<ObjectId> columns;
  for (const IndexTerm& term : index.terms) columns.push_back(term.column);
  return columns;
}

class Checker {
 public:
  explicit Checker(const ModelCheck& check) : check_(check) {}

  Diagnostics Run() {
    const ModelCatalog models = BuildModelCatalog(check_.models.set, check_.head);
    const ModelPlaces places(check_.models, models.source, check_.sources);
    places_ = &places;
    if (!models.ok()) {
      ReportModelErrors(models, places, &diagnostics_);
      return std::move(diagnostics_);
    }
    alignment_ = Align(check_.head, models);
    for (const LostRename& rename : FindLostRenames(alignment_)) {
      Report(rename, alignment_, check_.models, places, &diagnostics_);
      explained_.insert(rename.gone);
      explained_.insert(rename.added != kNoObject ? rename.added : rename.table);
    }
    CheckEnums();
    // In the order of the headers.
    std::vector<std::pair<std::uint32_t, ObjectId>> tables;
    for (const auto& [id, wanted] : alignment_.wanted) tables.emplace_back(wanted->model, id);
    std::sort(tables.begin(), tables.end());
    for (const auto& [model, id] : tables) CheckTable(*alignment_.wanted.at(id), id);
    for (const ObjectId id : alignment_.without_struct) ReportWithoutStruct(id);
    return std::move(diagnostics_);
  }

 private:
  // --- what is said

  Diagnostic& Mismatch(SourceRange place, std::string message) {
    return diagnostics_.Add(DiagnosticKind::kModelMismatch, place, std::move(message));
  }

  void AddLastChange(const LastChange& change, Diagnostic* error) {
    if (!change.place.valid()) return;
    error->AddNote(change.place, absl::StrCat("last touched here, by revision ",
                                              Quoted(check_.chain.revisions[change.revision].id)));
  }

  const LastChanges& changes() {
    if (!changes_) changes_.emplace(check_.chain, check_.schemas);
    return *changes_;
  }

  SourceRange StructOf(const WantedTable& wanted) const { return places_->Of({wanted.model, kNoField}); }
  const std::string& StructName(const WantedTable& wanted) const {
    return check_.models.set.models[wanted.model].struct_name;
  }

  // --- tables

  void CheckTable(const WantedTable& wanted, ObjectId id) {
    const TablePointer before = alignment_.renamed.FindTable(id);
    const TablePointer after = alignment_.target.FindTable(id);
    if (before == nullptr) {
      if (!explained_.contains(id)) ReportNewTable(wanted, *after);
      return;
    }
    const TableDifference difference = Difference(*before, *after);
    CheckTableName(wanted, id);
    CheckOldNames(wanted, *before, *after);
    CheckOptions(wanted, difference, *before, *after);
    CheckColumns(wanted, difference, *before, *after);
    CheckPrimaryKey(wanted, difference, *before, *after);
    CheckMembers(wanted, difference.uniques, before->uniques, after->uniques, *before, *after);
    CheckMembers(wanted, difference.checks, before->checks, after->checks, *before, *after);
    CheckMembers(wanted, difference.foreign_keys, before->foreign_keys, after->foreign_keys, *before, *after);
    CheckMembers(wanted, difference.indexes, before->indexes, after->indexes, *before, *after);
  }

  void ReportNewTable(const WantedTable& wanted, const Table& table) {
    Mismatch(StructOf(wanted), absl::StrCat("table ", Quoted(table.name.text), " is in no migration"));
    // Of a project that begins with its structs the old name is no slip.
    if (wanted.renamed_from.empty() || alignment_.without_struct.empty()) return;
    std::vector<std::string> names;
    for (const ObjectId id : alignment_.without_struct) {
      names.push_back(alignment_.renamed.FindTable(id)->name.text);
    }
    ReportOldName(DiagnosticKind::kUnknownTable, "table", wanted.renamed_from, wanted.renamed_from_place,
                  names);
  }

  void CheckTableName(const WantedTable& wanted, ObjectId id) {
    for (const TableRename& rename : alignment_.table_renames) {
      if (rename.table != id) continue;
      Diagnostic& error =
          Mismatch(StructOf(wanted), absl::StrCat("table ", Quoted(rename.to.text), " is still called ",
                                                  Quoted(rename.from.text), " in the migrations"));
      AddLastChange(changes().Of(id), &error);
    }
    for (const ColumnRename& rename : alignment_.column_renames) {
      if (rename.table != id) continue;
      const WantedColumn& column = wanted.columns.at(KeyOf(rename.to.text));
      Diagnostic& error = Mismatch(places_->Of({wanted.model, column.field}),
                                   absl::StrCat("column ", Quoted(rename.to.text), " is still called ",
                                                Quoted(rename.from.text), " in the migrations"));
      AddLastChange(changes().Of(rename.column), &error);
    }
  }

  // Of new columns: an old name that never was one is a slip.
  void CheckOldNames(const WantedTable& wanted, const Table& before, const Table& after) {
    for (const auto& [key, column] : wanted.columns) {
      if (column.renamed_from.empty() || before.FindColumn(key) != nullptr ||
          before.FindColumn(KeyOf(column.renamed_from)) != nullptr) {
        continue;
      }
      std::vector<std::string> names;
      for (const Column& known : before.columns) {
        if (!wanted.columns.contains(KeyOf(known.name.text))) names.push_back(known.name.text);
      }
      const std::string closest = ReportOldName(DiagnosticKind::kUnknownColumn, "column", column.renamed_from,
                                                column.renamed_from_place, names);
      if (closest.empty()) continue;
      explained_.insert(after.FindColumn(key)->id);
      explained_.insert(before.FindColumn(KeyOf(closest))->id);
    }
  }

  // What it should most likely be, if anything.
  std::string ReportOldName(DiagnosticKind kind, const char* what, const std::string& name, SourceRange place,
                            std::vector<std::string> known) {
    const std::string closest(Suggester(std::move(known)).Closest(name));
    const SourceRange range = places_->OfText(place);
    Diagnostic& error = diagnostics_.Add(
        kind, range,
        absl::StrCat("there is no ", what, " ", Quoted(name), " in the migrations", DidYouMean(closest)));
    if (!closest.empty()) error.AddFixIt(range, closest);
    return closest;
  }

  void CheckOptions(const WantedTable& wanted, const TableDifference& difference, const Table& before,
                    const Table& after) {
    if (!difference.options) return;
    Differ(StructOf(wanted), absl::StrCat("table ", Quoted(after.name.text)),
           TableDescriber(before, alignment_.renamed).Options(),
           TableDescriber(after, alignment_.target).Options(), changes().Of(after.id));
  }

  // One that is there on both sides; an empty text is none.
  void Differ(SourceRange place, const std::string& what, const std::string& before, const std::string& after,
              const LastChange& change) {
    const auto shown = [](const std::string& text) { return text.empty() ? "nothing" : "'" + text + "'"; };
    Diagnostic& error = Mismatch(
        place, absl::StrCat(what, " is ", shown(before), " in the migrations, and ", shown(after), " here"));
    AddLastChange(change, &error);
  }

  // --- columns

  void CheckColumns(const WantedTable& wanted, const TableDifference& difference, const Table& before,
                    const Table& after) {
    for (const ObjectId id : difference.added_columns) {
      if (explained_.contains(id)) continue;
      Diagnostic& error = Mismatch(PlaceOf(wanted, *after.Find(id)),
                                   absl::StrCat("column ", Quoted(after.Find(id)->name.text), " of table ",
                                                Quoted(after.name.text), " is in no migration"));
      AddLastChange(changes().Of(after.id), &error);
    }
    const TableDescriber of_before(before, alignment_.renamed);
    const TableDescriber of_after(after, alignment_.target);
    for (const ColumnChange& change : difference.changed_columns) {
      const Column& column = *after.Find(change.column);
      Differ(PlaceOf(wanted, column), absl::StrCat("column ", Quoted(column.name.text)),
             of_before.Describe(*before.Find(change.column)), of_after.Describe(column),
             changes().Of(change.column));
    }
    for (const ObjectId id : difference.dropped_columns) {
      if (explained_.contains(id)) continue;
      Diagnostic& error =
          Mismatch(StructOf(wanted),
                   absl::StrCat("struct ", Quoted(StructName(wanted)), " has no field for column ",
                                Quoted(before.Find(id)->name.text), " of table ", Quoted(after.name.text)));
      AddLastChange(changes().Of(id), &error);
    }
  }

  SourceRange PlaceOf(const WantedTable& wanted, const Column& column) const {
    return places_->Of({wanted.model, wanted.columns.at(KeyOf(column.name.text)).field});
  }

  // --- keys, checks, indexes

  void CheckPrimaryKey(const WantedTable& wanted, const TableDifference& difference, const Table& before,
                       const Table& after) {
    if (!difference.primary_key && !difference.primary_key_name) return;
    const auto text = [](const std::optional<PrimaryKey>& key, const TableDescriber& describer) {
      return key ? describer.Describe(*key) : "";
    };
    const SourceRange place =
        after.primary_key ? places_->OfMigration(after.primary_key->origin.range) : StructOf(wanted);
    Differ(place, absl::StrCat("the primary key of table ", Quoted(after.name.text)),
           text(before.primary_key, TableDescriber(before, alignment_.renamed)),
           text(after.primary_key, TableDescriber(after, alignment_.target)),
           changes().OfPrimaryKey(after.id));
  }

  template <typename Member>
  std::string WhatOf(const Member& member, const TableDescriber& describer) const {
    return Quoted(describer.Describe(member));
  }
  std::string WhatOf(const Index& index, const TableDescriber&) const {
    return absl::StrCat("index ", Quoted(index.name.text));
  }

  // Where only one column is concerned, and it is still a field, that field.
  template <typename Member>
  SourceRange PlaceOfGone(const WantedTable& wanted, const Member& member, const Table& after) const {
    const std::vector<ObjectId> columns = ColumnsOf(member);
    const Column* const column = columns.size() == 1 ? after.Find(columns[0]) : nullptr;
    return column == nullptr ? StructOf(wanted) : PlaceOf(wanted, *column);
  }

  template <typename Member>
  bool GoesWithColumn(const Member& member, const Table& other) const {
    return std::ranges::any_of(ColumnsOf(member), [&](ObjectId column) {
      return column != kNoObject && other.Find(column) == nullptr;
    });
  }

  template <typename Member>
  void CheckMembers(const WantedTable& wanted, const MemberChanges& changed,
                    const SharedVector<Member>& before, const SharedVector<Member>& after,
                    const Table& table_before, const Table& table_after) {
    const TableDescriber of_before(table_before, alignment_.renamed);
    const TableDescriber of_after(table_after, alignment_.target);
    const std::string of_table = absl::StrCat(" of table ", Quoted(table_after.name.text));
    if (changed.empty()) return;
    const auto old_members = MapOf(before);
    const auto new_members = MapOf(after);
    for (const ObjectId id : changed.added) {
      const Member& member = *new_members.at(id);
      // Its column is reported.
      if (GoesWithColumn(member, table_before)) continue;
      Diagnostic& error = Mismatch(places_->OfMigration(member.origin.range),
                                   absl::StrCat(WhatOf(member, of_after), of_table, " is in no migration"));
      AddLastChange(changes().Of(table_after.id), &error);
    }
    for (const ObjectId id : changed.dropped) {
      const Member& member = *old_members.at(id);
      // Its column is reported.
      if (GoesWithColumn(member, table_after)) continue;
      Diagnostic& error =
          Mismatch(PlaceOfGone(wanted, member, table_after),
                   absl::StrCat(WhatOf(member, of_before), of_table,
                                " is in the migrations, and not in struct ", Quoted(StructName(wanted))));
      AddLastChange(changes().Of(id), &error);
    }
    for (const ObjectId id : changed.changed) {
      const Member& member = *new_members.at(id);
      Differ(places_->OfMigration(member.origin.range), absl::StrCat(NameOrKind(member), of_table),
             of_before.Describe(*old_members.at(id)), of_after.Describe(member), changes().Of(id));
    }
    for (const ObjectId id : changed.renamed) {
      const Member& member = *new_members.at(id);
      Differ(places_->OfMigration(member.origin.range),
             absl::StrCat("the name of ", Quoted(of_after.Describe(member)), of_table),
             Name(*old_members.at(id)), Name(member), changes().Of(id));
    }
  }

  static std::string Name(const Index& index) { return index.name.text; }
  template <typename Constraint>
  static std::string Name(const Constraint& constraint) {
    return constraint.name ? constraint.name->text : "";
  }
  static std::string NameOrKind(const Index& index) {
    return absl::StrCat("index ", Quoted(index.name.text));
  }
  template <typename Constraint>
  static std::string NameOrKind(const Constraint& constraint) {
    return constraint.name ? absl::StrCat("constraint ", Quoted(constraint.name->text)) : "the constraint";
  }

  // --- types

  // Types that come or go do so with columns, which are reported.
  void CheckEnums() {
    for (const EnumPointer& after : alignment_.target.Enums()) {
      const EnumPointer before = alignment_.renamed.FindEnum(after->id);
      if (before == nullptr || before == after || before->values == after->values) continue;
      Diagnostic& error =
          Mismatch(places_->Of(places_->OwnerOf(after->origin.range)),
                   absl::StrCat("type ", Quoted(after->name.text), " has the values ", Describe(*before),
                                " in the migrations, and ", Describe(*after), " here"));
      AddLastChange(changes().Of(after->id), &error);
    }
  }

  void ReportWithoutStruct(ObjectId id) {
    if (explained_.contains(id)) return;
    const TablePointer table = alignment_.renamed.FindTable(id);
    diagnostics_.Add(DiagnosticKind::kUnmodelledTable, table->origin.range,
                     absl::StrCat("no struct stands for table ", Quoted(table->name.text)));
  }

  const ModelCheck& check_;
  Diagnostics diagnostics_;
  const ModelPlaces* places_ = nullptr;
  Alignment alignment_;
  std::optional<LastChanges> changes_;
  std::set<ObjectId> explained_;  // by a lost rename
};

}  // namespace

void CheckModels(const ModelCheck& check, Diagnostics* diagnostics) {
  Diagnostics found = Checker(check).Run();
  found.Sort();
  std::set<FileId> told;
  for (const Diagnostic& one : found.all()) {
    Diagnostic& added = diagnostics->Add(one.kind, one.range, one.message);
    added.notes = one.notes;
    added.fix_its = one.fix_its;
    // Once for each header.
    if (one.kind != DiagnosticKind::kModelMismatch || !told.insert(one.range.file).second) continue;
    added.AddNote({}, "'instar revision --autogenerate -m \"...\"' writes the missing migration");
  }
}

}  // namespace instar::compiler
