// Prints the ids of the compiled history in the order of application.
#include <cstdint>
#include <cstdio>
#include <string>

#include "shop_migrations.h"

int main() {
  const instar::Table& table = shop::migrations();
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    std::printf("%s\n", std::string(table.id(r)).c_str());
  }
}
