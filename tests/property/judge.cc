#include "tests/property/judge.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>

#include "instar/sqlite.h"
#include "runtime/sqlite/migrator.h"
#include "tests/property/facts.h"
#include "tests/property/rows.h"
#include "tests/property/scratch.h"
#include "tests/property/sqlite_verdict.h"

namespace instar::compiler::property {
namespace {

using sqlite::RebuildForm;

constexpr RebuildForm kForms[] = {RebuildForm::kTemporaryCopy, RebuildForm::kSchemaEdit,
                                  RebuildForm::kRawTransfer, RebuildForm::kRowByRow};

// Not the same in two runs.
std::string WithoutTime(const std::string& value) {
  const bool is_time = value.size() == 21 && value.starts_with("'2") && value[11] == ' ' && value[14] == ':';
  return is_time ? "now" : value;
}

// All there is to compare between two databases that should have become the same.
std::string Everything(const Scratch& db, const Model& model) {
  std::string text;
  for (const std::string& fact : FactsOf(db.get())) text += fact + "\n";
  for (const auto& [id, table] : RowsOf(db.get(), model)) {
    text += std::to_string(id) + " mark " + table.mark + "\n";
    std::vector<std::string> rows;
    for (const TableRows::Row& row : table.rows) {
      std::string& line = rows.emplace_back(row.rowid);
      for (const auto& [column, value] : row.values) line += " " + WithoutTime(value);
    }
    std::ranges::sort(rows);
    for (const std::string& row : rows) text += "  " + row + "\n";
  }
  return text;
}

// Rows were changed, or what they could not keep was dropped again at once.
bool MayNotComeBack(const RandomRevision& revision) {
  return std::ranges::any_of(revision.edits, [&](const Edit& edit) {
    const bool converts =
        edit.sql.starts_with("alter column") && edit.sql.find(" type ") != std::string::npos;
    return edit.is_data || converts || (edit.sql.starts_with("drop column") && revision.is_risky());
  });
}

class Trial {
 public:
  Trial(const History& history, const Compiled& compiled, std::uint64_t seed, Coverage* coverage)
      : history_(history),
        compiled_(compiled),
        table_(compiled.table().table()),
        seed_(seed),
        random_(seed),
        coverage_(*coverage) {}

  std::optional<Failure> Run() {
    for (const std::size_t index : Order()) {
      if (!Step(index)) return failure_;
      if (is_stuck_) return std::nullopt;
    }
    if (AllTheWayDown()) AllAtOnce();
    return failure_;
  }

 private:
  bool Fail(std::string kind, const std::string& text) {
    failure_ = {std::move(kind), text};
    return false;
  }

  // Any that has what each needs before it.
  std::vector<std::size_t> Order() {
    std::vector<std::size_t> order;
    std::vector<bool> done(history_.size(), false);
    while (order.size() < history_.size()) {
      std::vector<std::size_t> ready;
      for (std::size_t i = 0; i < history_.size(); ++i) {
        const auto is_done = [&](std::size_t link) { return done[link]; };
        if (!done[i] && std::ranges::all_of(history_[i].parents, is_done) &&
            std::ranges::all_of(history_[i].dependencies, is_done)) {
          ready.push_back(i);
        }
      }
      order.push_back(random_.Of(ready));
      done[order.back()] = true;
    }
    return order;
  }

  instar::Report Migrate(const Scratch& db, std::size_t index, Direction direction, RebuildForm form) {
    const instar::Options options;
    return sqlite::Migrator(db.get(), table_, options, direction, form)
        .Run(Revisions{compiled_.Find(history_[index].id)});
  }

  RebuildForm AnyForm() { return kForms[random_.Below(std::size(kForms))]; }

  std::string Place(std::size_t index, const char* way) const {
    return std::string(way) + " of revision " + history_[index].id + ":\n";
  }

