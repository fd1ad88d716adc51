// Planned statements as the blocks of a migration. Internal to this folder.
#ifndef INSTAR_COMPILER_MODELS_MIGRATION_TEXT_H_
#define INSTAR_COMPILER_MODELS_MIGRATION_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "compiler/models/plan_migration.h"
#include "compiler/schema/catalog.h"

namespace instar::compiler {

// A planned statement, and what a lint says of it.
struct JudgedStatement {
  PlannedStatement statement;
  std::set<std::string> allows;  // lints
  bool has_no_inverse = false;
};

// Each statement on its own, so that what is said about it can be told from its place.
struct PlainText {
  std::string text;
  std::vector<std::uint32_t> begins;  // of each statement
};
PlainText PlainTextOf(const std::vector<PlannedStatement>& statements, const std::string& before);

// What a person must write, in order; placeholders stand for it until the file is laid out: what has errors
// is not.
using Todos = std::vector<std::string>;

// Actions on one table that follow each other are one ALTER TABLE, unless one of them needs an `allow`.
std::string UpgradeText(const std::vector<JudgedStatement>& statements, Todos* todos);
// Empty where the derived one will do. `head`: what it must lead back to.
std::string DowngradeText(const std::vector<JudgedStatement>& statements, const Catalog& head, Todos* todos);

// The placeholders as what they stand for.
std::string FillPlaceholders(std::string text, const Todos& todos);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_MIGRATION_TEXT_H_
