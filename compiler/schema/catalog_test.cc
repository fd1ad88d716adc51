#include "compiler/schema/catalog.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace instar::compiler {
namespace {

constexpr ObjectId kTable = 1;

// A table with these indexes, and these raw ones; their ids are their letters.
TablePointer TableWith(const std::vector<std::string>& indexes, const std::vector<std::string>& raw = {}) {
  auto table = std::make_shared<Table>();
  table->id = kTable;
  table->name.text = "t";
  for (const std::string& name : indexes) {
    Index& index = table->indexes.emplace_back();
    index.id = static_cast<ObjectId>(name.front());
    index.name.text = name.substr(1);
  }
  for (const std::string& name : raw) {
    RawObject& object = table->raw.emplace_back();
    object.id = static_cast<ObjectId>(name.front());
    object.kind = "index";
    object.name.text = name.substr(1);
  }
  return table;
}

// "x y": those among the names that an index has.
std::string Known(const Catalog& catalog, const std::vector<std::string>& names) {
  std::string known;
  for (const std::string& name : names) {
    if (catalog.FindTableOfIndex(name) != nullptr) known += (known.empty() ? "" : " ") + name;
  }
  return known;
}

const std::vector<std::string> kNames = {"v", "w", "x", "y", "z"};

TEST(Catalog, KnowsTheIndexesOfATable) {
  const Catalog two = Catalog().With(TableWith({"ax", "by"}));
  EXPECT_EQ(Known(two, kNames), "x y");
  EXPECT_EQ(Known(two.With(TableWith({"ax", "by", "cz"})), kNames), "x y z");
  EXPECT_EQ(Known(two.With(TableWith({"by"})), kNames), "y");
  EXPECT_EQ(Known(two.With(TableWith({"ax", "bz"})), kNames), "x z");
  EXPECT_EQ(Known(two.With(TableWith({"by", "ax"})), kNames), "x y");
  EXPECT_EQ(Known(two.With(TableWith({"cv", "aw", "by", "dz"})), kNames), "v w y z");
  EXPECT_EQ(Known(two.With(TableWith({})), kNames), "");
  EXPECT_EQ(Known(two.WithoutTable(kTable), kNames), "");
  EXPECT_EQ(Known(two, kNames), "x y") << "a value stays what it is";
}

TEST(Catalog, ANameGoesFromOneToAnother) {
  const Catalog two = Catalog().With(TableWith({"ax", "by"}));
  EXPECT_EQ(Known(two.With(TableWith({"ay", "bx"})), kNames), "x y");
  EXPECT_EQ(Known(two.With(TableWith({"ax"}, {"cy"})), kNames), "x y");
  const Catalog raw = Catalog().With(TableWith({"ax"}, {"cy"}));
  EXPECT_EQ(Known(raw.With(TableWith({"ax", "by"})), kNames), "x y");
}

}  // namespace
}  // namespace instar::compiler
