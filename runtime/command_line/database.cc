#include "runtime/command_line/database.h"

#include "runtime/message.h"

namespace instar::command_line {
namespace {

struct Driver {
  const char* scheme;
  Status (*open)(const DatabaseUrl& url, std::unique_ptr<Database>* database);
};

constexpr Driver kDrivers[] = {{"sqlite", OpenSqliteDatabase}};

}  // namespace

Status OpenDatabase(const DatabaseUrl& url, std::unique_ptr<Database>* database) {
  for (const Driver& driver : kDrivers) {
    if (url.scheme == driver.scheme) return driver.open(url, database);
  }
  return StatusOf(StatusCode::kCannotOpen,
                  "cannot open '%': this program has no driver for %; it has one for sqlite",
                  {url.text, url.scheme});
}

}  // namespace instar::command_line
