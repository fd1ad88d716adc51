// One random edit of a schema, or of its rows.
#ifndef INSTAR_TESTS_PROPERTY_EDIT_H_
#define INSTAR_TESTS_PROPERTY_EDIT_H_

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/property/choose.h"
#include "tests/property/model.h"

namespace instar::compiler::property {

// What a revision does to rows that were there before, beside the schema. By the model's ids.
struct Effects {
  std::set<ObjectId> written;    // columns that statements set
  std::set<ObjectId> converted;  // columns whose type changes, maybe more than once
  std::set<ObjectId> inserted;   // tables
  std::set<ObjectId> deleted;    // tables
  struct RenamedValue {
    ObjectId type = kNoObject;
    std::string from;
    std::string to;
  };
  std::vector<RenamedValue> renamed_values;
};

struct Edit {
  std::string sql;         // the statement without its ';', or the action of an ALTER TABLE
  std::string table = {};  // that it alters, by its name before; empty: it is no ALTER TABLE
  // False when something that it needs is not there: it is no valid edit of this model.
  std::function<bool(Model*, Effects*)> apply = {};
  bool is_risky = false;  // rows that are there may break it
  bool is_data = false;
};

// As many edits as make sense together only (a column dropped and made again); none when the schema has
// nothing to try it on.
using Maker = std::vector<Edit> (*)(Choose& choose);

std::vector<Edit> CreateTable(Choose& choose);
std::vector<Edit> DropTable(Choose& choose);
std::vector<Edit> RenameTable(Choose& choose);
std::vector<Edit> RecreateTable(Choose& choose);

std::vector<Edit> AddColumn(Choose& choose);
std::vector<Edit> DropColumn(Choose& choose);
std::vector<Edit> RenameColumn(Choose& choose);
std::vector<Edit> RecreateColumn(Choose& choose);
std::vector<Edit> SetType(Choose& choose);
std::vector<Edit> SetNotNull(Choose& choose);
std::vector<Edit> DropNotNull(Choose& choose);
std::vector<Edit> SetDefault(Choose& choose);
std::vector<Edit> DropDefault(Choose& choose);

std::vector<Edit> AddConstraint(Choose& choose);
std::vector<Edit> DropConstraint(Choose& choose);
std::vector<Edit> RenameConstraint(Choose& choose);

std::vector<Edit> CreateIndex(Choose& choose);
std::vector<Edit> DropIndex(Choose& choose);
std::vector<Edit> RenameIndex(Choose& choose);

std::vector<Edit> CreateView(Choose& choose);
std::vector<Edit> DropView(Choose& choose);

std::vector<Edit> CreateEnum(Choose& choose);
std::vector<Edit> AddEnumValue(Choose& choose);
std::vector<Edit> RenameEnumValue(Choose& choose);
std::vector<Edit> RenameEnum(Choose& choose);
std::vector<Edit> DropEnum(Choose& choose);

std::vector<Edit> Insert(Choose& choose);
std::vector<Edit> Update(Choose& choose);
std::vector<Edit> Delete(Choose& choose);

// One of all these, some more often than others.
std::vector<Edit> AnyEdit(Choose& choose);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_EDIT_H_
