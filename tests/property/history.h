// A random history: revisions of random edits, with branches and merges.
#ifndef INSTAR_TESTS_PROPERTY_HISTORY_H_
#define INSTAR_TESTS_PROPERTY_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/property/edit.h"

namespace instar::compiler::property {

struct RandomRevision {
  std::string id;
  std::vector<std::size_t> parents;  // places in the history, all smaller
  std::vector<std::size_t> dependencies;
  std::vector<Edit> edits;
  // Whether an action goes into the ALTER TABLE of the one before it.
  std::vector<bool> joined;
  std::string downgrade;  // the clause after `upgrade`; empty: implied

  bool has_data() const;
  bool is_risky() const;
};

using History = std::vector<RandomRevision>;

// As a file, with every lint allowed.
std::string Text(const RandomRevision& revision, const History& history);
std::string Text(const History& history);

// Whether both lists name revisions that the one at `index` needs, over any number of links, in their order.
std::vector<std::size_t> Needed(const History& history, std::size_t index);

// False when an edit does not fit.
bool Apply(const RandomRevision& revision, Model* model, Effects* effects);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_HISTORY_H_
