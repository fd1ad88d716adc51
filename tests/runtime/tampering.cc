#include "tests/runtime/tampering.h"

#include <sqlite3.h>

#include <fstream>
#include <iterator>

#include "tests/runtime/database.h"

namespace instar {

const std::vector<std::string>& TamperingValues() {
  static const std::vector<std::string> values = {"NULL",
                                                  "0",
                                                  "1",
                                                  "2",
                                                  "-1",
                                                  "7",
                                                  "1.5",
                                                  "9e999",
                                                  "9223372036854775807",
                                                  "-9223372036854775808",
                                                  "''",
                                                  "'x'",
                                                  "'1'",
                                                  "'main'",
                                                  "'MAIN'",
                                                  "'other'",
                                                  "'r00000'",
                                                  "'r00001'",
                                                  "'r00003'",
                                                  "'R00001'",
                                                  "'r00001 '",
                                                  "'r00002,r00000'",
                                                  "';'",
                                                  "';r00001'",
                                                  "'upgrade'",
                                                  "'downgrade'",
                                                  "'stamp'",
                                                  "'unstamp'",
                                                  "'purge'",
                                                  "'2025-01-01T00:00:00.000Z'",
                                                  "x''",
                                                  "x'00'",
                                                  "x'6d61696e'",
                                                  "zeroblob(3000000)",
                                                  "cast(x'7230303030310078' as text)",
                                                  "cast(x'fffec0' as text)",
                                                  "printf('%.*c', 2000000, 'x')",
                                                  "printf('%.*c', 300, 'a')",
                                                  "lower(hex(zeroblob(32)))",
                                                  "lower(hex(zeroblob(31)))",
                                                  "upper(hex(zeroblob(32)))",
                                                  "substr(hex(randomblob(64)), 1, 64)",
                                                  "'one'"};
  return values;
}

bool IsDecentText(const std::string& value) {
  const bool text = value[0] == '\'' || value.find("as text") != std::string::npos ||
                    value.find("hex(") != std::string::npos || value.find("300,") != std::string::npos;
  return text && value.find("2000000") == std::string::npos;
}

bool RunUnchecked(const std::string& path, const std::string& sql) {
  Database db(path);
  db.Run("pragma synchronous = off");
  // A change of the schema's version makes the connection read the text anew.
  db.Run(
      "create temp table saved as select name as n, sql as s from main.sqlite_schema;"
      "pragma writable_schema = on;"
      "update main.sqlite_schema set sql = 'CREATE TABLE instar_version (format, stream, revision, "
      "chain_hash, PRIMARY KEY (stream, revision))' where name = 'instar_version';"
      "update main.sqlite_schema set sql = 'CREATE TABLE instar_history (id INTEGER PRIMARY KEY, stream, "
      "revision, parents, action, meaning_hash, downgrade, compatible, reason, started_at, duration, "
      "program)' where name = 'instar_history';"
      "update main.sqlite_schema set sql = 'CREATE TABLE instar_journal (format, stream, step, revision, "
      "chain_hash, action, statement, state, started_at, program, PRIMARY KEY (stream, step))' "
      "where name = 'instar_journal'; pragma schema_version = 1000");
  const bool done = sqlite3_exec(db.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  db.Run(
      "update main.sqlite_schema set sql = (select s from temp.saved where n = name);"
      "pragma schema_version = 1001; pragma writable_schema = off");
  return done;
}

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace instar
