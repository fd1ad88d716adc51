// A project in memory: its migrations, its structs, its database.
#ifndef INSTAR_TESTS_MODEL_CHANGES_PROGRAM_H_
#define INSTAR_TESTS_MODEL_CHANGES_PROGRAM_H_

#include <optional>
#include <string>
#include <vector>

#include "compiler/models/autogenerate.h"
#include "compiler/models/model_set.h"
#include "tests/property/facts.h"
#include "tests/property/scratch.h"

namespace instar::compiler {

class ModelProgram {
 public:
  // What is wrong, or empty: the missing migration is written, as `instar revision --autogenerate` does;
  // a person answers every question in it; it is compiled and applied.
  std::string Follow(const ModelSet& models);

  // What `instarc --models` says; empty: they agree.
  std::string Check(const ModelSet& models) const;
  // The last migration, as generated.
  const std::string& generated() const { return generated_; }
  const std::vector<std::string>& migrations() const { return migrations_; }
  // Whether a person would have to write more than answers.
  bool needs_work() const { return needs_work_; }

  property::Facts Facts() const { return property::FactsOf(database_.get()); }
  // The last migration undone and done again; what is wrong, or empty.
  std::string DownAndUp();

 private:
  std::optional<GeneratedMigration> Generate(const ModelSet& models, std::string* problem) const;
  std::string Apply();

  std::vector<std::string> migrations_;
  std::string generated_;
  bool needs_work_ = false;
  property::Scratch database_;
};

}  // namespace instar::compiler

#endif  // INSTAR_TESTS_MODEL_CHANGES_PROGRAM_H_
