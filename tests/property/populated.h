// A database that has gone through a history, with rows from all of its times.
#ifndef INSTAR_TESTS_PROPERTY_POPULATED_H_
#define INSTAR_TESTS_PROPERTY_POPULATED_H_

#include <cstdint>

#include "tests/property/history.h"
#include "tests/property/model.h"
#include "tests/property/random.h"
#include "tests/property/scratch.h"

namespace instar::compiler::property {

class Populated {
 public:
  // False where the history's own rows are in its way.
  bool Build(const History& history, std::uint64_t seed, std::uint32_t minimum_version);

  const Model& model() const { return model_; }
  Scratch Copy() const { return db_.Copy(); }

 private:
  Scratch db_;
  Model model_;
};

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_POPULATED_H_
