// A newer program's revision without a transaction, undone by an older one with what the database keeps.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

class UntransactedStored : public testing::Test {
 protected:
  UntransactedStored()
      : texts_(
            {"revision a; revises base; upgrade { create table t (x unique); } downgrade { drop table t; }",
             "revision b; revises a; transaction none;\n"
             "upgrade { insert into t (x) values (1); insert into t (x) values (2); }\n"
             "downgrade { delete from t where x = 1; on sqlite { vacuum; } delete from t where x = 2; }"}),
        newer_(texts_),
        older_({texts_[0]}) {
    const Report report = sqlite::Upgrade(db_.get(), newer_.table());
    EXPECT_TRUE(report.ok()) << report.status.message();
  }

  Report Downgrade(Transactions transactions = Transactions::kPerRevision) {
    Options options;
    options.target = "heads";
    options.use_stored_downgrades = true;
    options.transactions = transactions;
    return sqlite::Downgrade(db_.get(), older_.table(), options);
  }

  const std::vector<std::string> texts_;
  const History newer_;
  const History older_;
  Database db_;
};

TEST_F(UntransactedStored, IsUndoneStepByStep) {
  int commits = 0;
  sqlite3_commit_hook(db_.get(), [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
  const Report report = Downgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_GE(commits, 4) << "each step, and that the vacuum is begun";
  EXPECT_EQ(db_.Ask("select x from t"), "");
  EXPECT_EQ(db_.Ask("select revision from instar_version"), "a");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
  EXPECT_TRUE(sqlite::Upgrade(db_.get(), older_.table()).ok());
  EXPECT_TRUE(sqlite::Upgrade(db_.get(), newer_.table()).ok());
}

TEST_F(UntransactedStored, GoesOnWhereItStoppedAndNobodyElseTouchesItMeanwhile) {
  db_.Run("create trigger stop before delete on t when old.x = 2 begin select raise(abort, 'stopped'); end");
  EXPECT_EQ(Downgrade().status.code(), StatusCode::kStepFailed);
  EXPECT_EQ(db_.Ask("select step, state from instar_journal order by step"), "1|done 2|done 3|failed");
  const Report older = sqlite::Upgrade(db_.get(), older_.table());
  EXPECT_FALSE(older.ok());
  EXPECT_NE(older.status.message().find("`instar upgrade`"), std::string::npos) << older.status.message();
  EXPECT_FALSE(sqlite::Inspect(db_.get(), older_.table()).ok());
  EXPECT_EQ(db_.Ask("select x from t"), "2");
  db_.Run("drop trigger stop");
  const Report report = Downgrade();
  ASSERT_TRUE(report.ok()) << report.status.message();
  EXPECT_EQ(db_.Ask("select x from t"), "");
  EXPECT_EQ(db_.Ask("select count(*) from instar_journal"), "0");
}

TEST_F(UntransactedStored, TheNewerProgramMayFinishIt) {
  db_.Run("create trigger stop before delete on t when old.x = 2 begin select raise(abort, 'stopped'); end");
  EXPECT_FALSE(Downgrade().ok());
  db_.Run("drop trigger stop");
  const Report report = sqlite::Upgrade(db_.get(), newer_.table());
  ASSERT_TRUE(report.ok()) << report.status.message();
  ASSERT_EQ(report.applied.size(), 2u);
  EXPECT_EQ(report.applied[0].direction, Direction::kDowngrade);
  EXPECT_EQ(db_.Ask("select x from t"), "1 2");
}

TEST_F(UntransactedStored, IsNotUndoneTogetherWithOthers) {
  const Report report = Downgrade(Transactions::kAllTogether);
  EXPECT_EQ(report.status.code(), StatusCode::kInvalidArgument) << report.status.message();
  EXPECT_EQ(db_.Ask("select x from t"), "1 2");
}

}  // namespace
}  // namespace instar
