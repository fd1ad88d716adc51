// Somebody who knows SQL and not Instar lets it loose on Instar's tables. Whatever they have become: an
// operation refuses and the file stays as it is, or it does exactly what it would have done.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "absl/strings/str_cat.h"
#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"
#include "tests/runtime/tampering.h"

namespace instar {
namespace {

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
                        "compatible", "reason", "started_at", "duration", "program"});
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
                                        "downgrade", "compatible", "reason", "started_at", "duration",
                                        "program"}) {
      absl::StrAppend(&values, values.empty() ? "" : ", ", Number(4) == 0 ? Value() : column);
    }
    return values;
  }

  std::mt19937 random_;
};

// Something that a program or a person may do with the database.
struct Action {
  const char* name;
  Report (*run)(sqlite3* db, const Table& table);
};

Options To(const char* target, bool purge = false) {
  Options options;
  options.target = target;
  options.purge = purge;
  return options;
}

const Action kActions[] = {
    {"upgrade", [](sqlite3* db, const Table& table) { return sqlite::Upgrade(db, table); }},
    {"downgrade", [](sqlite3* db, const Table& table) { return sqlite::Downgrade(db, table, To("base")); }},
    {"stamp", [](sqlite3* db, const Table& table) { return sqlite::Stamp(db, table, To("heads")); }},
    {"purge", [](sqlite3* db, const Table& table) { return sqlite::Stamp(db, table, To("heads", true)); }},
};

// Two branches, a dependency across, a merge; the database is half way on both.
const std::vector<std::string>& Branches() {
  static const std::vector<std::string> migrations = {
      "revision r00000; revises base; upgrade { create table t00000 (id integer primary key, x text); }\n"
      "downgrade { drop table t00000; }",
      "revision r00001; revises r00000; label left; upgrade { create table t00001 (id integer primary key); "
      "}\n"
      "downgrade { drop table t00001; }",
      "revision r00002; revises r00000; depends on r00001; label right;\n"
      "upgrade { alter table t00000 add column y text; } downgrade { alter table t00000 drop column y; }",
      "revision r00003; revises r00001; upgrade { alter table t00001 add column z text; }\n"
      "downgrade { alter table t00001 drop column z; }",
      "revision together; revises r00002, r00003; upgrade { create index ix on t00000 (y); }\n"
      "downgrade { drop index ix; }"};
  return migrations;
}

class TamperAttack : public testing::Test {
 protected:
  TamperAttack() : history_(Branches()), path_(folder_.File("db")) {
    for (const char* target : {"r00002", "r00003"}) {
      EXPECT_TRUE(sqlite::Upgrade(path_, history_.table(), To(target)).ok());
    }
    original_ = BytesOf(path_);
    for (const Action& action : kActions) {
      Restore();
      Database db(path_);
      EXPECT_TRUE(action.run(db.get(), history_.table()).ok());
      right_.push_back(Outcome(db));
    }
  }

  void Restore() { std::ofstream(path_, std::ios::binary) << original_; }
  static std::string Outcome(Database& db) {
    return db.Ask("select name, sql from main.sqlite_schema where tbl_name like 't0000%' order by name") +
           db.Ask("select revision, chain_hash from main.instar_version where stream = 'main'");
  }
  // True when the action was done.
  bool Attack(unsigned seed) {
    Restore();
    Attacker attacker(seed);
    const int chosen = attacker.Number(4);
    const Action& action = kActions[chosen];
    std::string said = absl::StrCat("seed ", seed, ", ", action.name, "\n");
    Database db(path_);
    db.Run("pragma synchronous = off");
    for (int left = 1 + attacker.Number(4); left > 0; --left) {
      const std::string sql = attacker.Statement();
      const bool took = sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
      absl::StrAppend(&said, took ? "+ " : "- ", sql, "\n");
    }
    const std::string before = BytesOf(path_);
    const Report report = action.run(db.get(), history_.table());
    absl::StrAppend(&said, report.status.message());
    EXPECT_NE(sqlite3_get_autocommit(db.get()), 0) << said;
    if (report.ok()) {
      EXPECT_EQ(Outcome(db), right_[chosen]) << said;
      const State state = sqlite::Inspect(db.get(), history_.table());
      EXPECT_TRUE(state.ok()) << said << state.status.message();
    } else {
      EXPECT_FALSE(report.status.message().empty()) << said;
      EXPECT_TRUE(report.applied.empty()) << said;
      EXPECT_TRUE(BytesOf(path_) == before) << said;
    }
    return report.ok();
  }

  const History history_;
  const TemporaryFolder folder_;
  const std::string path_;
  std::string original_;
  std::vector<std::string> right_;
};

TEST_F(TamperAttack, IsRefusedOrDoesNotMatter) {
  const char* wish = std::getenv("INSTAR_TAMPER_ROUNDS");
  const int rounds = wish == nullptr ? 400 : std::atoi(wish);
  int done = 0;
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    done += Attack(static_cast<unsigned>(round)) ? 1 : 0;
  }
  EXPECT_GT(done, rounds / 20);
  EXPECT_LT(done, rounds / 2);
}

}  // namespace
}  // namespace instar
