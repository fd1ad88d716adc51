// Prints SQL whose names the compiler checks.
#include <cstdio>
#include <string>
#include <string_view>

#include "shop_migrations_schema.h"

namespace users = shop::schema::users;

// Known at compile time, by either kind of string.
constexpr const char* kTable = users::table;
static_assert(std::string_view(users::mail) == "mail");

int main() {
  const std::string sql = std::string("select ") + users::mail + " from " + kTable;
  std::printf("%s\n", sql.c_str());
}
