// Every way in which a struct can change: it is found, and the migration that is written for it makes the
// database that a new one would be.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "compiler/models/test_models.h"
#include "tests/model_changes/program.h"

namespace instar::compiler {
namespace {

struct Mutation {
  const char* name;
  std::string before;
  std::string after;
};

constexpr char kId[] = "std::int64_t id | primary key\n";
const std::string kA = std::string("table a A\n") + kId;
const std::string kT = std::string("table t T\n") + kId;

const Mutation kMutations[] = {
    {"NewTable", kA, kA + kT + "std::string x\n"},
    {"TableGone", kA + kT, kA},
    {"TableRenamed", kT + "std::string x\n",
     std::string("table u U | renamed from t\n") + kId + "std::string x\n"},
    {"TableStrictFromTheStart", kA,
     kA + "table t T | strict\nstd::int64_t id | primary key\nstd::string x\n"},
    {"NewColumn", kT, kT + "std::optional<std::string> x\n"},
    {"NewColumnWithDefault", kT, kT + "std::string x | default 'y'\n"},
    {"NewColumnThatNeedsValues", kT, kT + "std::string x\n"},
    {"NewGeneratedColumn", kT + "std::string x\n",
     kT + "std::string x\nstd::optional<std::string> y | generated always as (lower(x)) virtual\n"},
    {"ColumnGone", kT + "std::optional<std::string> x\n", kT},
    {"ColumnGoneThatHadValues", kT + "std::string x\n", kT},
    {"ColumnRenamed", kT + "std::string x\n", kT + "std::string y | renamed from x\n"},
    {"ColumnNameInCapitals", kT + "std::string x | unique\n",
     kT + "std::string y | renamed from x, unique\n"},
    {"TypeChanged", kT + "std::int32_t x\n", kT + "std::string x\n"},
    {"TypeWritten", kT + "std::int32_t x\n", kT + "std::int32_t x | bigint\n"},
    {"LengthChanged", kT + "std::string x | length 10\n", kT + "std::string x | length 20\n"},
    {"NowNullable", kT + "std::string x\n", kT + "std::optional<std::string> x\n"},
    {"NoLongerNullable", kT + "std::optional<std::string> x\n", kT + "std::string x\n"},
    {"DefaultNew", kT + "std::string x\n", kT + "std::string x | default 'a'\n"},
    {"DefaultChanged", kT + "std::string x | default 'a'\n", kT + "std::string x | default 'b'\n"},
    {"DefaultGone", kT + "std::string x | default 'a'\n", kT + "std::string x\n"},
    {"PrimaryKeyMoved", "table t T\nstd::string x | primary key\nstd::string y\n",
     "table t T | primary key (x, y)\nstd::string x\nstd::string y\n"},
    {"AutoincrementGone", "table t T\nstd::int64_t id | primary key autoincrement\nstd::string x\n",
     kT + "std::string x\n"},
    {"UniqueNew", kT + "std::string x\n", kT + "std::string x | unique\n"},
    {"UniqueGone", kT + "std::string x | unique\n", kT + "std::string x\n"},
    {"UniqueOfMoreColumns",
     std::string("table t T | unique (x, y)\n") + kId + "std::string x\nstd::string y\n",
     std::string("table t T | unique (x, y, id)\n") + kId + "std::string x\nstd::string y\n"},
    {"UniqueRenamed", std::string("table t T | constraint u unique (x)\n") + kId + "std::string x\n",
     std::string("table t T | constraint v unique (x)\n") + kId + "std::string x\n"},
    {"CheckNew", kT + "std::string x\n", kT + "std::string x | check (x <> '')\n"},
    {"CheckChanged", kT + "std::string x | check (x <> '')\n", kT + "std::string x | check (x <> 'a')\n"},
    {"CheckGone", kT + "std::string x | check (x <> '')\n", kT + "std::string x\n"},
    {"IndexNew", kT + "std::string x\n", kT + "std::string x | index\n"},
    {"IndexGone", kT + "std::string x | index\n", kT + "std::string x\n"},
    {"IndexUnique", std::string("table t T | index i (x)\n") + kId + "std::string x\n",
     std::string("table t T | unique index i (x)\n") + kId + "std::string x\n"},
    {"IndexPartial", std::string("table t T | index i (x)\n") + kId + "std::string x\n",
     std::string("table t T | index i (x) where x <> ''\n") + kId + "std::string x\n"},
    {"IndexRenamed", std::string("table t T | index i (x)\n") + kId + "std::string x\n",
     std::string("table t T | index j (x)\n") + kId + "std::string x\n"},
    {"ForeignKeyNew", kA + kT + "std::optional<std::int64_t> a\n",
     kA + kT + "std::optional<std::int64_t> a | references a.id\n"},
    {"ForeignKeyGone", kA + kT + "std::optional<std::int64_t> a | references a.id\n",
     kA + kT + "std::optional<std::int64_t> a\n"},
    {"ForeignKeyDoesSomethingElse", kA + kT + "std::optional<std::int64_t> a | references a.id\n",
     kA + kT + "std::optional<std::int64_t> a | references a.id on delete cascade\n"},
    {"ForeignKeyLeadsElsewhere",
     kA + "table b B\n" + kId + kT + "std::optional<std::int64_t> x | references a.id\n",
     kA + "table b B\n" + kId + kT + "std::optional<std::int64_t> x | references b.id\n"},
    {"ForeignKeyToANewTable", kT + "std::optional<std::int64_t> a\n",
     kA + kT + "std::optional<std::int64_t> a | references a.id\n"},
    {"ForeignKeyWithItsTable", kA + kT + "std::optional<std::int64_t> a | references a.id\n", kT},
    {"CycleNew", kA,
     std::string("table a A\n") + kId + "std::optional<std::int64_t> t | references t.id\n" + kT +
         "std::optional<std::int64_t> a | references a.id\n"},
    {"CycleGone",
     kA + "std::optional<std::int64_t> t | references t.id\n" + kT +
         "std::optional<std::int64_t> a | references a.id\ntable k K\n" + kId,
     std::string("table k K\n") + kId},
    {"KeyRetypedOnBothSides",
     "table a A\nstd::string id | primary key, null\n" + kT + "std::string a | references a.id\n",
     "table a A\nstd::int64_t id | primary key\n" + kT + "std::int64_t a | references a.id\n"},
    {"EnumNew", kT, kT + "std::optional<Role{admin,guest}> role | as enum\n"},
    {"EnumValueNew", kT + "Role{admin,guest} role | as enum\n",
     kT + "Role{admin,owner,guest} role | as enum\n"},
    {"EnumBecomesText", kT + "Role{admin,guest} role | as enum\n", kT + "Role{admin,guest} role\n"},
    {"TextBecomesEnum", kT + "Role{admin,guest} role\n", kT + "Role{admin,guest} role | as enum\n"},
};

void PrintTo(const Mutation& mutation, std::ostream* out) { *out << mutation.name; }

class MutationTest : public testing::TestWithParam<Mutation> {};

TEST_P(MutationTest, IsFoundAndMended) {
  const ModelSet before = TestModels(GetParam().before);
  const ModelSet after = TestModels(GetParam().after);
  ModelProgram program;
  ASSERT_EQ(program.Follow(before), "");
  EXPECT_NE(program.Check(after), "") << "it is not found";
  ASSERT_EQ(program.Follow(after), "");
  ASSERT_FALSE(program.needs_work()) << program.generated();
  EXPECT_EQ(program.DownAndUp(), "");
  ModelProgram fresh;
  ASSERT_EQ(fresh.Follow(after), "");
  EXPECT_EQ(property::Difference(fresh.Facts(), program.Facts()), "") << program.generated();
}

INSTANTIATE_TEST_SUITE_P(Mutations, MutationTest, testing::ValuesIn(kMutations),
                         [](const testing::TestParamInfo<Mutation>& mutation) {
                           return mutation.param.name;
                         });

}  // namespace
}  // namespace instar::compiler
