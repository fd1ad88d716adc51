// Somebody who knows SQL and not Instar lets it loose on Instar's tables. Whatever they have become: either
// the upgrade refuses and the file stays as it is, or it does exactly what it would have done.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "absl/strings/str_cat.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Attacker {
 public:
  explicit Attacker(unsigned seed) : random_(seed) {}

  std::string Statement() {
    const std::string table = OneOf({"instar_version", "instar_history"});
    const std::string other = table == "instar_version" ? "instar_history" : "instar_version";
    switch (Number(14)) {
      case 0:
        return absl::StrCat("delete from ", table, Where(table));
      case 1:
        return absl::StrCat("insert or ", OneOf({"replace", "ignore"}), " into ", table, " select ",
                            Values(table), " from ", table, Where(table));
      case 2:
        return absl::StrCat("alter table ", table, " add column ", Name(), " ",
                            OneOf({"", "text", "blob", "default 1"}));
      case 3:
        return absl::StrCat("alter table ", table, " drop column ", Column(table));
      case 4:
        return absl::StrCat("alter table ", table, " rename column ", Column(table), " to ", Name());
      case 5:
        return absl::StrCat(
            "create ", OneOf({"", "temp"}), " trigger ", Name(), " ", OneOf({"before", "after"}), " ",
            OneOf({"insert", "update", "delete"}), " on main.", table, " begin ",
            OneOf({"select raise(ignore)", "select raise(abort, 'no')", absl::StrCat("delete from ", other),
                   absl::StrCat("update ", other, " set ", Column(other), " = ", Value())}),
            "; end");
      case 6:
        return absl::StrCat("create ", OneOf({"", "unique"}), " index ", Name(), " on ", table, " (",
                            Column(table), ")");
      case 7:
        return absl::StrCat("alter table ", table, " rename to ", Name());
      case 8:
        return absl::StrCat("create ", OneOf({"view", "table", "temp table", "temp view"}), " ", table,
                            " as select * from ", OneOf({Name(), other}));
      case 9:
        return absl::StrCat("pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '",
                            OneOf({"NOT NULL", "TEXT", "INTEGER", "PRIMARY KEY", "(", ")", " "}), "', '",
                            OneOf({"", "UNIQUE", "ANY", "  ", "CHECK (1)"}), "') where name = '", table,
                            "'; pragma schema_version = ", Number(100000));
      default:
        return absl::StrCat("update or ", OneOf({"replace", "ignore", "abort"}), " ", table, " set ",
                            Column(table), " = ", Value(), Where(table));
    }
  }
  int Number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

 private:
  std::string OneOf(const std::vector<std::string>& texts) {
    return texts[static_cast<std::size_t>(Number(static_cast<int>(texts.size())))];
  }
  std::string Name() {
    return OneOf(
        {"a", "b", "format", "stream", "id", "instar_version", "instar_history", "INSTAR_VERSION", "t00000"});
  }
  std::string Column(const std::string& table) {
    return table == "instar_version"
               ? OneOf({"format", "stream", "revision", "chain_hash", "rowid"})
               : OneOf({"id", "stream", "revision", "parents", "action", "meaning_hash", "downgrade",
                        "compatible", "started_at", "duration", "program"});
  }
  std::string Value() {
    return OneOf({"NULL",
                  "0",
                  "1",
                  "-1",
                  "2.5",
                  "random()",
                  "randomblob(10)",
                  "hex(randomblob(32))",
                  "lower(hex(randomblob(32)))",
                  "zeroblob(2000000)",
                  "''",
                  "'r00000'",
                  "'r00001'",
                  "'r00002'",
                  "'r00003'",
                  "'main'",
                  "'stamp'",
                  "'downgrade'",
                  "'purge'",
                  "x'72003030'",
                  "char(0)",
                  "char(55296)",
                  "cast(x'ff' as text)",
                  "rowid",
                  "rowid + 1",
                  "-rowid",
                  "typeof(rowid)",
                  "printf('%.*c', 1048577, 'x')",
                  "9223372036854775807",
                  "stream || ''",
                  "upper(stream)"});
  }
  std::string Where(const std::string& table) {
    return OneOf({"", " where rowid = 1", " where rowid = 2",
                  absl::StrCat(" where ", Column(table), " = ", Value()), " where random() % 2"});
  }
  std::string Values(const std::string& table) {
    std::string values;
    for (const char* column :
         table == "instar_version"
             ? std::vector<const char*>{"format", "stream", "revision", "chain_hash"}
             : std::vector<const char*>{"id + 1", "stream", "revision", "parents", "action", "meaning_hash",
                                        "downgrade", "compatible", "started_at", "duration", "program"}) {
      absl::StrAppend(&values, values.empty() ? "" : ", ", Number(4) == 0 ? Value() : column);
    }
    return values;
  }

  std::mt19937 random_;
};

TEST(TamperAttack, RefusedOrRight) {
  const char* wish = std::getenv("INSTAR_TAMPER_ROUNDS");
  const int rounds = wish == nullptr ? 400 : std::atoi(wish);
  const History line(LineOfTables(4));
  const TemporaryFolder folder;
  const std::string path = folder.File("db");
  Options halfway;
  halfway.target = "r00001";
  ASSERT_TRUE(sqlite::Upgrade(path, line.table(), halfway).ok());
  const std::string original = BytesOf(path);
  std::string right;
  {
    Database db;
    ASSERT_TRUE(sqlite::Upgrade(db.get(), line.table()).ok());
    right = db.Schema() + db.Ask("select * from instar_version");
  }

  int refused = 0;
  int done = 0;
  for (int round = 0; round < rounds; ++round) {
    std::ofstream(path, std::ios::binary) << original;
    Attacker attacker(static_cast<unsigned>(round));
    std::string said;
    Database db(path);
    db.Run("pragma synchronous = off");
    for (int left = 1 + attacker.Number(4); left > 0; --left) {
      const std::string sql = attacker.Statement();
      const bool took = sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
      absl::StrAppend(&said, took ? "+ " : "- ", sql, "\n");
    }
    const std::string before = BytesOf(path);
    const int changes = sqlite3_total_changes(db.get());
    const Report report = sqlite::Upgrade(db.get(), line.table());
    if (report.ok()) {
      ++done;
      EXPECT_EQ(report.applied.size(), 2u) << said;
      EXPECT_TRUE(db.Schema() + db.Ask("select * from main.instar_version where stream = 'main'") == right)
          << said;
      EXPECT_EQ(sqlite::Inspect(db.get(), line.table()).kind, StateKind::kAtHead) << said;
    } else {
      ++refused;
      EXPECT_FALSE(report.status.message().empty()) << said;
      EXPECT_TRUE(report.applied.empty()) << said << report.status.message();
      EXPECT_TRUE(BytesOf(path) == before) << said << report.status.message();
      EXPECT_NE(sqlite3_get_autocommit(db.get()), 0) << said;
      // With a trigger of the connection's own in between, the writing may begin and is rolled back.
      if (said.find("temp trigger") == std::string::npos) {
        EXPECT_EQ(sqlite3_total_changes(db.get()), changes) << said << report.status.message();
      }
    }
    if (HasFailure()) FAIL() << "round " << round;
  }
  EXPECT_GT(refused, rounds / 4);
  EXPECT_GT(done, rounds / 20);
}

}  // namespace
}  // namespace instar
