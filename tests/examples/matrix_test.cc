// The example's history: from every revision to every other, with rows in every table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "chat_migrations.h"
#include "instar/sqlite.h"
#include "instar/verify.h"
#include "tests/runtime/catalog.h"
#include "tests/runtime/database.h"
#include "tests/runtime/dump.h"

namespace instar {
namespace {

constexpr int kRevisions = 14;
constexpr int kEncrypted = 13;  // the keys of the API, from this place on
constexpr int kRowsEach = 2;

// Parents first.
const std::vector<std::string>& Tables() {
  static const std::vector<std::string> tables = {"users",       "api_keys", "user_sessions", "sessions",
                                                  "delegations", "chats",    "messages"};
  return tables;
}

// What is written into columns of these names. The others keep their defaults.
std::map<std::string, std::string> Values(int place, int row) {
  const std::string mark = absl::StrFormat("p%d r%d", place, row);
  return {{"email", absl::StrFormat("'%s@example.com'", mark)},
          {"full_name", row == 0 ? "null" : absl::StrFormat("'%s O''Hara'", mark)},
          {"user_id", "(select max(id) from users)"},
          {"provider", row == 0 ? "'openai'" : "'anthropic'"},
          {"api_key", absl::StrFormat("'sk-%s'", mark)},
          {"name", absl::StrFormat("'key %s'", mark)},
          {"session_token", absl::StrFormat("'token %s'", mark)},
          {"ip_address", row == 0 ? "null" : "'::1'"},
          {"expires_at", row == 0 ? "null" : "'2030-01-01 00:00:00'"},
          {"owner_id", "(select max(id) from users)"},
          {"delegate_id", "(select min(id) from users)"},
          {"scope", absl::StrFormat("'%s'", mark)},
          {"title", absl::StrFormat("'chat %s'", mark)},
          {"chat_id", "(select max(id) from chats)"},
          {"content", absl::StrFormat("'it''s %s'", mark)}};
}

std::vector<std::string> WrittenColumns(Database& db, const std::string& table) {
  std::vector<std::string> columns;
  for (const auto& [column, value] : Values(0, 0)) {
    const std::string query =
        "select count(*) from pragma_table_info('" + table + "') where name = '" + column + "'";
    if (db.Ask(query) == "1") columns.push_back(column);
  }
  return columns;
}

void AddRows(Database& db, int place) {
  db.Run("pragma foreign_keys = on");
  for (const std::string& table : Tables()) {
    const std::vector<std::string> columns = WrittenColumns(db, table);
    if (columns.empty()) continue;
    for (int row = 0; row < kRowsEach; ++row) {
      std::string names;
      std::string values;
      for (const std::string& column : columns) {
        absl::StrAppend(&names, names.empty() ? "" : ", ", column);
        absl::StrAppend(&values, values.empty() ? "" : ", ", Values(place, row).at(column));
      }
      db.Run("insert into " + table + " (" + names + ") values (" + values + ")");
    }
  }
}

// A place is the number of revisions applied.
class Matrix : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    ids_ = {"base"};
    Database scratch;
    for (const AppliedRevision& applied : sqlite::Upgrade(scratch.get(), chat::migrations()).applied) {
      ids_.push_back(applied.revision);
    }
    ASSERT_EQ(ids_.size(), kRevisions + 1u);
    for (int place = 0; place <= kRevisions; ++place) MakeDatabaseAt(place);
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string FileAt(int place) { return folder_->File(absl::StrFormat("at_%d.db", place)); }

  // Rows that came at each revision before, and went on with it.
  static void MakeDatabaseAt(int place) {
    const std::string path = FileAt(place);
    if (place > 0) CopyDatabase(FileAt(place - 1), path);
    Database db(path);
    db.Run("pragma synchronous = off");
    EXPECT_TRUE(Move(db, std::max(place - 1, 0), place).ok());
    AddRows(db, place);
    Database fresh;
    EXPECT_TRUE(Move(fresh, 0, place).ok());
    catalogs_.push_back(CatalogOf(fresh));
  }

  // The key of the encrypted column lies beside it.
  static void CopyDatabase(const std::string& from, const std::string& to) {
    for (const char* part : {"", ".key"}) {
      std::filesystem::remove(to + part);
      if (std::filesystem::exists(from + part)) std::filesystem::copy_file(from + part, to + part);
    }
  }

