#include "compiler/schema/schema_difference.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "compiler/schema/describe.h"

namespace instar::compiler {
namespace {

struct Part {
  std::string object;  // "column 'a' of table 't'"
  std::string text;
  Origin origin;
};

// The parts of a table by kind and key.
class Parts {
 public:
  using Map = std::map<std::pair<std::string, std::string>, Part>;

  Parts(const Table& table, const Catalog& catalog)
      : of_table_(absl::StrCat(" of table '", table.name.text, "'")) {
    const TableDescriber describer(table, catalog);
    parts_[{"", ""}] = {absl::StrCat("table '", table.name.text, "'"), describer.Options(), table.origin};
    for (const Column& column : table.columns) {
      Add("column", column.name, of_table_, describer.Describe(column), column.origin);
    }
    if (table.primary_key) {
      parts_[{"primary key", ""}] = {"the primary key" + of_table_, describer.Describe(*table.primary_key),
                                     table.primary_key->origin};
    }
    for (const Unique& unique : table.uniques) AddConstraint(unique, describer.Describe(unique));
    for (const Check& check : table.checks) AddConstraint(check, describer.Describe(check));
    for (const ForeignKey& key : table.foreign_keys) AddConstraint(key, describer.Describe(key));
    for (const Index& index : table.indexes) {
      Add("index", index.name, "", describer.Describe(index), index.origin);
    }
    for (const RawObject& raw : table.raw) Add(raw.kind, raw.name, "", Describe(raw), raw.origin);
  }

  const Map& map() const { return parts_; }

 private:
  void Add(const std::string& kind, const Identifier& name, const std::string& where, std::string text,
           Origin origin) {
    parts_[{kind, KeyOf(name.text)}] = {absl::StrCat(kind, " '", name.text, "'", where), std::move(text),
                                        origin};
  }

  // One without a name is called what it says.
  template <typename Constraint>
  void AddConstraint(const Constraint& constraint, std::string text) {
    const Identifier name = constraint.name ? *constraint.name : Identifier{text};
    Add("constraint", name, of_table_, std::move(text), constraint.origin);
  }

  std::string of_table_;
  Map parts_;
};

class Comparison {
 public:
  Comparison(const Catalog& expected, const Catalog& actual) : expected_(expected), actual_(actual) {}

  void CompareTable(const std::string& key) {
    const TablePointer expected = expected_.FindTable(key);
    const TablePointer actual = actual_.FindTable(key);
    if (expected == actual || !ComparePresence("table", expected, actual)) return;
    // Most are: equal by ids, in the same order.
    if (*expected == *actual) return;
    CompareParts(Parts(*expected, expected_).map(), Parts(*actual, actual_).map());
  }

  void CompareView(const std::string& key) {
    const ViewPointer expected = expected_.FindView(key);
    const ViewPointer actual = actual_.FindView(key);
    if (expected == actual || !ComparePresence("view", expected, actual)) return;
    CompareText({absl::StrCat("view '", expected->name.text, "'"), Describe(*expected), expected->origin},
                Describe(*actual));
  }

  void CompareEnum(const std::string& key) {
    const EnumPointer expected = expected_.FindEnum(key);
    const EnumPointer actual = actual_.FindEnum(key);
    if (expected == actual || !ComparePresence("type", expected, actual)) return;
    CompareText({absl::StrCat("type '", expected->name.text, "'"), Describe(*expected), expected->origin},
                Describe(*actual));
  }

  std::vector<SchemaDifference> Take() { return std::move(differences_); }

 private:
  // Whether there are two to compare.
  template <typename Pointer>
  bool ComparePresence(const char* what, const Pointer& expected, const Pointer& actual) {
    if (expected != nullptr && actual != nullptr) return true;
    if (expected != nullptr) {
      Add(DifferenceKind::kMissing, absl::StrCat(what, " '", expected->name.text, "'"), expected->origin);
    } else if (actual != nullptr) {
      Add(DifferenceKind::kLeftOver, absl::StrCat(what, " '", actual->name.text, "'"), actual->origin);
    }
    return false;
  }

  void CompareParts(const Parts::Map& expected, const Parts::Map& actual) {
    for (const auto& [key, part] : expected) {
      const auto found = actual.find(key);
      if (found == actual.end()) {
        Add(DifferenceKind::kMissing, part.object, part.origin);
      } else {
        CompareText(part, found->second.text);
      }
    }
    for (const auto& [key, part] : actual) {
      if (!expected.contains(key)) Add(DifferenceKind::kLeftOver, part.object, part.origin);
    }
  }

  void CompareText(const Part& expected, const std::string& actual) {
    if (expected.text == actual) return;
    differences_.push_back(
        {DifferenceKind::kDifferent, expected.object, expected.text, actual, expected.origin});
  }

  void Add(DifferenceKind kind, std::string object, Origin origin) {
    differences_.push_back({kind, std::move(object), "", "", origin});
  }

  const Catalog& expected_;
  const Catalog& actual_;
  std::vector<SchemaDifference> differences_;
};

template <typename Pointer>
void AddName(const Pointer& object, std::set<std::string>* names) {
  if (object != nullptr) names->insert(KeyOf(object->name.text));
}

}  // namespace

std::string SchemaDifference::Message() const {
  switch (kind) {
    case DifferenceKind::kMissing:
      return object + " is missing";
    case DifferenceKind::kLeftOver:
      return object + " is left over";
    case DifferenceKind::kDifferent:
      break;
  }
  if (expected.empty() || actual.empty()) {
    return absl::StrCat(object, " must ", expected.empty() ? "not " : "", "be '", expected, actual, "'");
  }
  return absl::StrCat(object, " must be '", expected, "', not '", actual, "'");
}

void TouchedNames::Add(const Operation& operation) {
  AddName(operation.table_before, &tables);
  AddName(operation.table_after, &tables);
  AddName(operation.view_before, &views);
  AddName(operation.view_after, &views);
  AddName(operation.enum_before, &enums);
  AddName(operation.enum_after, &enums);
}

std::vector<SchemaDifference> DifferenceOf(const Catalog& expected, const Catalog& actual,
                                           const TouchedNames& touched) {
  Comparison comparison(expected, actual);
  for (const std::string& key : touched.tables) comparison.CompareTable(key);
  for (const std::string& key : touched.views) comparison.CompareView(key);
  for (const std::string& key : touched.enums) comparison.CompareEnum(key);
  return comparison.Take();
}

std::vector<SchemaDifference> DifferenceOf(const Catalog& expected, const Catalog& actual) {
  TouchedNames all;
  for (const Catalog* catalog : {&expected, &actual}) {
    for (const TablePointer& table : catalog->Tables()) AddName(table, &all.tables);
    for (const ViewPointer& view : catalog->Views()) AddName(view, &all.views);
    for (const EnumPointer& type : catalog->Enums()) AddName(type, &all.enums);
  }
  return DifferenceOf(expected, actual, all);
}

}  // namespace instar::compiler