  bool Step(std::size_t index) {
    const RandomRevision& revision = history_[index];
    // The same rows wherever the revision stands, so that a smaller history fails in the same way.
    Random rows_random(seed_ ^ std::hash<std::string>()(revision.id));
    AddRows(&rows_random, db_.get(), model_);
    Model after = model_;
    Effects effects;
    if (!Apply(revision, &after, &effects)) return Fail("model", Place(index, "the edits do not fit"));
    if (compiled_.Rebuilds(compiled_.Find(revision.id)) && !CompareForms(index, after)) return false;
    const Facts facts_before = FactsOf(db_.get());
    Rows rows_before = RowsOf(db_.get(), model_);
    Count(index, rows_before);
    if (!Up(index, facts_before, &rows_before)) return false;
    if (is_stuck_) return true;
    applied_.insert(index);
    if (!CheckUp(index, after, effects, rows_before)) return false;
    if (!revision.downgrade.starts_with("irreversible") &&
        !DownAndUp(index, after, effects, facts_before, rows_before)) {
      return false;
    }
    model_ = std::move(after);
    return true;
  }

  void Count(std::size_t index, const Rows& rows) {
    const RandomRevision& revision = history_[index];
    ++coverage_.revisions;
    if (revision.parents.size() > 1) ++coverage_.merges;
    if (Needed(history_, index).size() < applied_.size()) ++coverage_.branched;
    if (compiled_.Rebuilds(compiled_.Find(revision.id))) ++coverage_.rebuilds;
    for (const auto& [id, table] : rows) coverage_.rows += table.rows.size();
  }

  bool Up(std::size_t index, const Facts& facts_before, Rows* rows_before) {
    instar::Report report = Migrate(db_, index, Direction::kUpgrade, AnyForm());
    if (report.ok()) return true;
    const std::string place = Place(index, "upgrade");
    if (!history_[index].is_risky()) return Fail("upgrade fails", place + report.status.message());
    // Rows were in the way, as they may be: nothing has changed then, and without rows it works.
    ++coverage_.stopped;
    if (!CheckUnchanged(place, facts_before, *rows_before)) return false;
    DeleteRows(db_.get());
    *rows_before = RowsOf(db_.get(), model_);
    report = Migrate(db_, index, Direction::kUpgrade, AnyForm());
    if (report.ok()) return true;
    // What it inserts may be in its own way.
    is_stuck_ = history_[index].has_data();
    return is_stuck_ || Fail("upgrade fails on no rows", place + report.status.message());
  }

  bool CheckUnchanged(const std::string& place, const Facts& facts, const Rows& rows) {
    const std::string difference = Difference(facts, FactsOf(db_.get()));
    if (!difference.empty()) return Fail("a failure leaves something behind", place + difference);
    const std::string lost = LostRows(model_, rows, model_, RowsOf(db_.get(), model_), {});
    return lost.empty() || Fail("a failure changes rows", place + lost);
  }

  bool CheckUp(std::size_t index, const Model& after, const Effects& effects, const Rows& rows_before) {
    const std::string place = Place(index, "upgrade");
    const std::string difference = Difference(ExpectedFacts(after), FactsOf(db_.get()));
    if (!difference.empty()) return Fail("catalog after upgrade", place + difference);
    const std::string lost = LostRows(model_, rows_before, after, RowsOf(db_.get(), after), effects);
    if (!lost.empty()) return Fail("rows after upgrade", place + lost);
    return CheckCompiler(index, after, place) && CheckSound(place);
  }

  // The compiler tells of a revision and what it needs, not of other branches.
  bool CheckCompiler(std::size_t index, const Model& model, const std::string& place) {
    const std::vector<std::size_t> needed = Needed(history_, index);
    if (needed.size() + 1 != applied_.size()) return true;
    const Model known = ModelOf(compiled_.schema(compiled_.Find(history_[index].id)).after);
    std::string difference = Difference(ExpectedFacts(model), ExpectedFacts(known));
    difference += Difference(TypeFacts(model), TypeFacts(known));
    return difference.empty() || Fail("the compiler's schema", place + difference);
  }

  bool CheckSound(const std::string& place) {
    const std::string wrong = Unsoundness(db_);
    return wrong.empty() || Fail("unsound", place + wrong);
  }

