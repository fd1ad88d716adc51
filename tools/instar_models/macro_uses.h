// What the preprocessor met: uses of the two macros, and headers that are not there.
#ifndef INSTAR_TOOLS_INSTAR_MODELS_MACRO_USES_H_
#define INSTAR_TOOLS_INSTAR_MODELS_MACRO_USES_H_

#include <clang/Basic/SourceLocation.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace instar::models {

// Filled while Clang reads, asked afterwards.
struct MacroUses {
  // Where each use of INSTAR_TABLE and INSTAR_COL stands in a file, until a table or column is found there.
  std::set<clang::SourceLocation> tables;
  std::set<clang::SourceLocation> columns;

  struct Place {
    clang::SourceLocation location;
    std::string name;
  };
  std::vector<Place> redefined;      // the macros, by others than <instar/model.h>
  std::vector<Place> missing_files;  // included, but not there
};

// `uses` must outlive the preprocessor.
std::unique_ptr<clang::PPCallbacks> WatchMacros(clang::Preprocessor& preprocessor, MacroUses* uses);

}  // namespace instar::models

#endif  // INSTAR_TOOLS_INSTAR_MODELS_MACRO_USES_H_
