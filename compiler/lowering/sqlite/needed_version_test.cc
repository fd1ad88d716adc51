#include "compiler/lowering/sqlite/needed_version.h"

#include <gtest/gtest.h>

namespace instar::compiler::sqlite {
namespace {

TEST(NeededVersion, OfWhatIsOldIsNothing) {
  EXPECT_EQ(NeededVersion("CREATE TABLE t (id INTEGER PRIMARY KEY, strict TEXT, \"filter\" TEXT, iif TEXT)"),
            0);
  EXPECT_EQ(NeededVersion("insert into t (a) select b from u where c = 'right join' -- full join"), 0);
  EXPECT_EQ(NeededVersion("update t set a = (select b from u)"), 0);
  EXPECT_EQ(NeededVersion("update t set a = 1 - 2 where b > 3 and c -1 > 2"), 0);
  EXPECT_EQ(NeededVersion("alter table t rename column returning to b"), 0);
  EXPECT_EQ(NeededVersion("create table if not exists t (a)"), 0);
  EXPECT_EQ(NeededVersion(""), 0);
}

TEST(NeededVersion, OfTables) {
  EXPECT_EQ(NeededVersion("CREATE TABLE t (a TEXT) STRICT"), 3037000);
  EXPECT_EQ(NeededVersion("CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID, STRICT"), 3037000);
  EXPECT_EQ(NeededVersion("CREATE TABLE t (a TEXT, b TEXT GENERATED ALWAYS AS (a) STORED)"), 3031000);
  EXPECT_EQ(NeededVersion("ALTER TABLE t DROP COLUMN a"), 3035000);
}

TEST(NeededVersion, OfExpressionsTheNewest) {
  EXPECT_EQ(NeededVersion("create index i on t (iif(a, b, c))"), 3032000);
  EXPECT_EQ(NeededVersion("update t set a = b ->> '$.x'"), 3038000);
  EXPECT_EQ(NeededVersion("update t set a = iif(b is not distinct from c, 1, 2)"), 3039000);
  EXPECT_EQ(NeededVersion("create view v as select Concat_WS(',', a, b) from t full outer join u"), 3044000);
}

TEST(NeededVersion, OfStatementsThatChangeRows) {
  EXPECT_EQ(NeededVersion("delete from t where a returning b"), 3035000);
  EXPECT_EQ(NeededVersion("update t set a = u.a from u where u.id = t.id"), 3033000);
  EXPECT_EQ(NeededVersion("with n as materialized (select 1) insert into t (a) select * from n"), 3035000);
  EXPECT_EQ(NeededVersion("insert into t (a) select 1 from u on conflict do update set a = 2"), 0);
}

}  // namespace
}  // namespace instar::compiler::sqlite
