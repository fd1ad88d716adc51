// A smaller history with the same fault.
#ifndef INSTAR_TESTS_PROPERTY_SHRINK_H_
#define INSTAR_TESTS_PROPERTY_SHRINK_H_

#include <functional>
#include <optional>

#include "tests/property/generate.h"
#include "tests/property/history.h"

namespace instar::compiler::property {

// Drops revisions and edits as long as `fails` gives a failure of the same kind. Cost: a few tries for each
// of them.
History Shrink(History history, const Failure& failure,
               const std::function<std::optional<Failure>(const History&)>& fails);

}  // namespace instar::compiler::property

#endif  // INSTAR_TESTS_PROPERTY_SHRINK_H_
