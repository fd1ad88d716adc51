// The C++ steps of revision add_encrypted_api_keys. Old pages of the file may hold plain keys until a VACUUM.
#include <instar/sqlite.h>
#include <sqlite3.h>

#include <optional>
#include <string>
#include <string_view>

#include "chat_migrations.h"
#include "sealed_text.h"
#include "secret_key.h"

namespace chat {
namespace {

std::string_view TextOf(sqlite3_value* value) {
  // The bytes before their number: asking for them may convert the value.
  const void* bytes = sqlite3_value_blob(value);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// The key is only asked for where there is something to convert, and once. Null, and the statement fails,
// when there is none.
const SecretKey* FindKey(sqlite3_context* context) {
  auto* key = static_cast<std::optional<SecretKey>*>(sqlite3_user_data(context));
  if (*key) return &**key;
  const char* path = sqlite3_db_filename(sqlite3_context_db_handle(context), "main");
  *key = KeyOf(path == nullptr ? "" : path);
  if (*key) return &**key;
  sqlite3_result_error(context, "the key file beside the database cannot be made or read", -1);
  return nullptr;
}

void SealInSql(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const SecretKey* key = FindKey(context);
  if (key == nullptr) return;
  const std::optional<std::string> sealed = Seal(*key, TextOf(values[0]));
  if (!sealed) return sqlite3_result_error(context, "OpenSSL cannot encrypt", -1);
  sqlite3_result_blob64(context, sealed->data(), sealed->size(), SQLITE_TRANSIENT);
}

void OpenInSql(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const SecretKey* key = FindKey(context);
  if (key == nullptr) return;
  const std::optional<std::string> text = Open(*key, TextOf(values[0]));
  if (!text) return sqlite3_result_error(context, "an API key was encrypted with another key file", -1);
  sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

using SqlFunction = void (*)(sqlite3_context*, int, sqlite3_value**);

// Runs one statement that may call `function` by the name `convert`.
instar::Status RunWith(SqlFunction function, const char* sql, instar::Step& step) {
  sqlite3* db = instar::sqlite::Handle(step);
  std::optional<SecretKey> key;
  int code = sqlite3_create_function(db, "convert", 1, SQLITE_UTF8, &key, function, nullptr, nullptr);
  if (code == SQLITE_OK) code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  instar::Status status;
  if (code != SQLITE_OK) status = {instar::StatusCode::kStepFailed, sqlite3_errmsg(db)};
  sqlite3_create_function(db, "convert", 1, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr);
  return status;
}

}  // namespace

instar::Status EncryptApiKeys(instar::Step& step) {
  return RunWith(SealInSql, "update api_keys set encrypted_key = convert(api_key)", step);
}

instar::Status DecryptApiKeys(instar::Step& step) {
  return RunWith(OpenInSql,
                 "update api_keys set api_key = convert(encrypted_key) where encrypted_key is not null",
                 step);
}

}  // namespace chat
