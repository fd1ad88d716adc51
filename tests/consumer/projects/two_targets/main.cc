// Prints the ids of two histories that were compiled from the same files.
#include <cstdint>
#include <cstdio>
#include <string>

#include "audit_migrations.h"
#include "shop_migrations.h"

void Print(const char* name, const instar::Table& table) {
  for (std::uint32_t r = 0; r < table.revision_count; ++r) {
    std::printf("%s %s\n", name, std::string(table.id(r)).c_str());
  }
}

int main() {
  Print("shop", shop_migrations::migrations());
  Print("audit", audit::log::migrations());
}