  static Report Move(Database& db, int from, int to) {
    Options options;
    options.target = ids_[static_cast<std::size_t>(to)];
    return from <= to ? sqlite::Upgrade(db.get(), chat::migrations(), options)
                      : sqlite::Downgrade(db.get(), chat::migrations(), options);
  }

  static void ExpectAt(Database& db, int place) {
    EXPECT_EQ(CatalogOf(db), catalogs_[static_cast<std::size_t>(place)]);
    EXPECT_EQ(Damage(db.get()), "");
    const sqlite::Verification found = sqlite::Verify(db.get(), chat::migrations());
    EXPECT_EQ(found.Text(), "");
    EXPECT_EQ(found.pending, static_cast<std::size_t>(kRevisions - place));
    EXPECT_EQ(found.revisions, place == 0 ? std::vector<std::string>()
                                          : std::vector<std::string>{ids_[static_cast<std::size_t>(place)]});
    if (place == 0) {
      EXPECT_EQ(db.Ask("pragma user_version"), "0");
    } else {
      EXPECT_EQ(db.Ask("select revision from instar_version"), ids_[static_cast<std::size_t>(place)]);
    }
  }

  // What was written and is in both schemas.
  static void ExpectRowsKept(Database& before, Database& after) {
    for (const std::string& table : Tables()) {
      const bool renamed = WrittenColumns(after, table).empty();
      const std::string other = !renamed ? table : table == "sessions" ? "user_sessions" : "sessions";
      if (renamed && !table.ends_with("sessions")) continue;
      std::string columns = "id";
      for (const std::string& column : WrittenColumns(before, table)) {
        for (const std::string& kept : WrittenColumns(after, other)) {
          if (column == kept) columns += ", " + column;
        }
      }
      if (columns == "id") continue;
      EXPECT_EQ(after.Ask("select " + columns + " from " + other + " order by id"),
                before.Ask("select " + columns + " from " + table + " order by id"));
    }
  }

  static TemporaryFolder* folder_;
  static std::vector<std::string> ids_;  // by place
  static std::vector<std::string> catalogs_;
};

TemporaryFolder* Matrix::folder_ = nullptr;
std::vector<std::string> Matrix::ids_;
std::vector<std::string> Matrix::catalogs_;

TEST_F(Matrix, EveryRevisionToEveryOther) {
  int pairs = 0;
  for (int from = 0; from <= kRevisions; ++from) {
    for (int to = 0; to <= kRevisions; ++to, ++pairs) {
      SCOPED_TRACE(absl::StrFormat("from place %d to %d", from, to));
      const std::string path = folder_->File("moving.db");
      CopyDatabase(FileAt(from), path);
      Database before(FileAt(from));
      Database db(path);
      db.Run("pragma synchronous = off");
      ExpectAt(db, from);
      const Report report = Move(db, from, to);
      ASSERT_TRUE(report.ok()) << report.status.message();
      EXPECT_EQ(report.applied.size(), static_cast<std::size_t>(std::abs(from - to)));
      ExpectAt(db, to);
      ExpectRowsKept(before, db);
      if (from >= kEncrypted && to > 0 && to < kEncrypted) {
        EXPECT_EQ(db.Ask("select count(*) from api_keys where api_key like 'sk-p%'"),
                  std::to_string((kEncrypted - 1) * kRowsEach));
      }
    }
  }
  EXPECT_EQ(pairs, (kRevisions + 1) * (kRevisions + 1));
}

// A detour leaves no trace but in the history: the schema is the same, and the rows that both know.
TEST_F(Matrix, ThereAndBackAgain) {
  for (int from = 0; from <= kRevisions; ++from) {
    for (int to = 0; to <= kRevisions; ++to) {
      SCOPED_TRACE(absl::StrFormat("from place %d to %d and back", from, to));
      const std::string path = folder_->File("moving.db");
      CopyDatabase(FileAt(from), path);
      Database db(path);
      db.Run("pragma synchronous = off");
      ASSERT_TRUE(Move(db, from, to).ok());
      const Report report = Move(db, to, from);
      ASSERT_TRUE(report.ok()) << report.status.message();
      ExpectAt(db, from);
    }
  }
}

}  // namespace
}  // namespace instar
