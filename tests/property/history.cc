#include "tests/property/history.h"

#include <algorithm>
#include <set>

namespace instar::compiler::property {
namespace {

constexpr char kAllow[] =
    "allow drop-table, drop-column, drop-recreate, narrowing-type, affinity-coercion, add-unique, "
    "set-not-null, add-not-null, add-check, add-foreign-key, cast-may-fail \"the test looks at the rows\";";

std::string Ids(const std::vector<std::size_t>& places, const History& history) {
  std::string ids;
  for (const std::size_t place : places) ids += (ids.empty() ? "" : ", ") + history[place].id;
  return ids;
}

}  // namespace

bool RandomRevision::has_data() const { return std::ranges::any_of(edits, &Edit::is_data); }
bool RandomRevision::is_risky() const { return std::ranges::any_of(edits, &Edit::is_risky); }

std::string Text(const RandomRevision& revision, const History& history) {
  std::string text = "revision " + revision.id + ";\nrevises  ";
  text += revision.parents.empty() ? "base" : Ids(revision.parents, history);
  text += ";\n";
  if (!revision.dependencies.empty()) {
    text += "depends on " + Ids(revision.dependencies, history) + ";\n";
  }
  text += std::string(kAllow) + "\nupgrade {\n";
  for (std::size_t i = 0; i < revision.edits.size(); ++i) {
    const Edit& edit = revision.edits[i];
    const bool joined =
        i > 0 && revision.joined[i] && !edit.table.empty() && edit.table == revision.edits[i - 1].table;
    if (joined) {
      text.erase(text.size() - 2);
      text += ",\n        " + edit.sql;
    } else {
      text += "    " + (edit.table.empty() ? "" : "alter table " + Written(edit.table) + " ") + edit.sql;
    }
    text += ";\n";
  }
  return text + "}\n" + (revision.downgrade.empty() ? "" : revision.downgrade + "\n");
}

std::string Text(const History& history) {
  std::string text;
  for (const RandomRevision& revision : history) text += Text(revision, history) + "\n";
  return text;
}

std::vector<std::size_t> Needed(const History& history, std::size_t index) {
  std::set<std::size_t> needed;
  std::vector<std::size_t> open = {index};
  while (!open.empty()) {
    const RandomRevision& revision = history[open.back()];
    open.pop_back();
    for (const std::vector<std::size_t>* links : {&revision.parents, &revision.dependencies}) {
      for (const std::size_t link : *links) {
        if (needed.insert(link).second) open.push_back(link);
      }
    }
  }
  return {needed.begin(), needed.end()};
}

bool Apply(const RandomRevision& revision, Model* model, Effects* effects) {
  return std::ranges::all_of(revision.edits, [&](const Edit& edit) { return edit.apply(model, effects); });
}

}  // namespace instar::compiler::property