  bool DownAndUp(std::size_t index, const Model& after, const Effects& effects, const Facts& facts_before,
                 const Rows& rows_before) {
    const RandomRevision& revision = history_[index];
    Scratch upgraded = db_.Copy();
    const instar::Report down = Migrate(db_, index, Direction::kDowngrade, AnyForm());
    const std::string place = Place(index, "downgrade");
    if (!down.ok()) {
      // New values may stand in the way of the old schema.
      if (!MayNotComeBack(revision)) return Fail("downgrade fails", place + down.status.message());
      db_ = std::move(upgraded);
      return true;
    }
    const std::string difference = Difference(facts_before, FactsOf(db_.get()));
    if (!difference.empty()) return Fail("catalog after downgrade", place + difference);
    const std::string lost = RowsNotRestored(model_, rows_before, after, RowsOf(db_.get(), model_), effects);
    if (!lost.empty()) return Fail("rows after downgrade", place + lost);
    if (!CheckSound(place)) return false;
    ++coverage_.downgrades;
    // What a kept row did it need not be able to do twice.
    if (revision.has_data()) {
      db_ = std::move(upgraded);
      return true;
    }
    const instar::Report again = Migrate(db_, index, Direction::kUpgrade, AnyForm());
    if (!again.ok()) {
      // Values that were dropped on the way came back as defaults.
      db_ = std::move(upgraded);
      return revision.is_risky() ||
             Fail("second upgrade fails", Place(index, "second upgrade") + again.status.message());
    }
    return CheckUp(index, after, effects, rows_before);
  }

  bool CompareForms(std::size_t index, const Model& after) {
    std::string first;
    for (const RebuildForm form : kForms) {
      const Scratch copy = db_.Copy();
      const instar::Report report = Migrate(copy, index, Direction::kUpgrade, form);
      const std::string became = report.ok() ? Everything(copy, after) : "refused\n";
      if (form == kForms[0]) first = became;
      if (became == first) continue;
      return Fail("forms of a rebuild differ", Place(index, "upgrade") + "temporary copy:\n" + first +
                                                   "form " + std::to_string(static_cast<int>(form)) + ":\n" +
                                                   became + report.status.message());
    }
    return true;
  }

  bool AllTheWayDown() {
    const auto is_irreversible = [](const RandomRevision& revision) {
      return revision.downgrade.starts_with("irreversible");
    };
    if (std::ranges::any_of(history_, is_irreversible)) return true;
    const Facts facts_before = FactsOf(db_.get());
    instar::Options options;
    options.target = "base";
    const instar::Report report = sqlite::Downgrade(db_.get(), table_, options);
    // Rows came in at newer schemas; they may be none of an older one.
    if (!report.ok()) return CheckSound("all the way down:\n");
    const Facts left = FactsOf(db_.get());
    return left.empty() || Fail("left at base", Difference({}, left));
  }

  bool AllAtOnce() {
    const Scratch empty;
    const instar::Report report = sqlite::Upgrade(empty.get(), table_);
    if (!report.ok()) {
      return std::ranges::any_of(history_, &RandomRevision::has_data) ||
             Fail("upgrade of an empty database fails", report.status.message());
    }
    const std::string difference = Difference(ExpectedFacts(model_), FactsOf(empty.get()));
    return difference.empty() || Fail("catalog of an empty database", difference);
  }

  const History& history_;
  const Compiled& compiled_;
  const instar::Table table_;
  const std::uint64_t seed_;
  Random random_;
  Coverage& coverage_;
  Scratch db_;
  Model model_;
  std::set<std::size_t> applied_;
  bool is_stuck_ = false;  // in rows that the history itself makes: no fault of anybody's
  std::optional<Failure> failure_;
};

}  // namespace

std::optional<Failure> Judge(const History& history, const Compiled& compiled, std::uint64_t seed,
                             Coverage* coverage) {
  return Trial(history, compiled, seed, coverage).Run();
}

}  // namespace instar::compiler::property
