#include "compiler/models/lost_renames.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "compiler/models/open_types.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/scope.h"
#include "compiler/schema/table_difference.h"
#include "compiler/schema/table_printer.h"

namespace instar::compiler {
namespace {

// More pairs than this are no slip.
constexpr std::size_t kMostPairs = 10000;

bool LooksAlike(const Column& gone, const Column& added, bool open_type) {
  const bool same_type =
      Describe(gone.type) == Describe(added.type) || (open_type && FitsOpenType(gone.type, added.type));
  const auto text = [](const Column& column) {
    std::string words;
    if (column.default_value) {
      for (const ExpressionToken& token : column.default_value->tokens) words += token.text + " ";
    }
    return words;
  };
  return same_type && gone.not_null == added.not_null && text(gone) == text(added);
}

bool LooksAlike(const Table& gone, const Table& added) {
  std::set<std::string> names;
  for (const Column& column : gone.columns) names.insert(KeyOf(column.name.text));
  const auto shared = static_cast<std::size_t>(std::ranges::count_if(
      added.columns, [&](const Column& column) { return names.contains(KeyOf(column.name.text)); }));
  return shared >= 2 && 2 * shared > std::max(gone.columns.size(), added.columns.size());
}

void FindColumns(const Table& before, const Table& after, const WantedTable& wanted,
                 std::vector<LostRename>* found) {
  const TableDifference difference = Difference(before, after);
  if (difference.added_columns.size() * difference.dropped_columns.size() > kMostPairs) return;
  std::set<ObjectId> taken;
  for (const ObjectId added : difference.added_columns) {
    const Column& column = *after.Find(added);
    const bool open = wanted.columns.at(KeyOf(column.name.text)).open_type;
    for (const ObjectId gone : difference.dropped_columns) {
      if (taken.contains(gone) || !LooksAlike(*before.Find(gone), column, open)) continue;
      taken.insert(gone);
      found->push_back({after.id, added, gone});
      break;
    }
  }
}

}  // namespace

std::vector<LostRename> FindLostRenames(const Alignment& alignment) {
  std::vector<LostRename> found;
  std::set<ObjectId> taken;
  std::size_t pairs = 0;
  for (const auto& [id, wanted] : alignment.wanted) {
    const TablePointer after = alignment.target.FindTable(id);
    const TablePointer before = alignment.renamed.FindTable(id);
    if (before != nullptr) {
      FindColumns(*before, *after, *wanted, &found);
      continue;
    }
    for (const ObjectId gone : alignment.without_struct) {
      if (taken.contains(gone) || ++pairs > kMostPairs) continue;
      if (!LooksAlike(*alignment.renamed.FindTable(gone), *after)) continue;
      taken.insert(gone);
      found.push_back({id, kNoObject, gone});
      break;
    }
  }
  return found;
}

void Report(const LostRename& rename, const Alignment& alignment, const Models& models,
            const ModelPlaces& places, Diagnostics* diagnostics) {
  const TablePointer table = alignment.target.FindTable(rename.table);
  const WantedTable& wanted = *alignment.wanted.at(rename.table);
  if (rename.added == kNoObject) {
    const TablePointer gone = alignment.renamed.FindTable(rename.gone);
    const std::string words = absl::StrCat("renamed from ", PrintName(gone->name));
    diagnostics
        ->Add(DiagnosticKind::kLostRename, places.Of({wanted.model, kNoField}),
              absl::StrCat("table ", Quoted(table->name.text), " is new, and ", Quoted(gone->name.text),
                           ", which no struct has any more, is like it: if they are the same, its annotation "
                           "says '",
                           words, "'"))
        .AddNote(gone->origin.range, absl::StrCat(Quoted(gone->name.text), " is made here"));
    return;
  }
  const Column& column = *table->Find(rename.added);
  const Column& gone = *alignment.renamed.FindTable(rename.table)->Find(rename.gone);
  const ModelOwner owner{wanted.model, wanted.columns.at(KeyOf(column.name.text)).field};
  const std::string words = absl::StrCat("renamed from ", PrintName(gone.name));
  const SourceRange place = places.Of(owner);
  Diagnostic& error = diagnostics->Add(
      DiagnosticKind::kLostRename, place,
      absl::StrCat("column ", Quoted(column.name.text), " of table ", Quoted(table->name.text),
                   " is new, and ", Quoted(gone.name.text),
                   ", which no field has any more, is like it: if they are the same, its annotation says '",
                   words, "'"));
  error.AddNote(gone.origin.range, absl::StrCat(Quoted(gone.name.text), " is made here"));
  const ModelText& annotation = models.set.models[owner.model].fields[owner.field].annotation;
  const std::optional<SourceRange> begin = places.AnnotationOf(owner);
  if (begin) {
    error.AddFixIt(*begin, words + (annotation.text.empty() ? "" : ", "));
  } else if (annotation.text.empty()) {
    error.AddFixIt({place.file, place.end, place.end}, absl::StrCat(" INSTAR_COL(", words, ")"));
  }
}

}  // namespace instar::compiler
