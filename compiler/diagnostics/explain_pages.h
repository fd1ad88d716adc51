// What embed_pages.cmake makes of the folder explain/.
#ifndef INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_PAGES_H_
#define INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_PAGES_H_

#include <cstddef>

#include "compiler/diagnostics/explain.h"

namespace instar::compiler {

// Sorted by name.
extern const ExplainPage kExplainPages[];
extern const std::size_t kExplainPageCount;

}  // namespace instar::compiler

#endif  // INSTAR_COMPILER_DIAGNOSTICS_EXPLAIN_PAGES_H_
