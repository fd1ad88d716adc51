// Migrates an in-memory database and prints the revisions that were applied.
#include <instar/sqlite.h>

#include <cstdio>

#include "shop_migrations.h"

int main() {
  const instar::Report report = instar::sqlite::Upgrade(":memory:", shop::database::migrations());
  for (const instar::AppliedRevision& applied : report.applied) std::printf("%s\n", applied.revision.c_str());
  if (report.ok()) return 0;
  std::fprintf(stderr, "%s\n", report.status.message().c_str());
  return 1;
}
