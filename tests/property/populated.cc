#include "tests/property/populated.h"

#include <functional>
#include <memory>
#include <string>

#include "instar/sqlite.h"
#include "tests/property/generate.h"
#include "tests/property/rows.h"

namespace instar::compiler::property {

bool Populated::Build(const History& history, std::uint64_t seed, std::uint32_t minimum_version) {
  const std::unique_ptr<Compiled> compiled = Compile(history, minimum_version);
  if (!compiled->ok()) return false;
  const instar::Table table = compiled->table().table();
  Effects effects;
  for (const RandomRevision& revision : history) {
    // The same rows wherever the revision stands, so that a smaller history fails in the same way.
    Random random(seed ^ std::hash<std::string>()(revision.id));
    AddRows(&random, db_.get(), model_);
    if (!Apply(revision, &model_, &effects)) return false;
    instar::Options options;
    options.target = revision.id;
    if (sqlite::Upgrade(db_.get(), table, options).ok()) continue;
    DeleteRows(db_.get());
    if (!sqlite::Upgrade(db_.get(), table, options).ok()) return false;
  }
  Random random(seed);
  AddRows(&random, db_.get(), model_);
  return true;
}

}  // namespace instar::compiler::property
