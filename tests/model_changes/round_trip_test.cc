// Random schemas as models: from nothing, and from one to the next, the migration that is written makes the
// schema that was asked for. INSTAR_MODELS_SEED=7 INSTAR_MODELS_CHAINS=1 runs one chain alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include "compiler/models/models_of.h"
#include "compiler/models/sql_name.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/schema.h"
#include "tests/model_changes/program.h"
#include "tests/property/compiled.h"
#include "tests/property/generate.h"
#include "tests/property/history.h"
#include "tests/property/random.h"

namespace instar::compiler {
namespace {

using property::Choose;
using property::Edit;
using property::History;
using property::Random;

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// Of what models can say. An enum's name and those of its values are said by nothing but themselves.
constexpr property::Maker kMakers[] = {
    property::CreateTable,      property::CreateTable,   property::DropTable,     property::RenameTable,
    property::AddColumn,        property::AddColumn,     property::DropColumn,    property::RenameColumn,
    property::SetType,          property::SetNotNull,    property::DropNotNull,   property::SetDefault,
    property::DropDefault,      property::AddConstraint, property::AddConstraint, property::DropConstraint,
    property::RenameConstraint, property::CreateIndex,   property::CreateIndex,   property::DropIndex,
    property::RenameIndex,      property::CreateEnum,    property::AddEnumValue};

// A name that somebody else takes over in the same step can be read in two ways. Two names of one type (int,
// integer) or spellings of one name (a, A) are no difference, though SQLite keeps them apart.
bool IsAmbiguous(const Catalog& before, const Catalog& after) {
  for (const TablePointer& table : after.Tables()) {
    const TablePointer same_name = before.FindTable(KeyOf(table->name.text));
    if (same_name != nullptr && same_name->id != table->id) return true;
    const TablePointer same = before.FindTable(table->id);
    if (same == nullptr) continue;
    if (same_name == same && same->name.text != table->name.text) return true;
    for (const Column& column : table->columns) {
      const Column* const other = same->FindColumn(KeyOf(column.name.text));
      if (other != nullptr && other->id != column.id) return true;
      const Column* const earlier = same->Find(column.id);
      if (earlier != nullptr && earlier->name.text != column.name.text &&
          KeyOf(earlier->name.text) == KeyOf(column.name.text)) {
        return true;
      }
      if (earlier != nullptr && earlier->type.written != column.type.written &&
          Describe(earlier->type) == Describe(column.type)) {
        return true;
      }
    }
  }
  return false;
}

// Rows without a value in a column that others refer to are a person's work: a revision of its own must give
// them one before.
bool FillsReferencedColumn(const Catalog& before, const Catalog& after) {
  for (const TablePointer& child : before.Tables()) {
    for (const ForeignKey& key : child->foreign_keys) {
      const TablePointer old = before.FindTable(key.parent_table);
      const TablePointer table = after.FindTable(key.parent_table);
      if (old == nullptr || table == nullptr) continue;
      for (const ObjectId id : key.parent_columns) {
        const Column* const was = old->Find(id);
        const Column* const is = table->Find(id);
        if (was != nullptr && is != nullptr && !was->not_null && is->not_null) return true;
      }
    }
  }
  return false;
}

// With `renamed from` where the ids say so.
ModelSet ModelsAfter(const Catalog& before, const Catalog& after) {
  ModelSet models = ModelsOf(after, true);
  for (Model& model : models.models) {
    model.file = "models.h";
    const TablePointer table = after.FindTable(KeyOf(model.table));
    const TablePointer old = before.FindTable(table->id);
    if (old == nullptr) continue;
    if (KeyOf(old->name.text) != KeyOf(model.table)) {
      model.options.push_back({"renamed from " + SqlName(old->name.text), {}});
    }
    for (ModelField& field : model.fields) {
      const Column* const column = old->Find(table->FindColumn(KeyOf(field.column))->id);
      if (column == nullptr || KeyOf(column->name.text) == KeyOf(field.column)) continue;
      field.annotation.text += (field.annotation.text.empty() ? "" : ", ") + std::string("renamed from ") +
                               SqlName(column->name.text);
    }
  }
  return models;
}

class Chain {
 public:
  explicit Chain(std::uint64_t seed) : random_(seed) {}

  void Run() {
    for (int step = 0; step < 6 && !testing::Test::HasFailure(); ++step) Step();
  }

  std::size_t steps() const { return steps_; }

 private:
  void Step() {
    property::RandomRevision revision;
    revision.id = "s" + std::to_string(history_.size());
    if (!history_.empty()) revision.parents = {history_.size() - 1};
    revision.downgrade = "irreversible \"only the schema counts\";";
    property::Model model = model_;
    const std::size_t wanted = history_.empty() ? 4 : 1 + random_.Below(4);
    for (int tries = 0; tries < 60 && revision.edits.size() < wanted; ++tries) AddEdit(&model, &revision);
    if (revision.edits.empty()) return;
    History history = history_;
    history.push_back(revision);
    const auto compiled = property::Compile(history, 3037000);
    if (!compiled->ok()) return;
    const std::uint32_t last = compiled->Find(revision.id);
    const Catalog after = compiled->schema(last).after;
    const Catalog before = compiled->schema(last).before;
    if (IsAmbiguous(before, after) || FillsReferencedColumn(before, after)) return;
    const ModelSet models = ModelsAfter(before, after);
    const std::string said = program_.Follow(models);
    ASSERT_EQ(said, "") << property::Text(history) << "\n" << WriteModels(models);
    ASSERT_FALSE(program_.needs_work()) << program_.generated() << property::Text(history);
    const std::string difference =
        property::Difference(property::ExpectedFacts(property::ModelOf(after)), program_.Facts());
    ASSERT_EQ(difference, "") << program_.generated() << property::Text(history);
    if (!program_.generated().empty()) {
      ASSERT_EQ(program_.DownAndUp(), "") << property::Text(history);
    }
    history_ = std::move(history);
    model_ = std::move(model);
    ++steps_;
  }

  void AddEdit(property::Model* model, property::RandomRevision* revision) {
    Choose choose{random_, *model};
    const std::vector<Edit> edits = kMakers[random_.Below(std::size(kMakers))](choose);
    property::Model changed = *model;
    property::Effects effects;
    const bool fit = !edits.empty() && std::ranges::all_of(edits, [&](const Edit& edit) {
      return edit.apply(&changed, &effects);
    });
    if (!fit) return;
    *model = std::move(changed);
    for (const Edit& edit : edits) {
      revision->edits.push_back(edit);
      revision->joined.push_back(false);
    }
  }

  Random random_;
  History history_;
  property::Model model_;
  ModelProgram program_;
  std::size_t steps_ = 0;
};

TEST(RoundTripTest, WhatIsGeneratedMakesWhatWasAskedFor) {
  const std::uint64_t first = FromEnvironment("INSTAR_MODELS_SEED", 1);
  const std::uint64_t chains = FromEnvironment("INSTAR_MODELS_CHAINS", 30);
  std::size_t steps = 0;
  for (std::uint64_t seed = first; seed < first + chains && !HasFailure(); ++seed) {
    SCOPED_TRACE("INSTAR_MODELS_SEED=" + std::to_string(seed));
    Chain chain(seed);
    chain.Run();
    steps += chain.steps();
  }
  if (chains >= 30) {
    EXPECT_GT(steps, 2 * chains);
  }
}

}  // namespace
}  // namespace instar::compiler
