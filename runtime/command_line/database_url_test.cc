#include "runtime/command_line/database_url.h"

#include <gtest/gtest.h>

namespace instar::command_line {
namespace {

TEST(DatabaseUrl, NamesFiles) {
  const struct {
    const char* text;
    const char* path;
  } kCases[] = {
      {"chat.db", "chat.db"},
      {"data/chat.db", "data/chat.db"},
      {"/var/lib/chat.db", "/var/lib/chat.db"},
      {"sqlite:chat.db", "chat.db"},
      {"sqlite:/var/lib/chat.db", "/var/lib/chat.db"},
      {"sqlite:///var/lib/chat.db", "/var/lib/chat.db"},
      {"sqlite:////var/lib/chat.db", "/var/lib/chat.db"},
      {"SQLite:chat.db", "chat.db"},
      {"sqlite::memory:", ":memory:"},
      {"C:\\data\\chat.db", "C:\\data\\chat.db"},
      {"./a:b.db", "./a:b.db"},
      {"my chat.db", "my chat.db"},
      {"what?.db", "what?.db"},
  };
  for (const auto& one : kCases) {
    DatabaseUrl url;
    const Status status = ParseDatabaseUrl(one.text, &url);
    EXPECT_TRUE(status.ok()) << one.text << ": " << status.message();
    EXPECT_EQ(url.scheme, "sqlite") << one.text;
    EXPECT_EQ(url.path, one.path);
  }
}

TEST(DatabaseUrl, EveryWrongKindHasItsOwnMessage) {
  const struct {
    const char* text;
    const char* message;
  } kCases[] = {
      {"", "the database is empty"},
      {"sqlite:", "names no file; write sqlite:PATH"},
      {"sqlite://", "names no file; write sqlite:PATH, or sqlite:///ABSOLUTE/PATH"},
      {"sqlite:///", "names no file"},
      {"sqlite://chat.db", "names the host 'chat.db', but SQLite has files only; write sqlite:chat.db"},
      {"sqlite:chat.db?mode=ro", "has settings after '?'"},
      {"sqlite3:chat.db", "begins with 'sqlite3:'; write sqlite:"},
      {"sqlite+aiosqlite:///chat.db", "names a driver of another language, 'aiosqlite'; write sqlite:..."},
      {"postgresql+asyncpg://u@h/d", "names a driver of another language, 'asyncpg'; write postgresql:..."},
      {"postgres://u@h/d", "begins with 'postgres:'; write postgresql:"},
      {"file:chat.db", "is a URI of SQLite's own; write sqlite: and the path"},
      {"jdbc:sqlite:chat.db", "is a URL for Java; write what follows 'jdbc:'"},
      {"mysql://u@h/d", "is one that Instar has no driver for"},
      {"mysql+pymysql://u@h/d", "is one that Instar has no driver for"},
      {"http://example.com/x.db", "begins with 'http:', which is no kind of database; write sqlite:PATH"},
      {"sqlit:x.db", "which is no kind of database; did you mean 'sqlite'?"},
      {"postgreql://x", "did you mean 'postgresql'?"},
      {"notes:today.db", "or ./notes:today.db for a file of that name"},
      {"'sqlite:chat.db'", "has its quotes in it; remove them"},
      {"\"chat.db\"", "has its quotes in it; remove them"},
      {" chat.db", "has space before or after it"},
      {"chat.db\n", "has space before or after it"},
      {"data/", "is a folder; name a file in it"},
  };
  for (const auto& one : kCases) {
    DatabaseUrl url;
    const Status status = ParseDatabaseUrl(one.text, &url);
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << one.text;
    EXPECT_NE(status.message().find(one.message), std::string::npos) << one.text << ": " << status.message();
  }
  DatabaseUrl url;
  EXPECT_FALSE(ParseDatabaseUrl(std::string_view("a\0b", 3), &url).ok());
}

TEST(DatabaseUrl, PasswordsAreMasked) {
  EXPECT_EQ(WithoutPassword("postgresql://me:secret@host:5432/db"), "postgresql://me:***@host:5432/db");
  EXPECT_EQ(WithoutPassword("postgresql://me:se@cret@host/db"), "postgresql://me:***@host/db");
  EXPECT_EQ(WithoutPassword("postgresql://me@host/db"), "postgresql://me@host/db");
  EXPECT_EQ(WithoutPassword("postgresql://host:5432/a@b"), "postgresql://host:5432/a@b");
  EXPECT_EQ(WithoutPassword("chat.db"), "chat.db");
  DatabaseUrl url;
  EXPECT_EQ(ParseDatabaseUrl("postgres://me:secret@host/db", &url).message().find("secret"),
            std::string::npos);
}

}  // namespace
}  // namespace instar::command_line
