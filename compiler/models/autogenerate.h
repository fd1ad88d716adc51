// The migration that is missing between the schema at head and the models, as text for a person to review.
#ifndef INSTAR_COMPILER_MODELS_AUTOGENERATE_H_
#define INSTAR_COMPILER_MODELS_AUTOGENERATE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compiler/chain/lock_file.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/models/model_places.h"
#include "compiler/source/source.h"
#include "compiler/syntax/syntax_tree.h"

namespace instar::compiler {

struct AutogenerateInput {
  const SourceSet& sources;
  const std::vector<SyntaxTree>& trees;  // of the migrations, the first of the sources
  const LockFile* lock = nullptr;
  const Models& models;
  std::vector<std::string> parents;  // the new revision's, by id; none: the base
};

struct AutogenerateOptions {
  bool drop_tables = true;   // those without a struct
  bool not_renamed = false;  // what looks like a rename is none
};

struct GeneratedMigration {
  // What goes between the braces, one statement to a line; both empty: there is nothing to do. Where a person
  // must write something stand placeholders, for Complete to fill when the file is laid out.
  std::string upgrade;
  // The clause after `upgrade`, or empty where it is derived.
  std::string downgrade;
  std::vector<std::string> todos;  // for Complete
  std::size_t to_complete = 0;     // places that keep the file from being built
};

// Nothing when history or models have errors, which are reported. What loses data, or may fail on rows that
// are there, carries an `allow` without its reason; a column whose rows need a value, a `todo`: so the file
// is not built before somebody has read it. What needs one or the other is what the lints say.
std::optional<GeneratedMigration> Autogenerate(const AutogenerateInput& input,
                                               const AutogenerateOptions& options, Diagnostics* diagnostics);

// The file in canonical layout, with what the placeholders stand for. `text` holds upgrade and downgrade of
// the generated migration.
std::string Complete(const std::string& text, const GeneratedMigration& migration);

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_MODELS_AUTOGENERATE_H_
