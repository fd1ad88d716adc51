// C++ steps that write through blob handles, of which SQLite asks no authorizer.
#include <gtest/gtest.h>

#include <string>

#include "instar/sqlite.h"
#include "tests/runtime/database.h"
#include "tests/runtime/history.h"

namespace instar {
namespace {

const std::vector<std::string>& WithCall() {
  static const std::vector<std::string> migrations = {
      "revision a; revises base; upgrade { create table a (id integer primary key, x blob unique, body "
      "blob); "
      "insert into a (id, x, body) values (1, 'x', zeroblob(4)); } downgrade { drop table a; }",
      "revision b; revises a; upgrade { call test::Step; } downgrade { call test::Step; }"};
  return migrations;
}

// The result code of SQLite's that is not SQLITE_OK, or that.
int WriteBlob(sqlite3* db, const char* table, const char* column, sqlite3_int64 rowid,
              std::string_view bytes) {
  sqlite3_blob* blob = nullptr;
  const int opened = sqlite3_blob_open(db, "main", table, column, rowid, 1, &blob);
  if (opened != SQLITE_OK) return opened;
  const int written = sqlite3_blob_write(blob, bytes.data(), static_cast<int>(bytes.size()), 0);
  const int closed = sqlite3_blob_close(blob);
  return written != SQLITE_OK ? written : closed;
}

TEST(BlobHandles, WriteInTheRevisionsTransaction) {
  History history(WithCall());
  for (const StepFunction function :
       {StepFunction([](Step& step) {
          EXPECT_EQ(WriteBlob(sqlite::Handle(step), "a", "body", 1, "abcd"), SQLITE_OK);
          return OkStatus();
        }),
        StepFunction([](Step& step) {
          EXPECT_EQ(WriteBlob(sqlite::Handle(step), "a", "body", 1, "abcd"), SQLITE_OK);
          return Status(StatusCode::kStepFailed, "after all");
        })}) {
    history.SetStep(function);
    Database db;
    const bool ok = sqlite::Upgrade(db.get(), history.table()).ok();
    EXPECT_EQ(db.Ask("select hex(body) from a"), ok ? "61626364" : "00000000");
    EXPECT_EQ(db.Ask("select revision from instar_version"), ok ? "b" : "a");
  }
}

// The disk was full, or a row in the way: there is no transaction any more that the writing could belong to.
TEST(BlobHandles, CommitNothingAfterSqliteHasRolledBack) {
  History history(WithCall());
  history.SetStep([](Step& step) {
    sqlite3* const db = sqlite::Handle(step);
    sqlite3_exec(db, "insert or rollback into a (x) values ('x')", nullptr, nullptr, nullptr);
    EXPECT_NE(WriteBlob(db, "a", "body", 1, "abcd"), SQLITE_OK);
    return OkStatus();
  });
  const TemporaryFolder folder;
  Database db(folder.File("a.db"));
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << report.status.message();
  EXPECT_NE(report.failure.reason.find("made SQLite roll the transaction back"), std::string::npos)
      << report.failure.reason;
  EXPECT_EQ(db.Ask("select hex(body) from a"), "00000000");
  EXPECT_EQ(db.Ask("select revision from instar_version"), "a");
  // Afterwards the caller's own are committed again.
  EXPECT_EQ(WriteBlob(db.get(), "a", "body", 1, "abcd"), SQLITE_OK);
  EXPECT_EQ(Database(folder.File("a.db")).Ask("select hex(body) from a"), "61626364");
}

// It would keep the commit waiting for itself.
TEST(BlobHandles, MayNotBeLeftOpen) {
  static sqlite3_blob* left;
  History history(WithCall());
  history.SetStep([](Step& step) {
    const int rc = sqlite3_blob_open(sqlite::Handle(step), "main", "a", "body", 1, 1, &left);
    return rc == SQLITE_OK ? OkStatus() : Status(StatusCode::kDatabaseError, "");
  });
  Database db;
  const Report report = sqlite::Upgrade(db.get(), history.table());
  EXPECT_EQ(report.status.code(), StatusCode::kStepFailed) << report.status.message();
  EXPECT_EQ(report.failure.reason,
            "the C++ step left a statement in progress, which must be finished, reset or closed: "
            "sqlite3_blob_open()");
  sqlite3_blob_close(left);
  // The caller's are in the way as well.
  ASSERT_EQ(sqlite3_blob_open(db.get(), "main", "a", "body", 1, 1, &left), SQLITE_OK);
  EXPECT_EQ(sqlite::Upgrade(db.get(), history.table()).status.code(), StatusCode::kInvalidArgument);
  sqlite3_blob_close(left);
}

// That it can is the limit of what a guard of statements sees; it is told from then on.
TEST(BlobHandles, WhatTheyChangeInInstarsTablesIsFoundByTheNextMigration) {
  History history(WithCall());
  history.SetStep([](Step& step) {
    EXPECT_EQ(WriteBlob(sqlite::Handle(step), "instar_version", "revision", 1, "x"), SQLITE_ERROR);
    EXPECT_EQ(WriteBlob(sqlite::Handle(step), "instar_history", "meaning_hash", 1, "0000"), SQLITE_OK);
    return OkStatus();
  });
  Database db;
  ASSERT_TRUE(sqlite::Upgrade(db.get(), history.table()).ok());
  Options options;
  options.target = "a";
  const Report report = sqlite::Downgrade(db.get(), history.table(), options);
  EXPECT_EQ(report.status.code(), StatusCode::kUnknownFormat) << report.status.message();
  EXPECT_EQ(db.Ask("select revision from instar_version"), "b");
}

}  // namespace
}  // namespace instar
