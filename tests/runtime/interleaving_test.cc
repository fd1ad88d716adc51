// Two processes on one file, of which the other works whenever the first one begins a statement: whatever it
// does in between, nobody takes it for damage or for something that was changed by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "instar/sqlite.h"
#include "instar/verify.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

// Revision by revision, and one that is committed step by step.
std::vector<std::string> Texts() {
  return {
      "revision r0; revises base; upgrade { create table a (x integer); } downgrade { drop table a; }",
      "revision r1; revises r0; transaction none;\n"
      "upgrade { create table b (x integer); insert into a (x) values (1); create table c (x integer); }\n"
      "downgrade { drop table c; delete from a; drop table b; }",
      "revision r2; revises r1; upgrade { create table d (x integer); } downgrade { drop table d; }",
      "revision r3; revises r2; transaction none;\n"
      "upgrade { create table e (x integer); insert into a (x) values (3); create table f (x integer); }\n"
      "downgrade { drop table f; delete from a where x = 3; drop table e; }"};
}

Options To(const std::string& target) {
  Options options;
  options.target = target;
  options.lock_timeout_ms = 0;
  return options;
}

using Action = std::function<Status(sqlite3* db, const Table& table)>;

struct NamedAction {
  const char* name;
  Action run;
};

// Stops in the middle of a revision that is committed step by step.
Status UpgradeHalfWay(sqlite3* db, const Table& table) {
  Options options = To("r3");
  options.progress = [](const Progress& now) {
    return now.revision == "r3" && now.step_index == 2 ? ProgressResult::kCancel : ProgressResult::kContinue;
  };
  Status status = sqlite::Upgrade(db, table, options).status;
  return status.code() == StatusCode::kCancelled ? OkStatus() : status;
}

const std::vector<NamedAction>& Actions() {
  static const std::vector<NamedAction> actions = {
      {"up", [](sqlite3* db, const Table& table) { return sqlite::Upgrade(db, table, To("heads")).status; }},
      {"down",
       [](sqlite3* db, const Table& table) { return sqlite::Downgrade(db, table, To("base")).status; }},
      {"half_up", UpgradeHalfWay},
      {"inspect",
       [](sqlite3* db, const Table& table) { return sqlite::Inspect(db, table, To("heads")).status; }},
      {"verify", [](sqlite3* db, const Table& table) { return sqlite::Verify(db, table, To("")).status; }}};
  return actions;
}

// What is right where another one is at work.
bool IsNoAlarm(StatusCode code) {
  return code == StatusCode::kOk || code == StatusCode::kBusy || code == StatusCode::kInvalidTarget ||
         code == StatusCode::kInterrupted;
}

struct Case {
  const char* journal_mode;
  const char* start;
};

class Interleaving : public testing::TestWithParam<Case> {
 protected:
  Interleaving() : history_(Texts(), History::Lowering::kUnderstood) {
    {
      Database db(start_);
      EXPECT_EQ(db.Ask(std::string("pragma journal_mode = ") + GetParam().journal_mode),
                GetParam().journal_mode);
    }
    // Instar's tables are there already, the journal too.
    EXPECT_TRUE(sqlite::Upgrade(start_, history_.table(), To("r1")).ok());
    const Report report = std::string(GetParam().start) == "base"
                              ? sqlite::Downgrade(start_, history_.table(), To("base"))
                              : sqlite::Upgrade(start_, history_.table(), To(GetParam().start));
    EXPECT_TRUE(report.ok()) << report.status.message();
  }

  struct Other {
    Database* db;
    const Table* table;
    const NamedAction* action;
    std::size_t at;
    std::size_t statements = 0;
    Status status;
  };

  static int OnStatement(unsigned /*type*/, void* context, void* /*statement*/, void* /*text*/) {
    auto& other = *static_cast<Other*>(context);
    if (other.statements++ == other.at) other.status = other.action->run(other.db->get(), *other.table);
    return 0;
  }

  // Gives whether the first one began so many statements.
  bool Run(const NamedAction& first, const NamedAction& second, std::size_t at) {
    for (const char* part : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(path_ + part);
    std::filesystem::copy_file(start_, path_);
    Database db(path_);
    Database other_db(path_);
    db.Run("pragma synchronous = off");
    other_db.Run("pragma synchronous = off");
    Other other{&other_db, &history_.table(), &second, at, 0, {}};
    sqlite3_trace_v2(db.get(), SQLITE_TRACE_STMT, &Interleaving::OnStatement, &other);
    const Status status = first.run(db.get(), history_.table());
    sqlite3_trace_v2(db.get(), 0, nullptr, nullptr);
    EXPECT_TRUE(IsNoAlarm(status.code())) << status.message();
    EXPECT_TRUE(IsNoAlarm(other.status.code())) << "the other: " << other.status.message();
    EXPECT_EQ(Damage(db.get()), "");
    const Report report = sqlite::Upgrade(db.get(), history_.table());
    EXPECT_TRUE(report.ok()) << report.status.message();
    EXPECT_EQ(db.Ask("select x from a"), "1 3");
    EXPECT_EQ(sqlite::Verify(db.get(), history_.table()).Text(), "");
    return other.statements > at;
  }

  const History history_;
  const TemporaryFolder folder_;
  const std::string start_ = folder_.File("start.db");
  const std::string path_ = folder_.File("shared.db");
};

TEST_P(Interleaving, TheOtherWorksAtEachStatement) {
  std::size_t places = 0;
  for (const NamedAction& first : Actions()) {
    for (const NamedAction& second : Actions()) {
      for (std::size_t at = 0; !HasFailure() && Run(first, second, at); ++at) ++places;
      ASSERT_FALSE(HasFailure()) << first.name << ", and " << second.name << " in between";
    }
  }
  std::printf("%zu places\n", places);
  EXPECT_GT(places, 300u);
}

INSTANTIATE_TEST_SUITE_P(All, Interleaving,
                         testing::Values(Case{"wal", "base"}, Case{"wal", "r1"}, Case{"wal", "r3"},
                                         Case{"delete", "r1"}),
                         [](const auto& of) {
                           return std::string(of.param.journal_mode) + "_" + of.param.start;
                         });

}  // namespace
}  // namespace instar
